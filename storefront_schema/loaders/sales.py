"""What was sold, and what is on record of it."""

from __future__ import annotations

from collections.abc import Mapping

from odop_consignment.api import sales
from odop_consignment.api.offers import SoldBy, sellers_of_sales
from storefront_schema.loaders.base import Loader


class Sale(Loader):
    def read(self, keys: list[int], using: str) -> Mapping[int, sales.SaleInfo]:
        return sales.sales_by_id(keys, using)


class SalesOfLine(Loader):
    nothing = ()

    def read(self, keys: list[str], using: str) -> Mapping[str, list[sales.SaleInfo]]:
        return sales.sales_of_lines(keys, using)


class SalesOfOrder(Loader):
    nothing = ()

    def read(self, keys: list[str], using: str) -> Mapping[str, list[sales.SaleInfo]]:
        return sales.sales_of_orders(keys, using)


class SellerOfSale(Loader):
    def read(self, keys: list[int], using: str) -> Mapping[int, SoldBy]:
        return sellers_of_sales(keys, using)


class TermsOfSale(Loader):
    def read(self, keys: list[int], using: str) -> Mapping[int, sales.TermsInfo]:
        return sales.terms_of(keys, using)


class StepsOfSale(Loader):
    nothing = ()

    def read(self, keys: list[int], using: str) -> Mapping[int, list[sales.StepInfo]]:
        return sales.steps_of(keys, using)


class ReturnsOfSale(Loader):
    nothing = ()

    def read(self, keys: list[int], using: str) -> Mapping[int, list[sales.ReturnInfo]]:
        return sales.returns_of(keys, using)
