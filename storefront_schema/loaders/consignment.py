"""Suppliers, what they offer, and what was sold of it."""

from __future__ import annotations

from collections.abc import Mapping

from odop_consignment import api as consignment
from storefront_schema.loaders.base import Loader


class SalesOfLine(Loader):
    nothing = ()

    def read(self, keys: list[str], using: str) -> Mapping[str, list[consignment.SaleInfo]]:
        return consignment.sales_of_lines(keys, using)


class SalesOfOrder(Loader):
    nothing = ()

    def read(self, keys: list[str], using: str) -> Mapping[str, list[consignment.SaleInfo]]:
        return consignment.sales_of_orders(keys, using)


class Supplier(Loader):
    def read(self, keys: list[int], using: str) -> Mapping[int, consignment.SupplierInfo]:
        return consignment.suppliers(keys, using)
