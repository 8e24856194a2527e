"""Offers, and who sells what is offered."""

from __future__ import annotations

from collections.abc import Mapping

from odop_consignment.api.offers import (
    Eligibility,
    OfferInfo,
    SoldBy,
    eligibility_of_offers,
    offers_by_id,
    offers_of_suppliers,
    sellers_of_lines,
    sellers_of_products,
    sellers_of_variants,
)
from storefront_schema.loaders.base import LimitedLoader, Loader


class Offer(Loader):
    def read(self, keys: list[int], using: str) -> Mapping[int, OfferInfo]:
        return offers_by_id(keys, using)


class OffersOfSupplier(LimitedLoader):
    def read_many(self, keys: list[int], most: int, using: str) -> Mapping[int, list[OfferInfo]]:
        return offers_of_suppliers(keys, most, using)


class StandingOfOffer(Loader):
    def read(self, keys: list[int], using: str) -> Mapping[int, Eligibility]:
        return eligibility_of_offers(keys, using)


class SellersOfProduct(Loader):
    nothing = ()

    def read(self, keys: list[str], using: str) -> Mapping[str, list[SoldBy]]:
        return sellers_of_products(keys, using)


class SellerOfVariant(Loader):
    def read(self, keys: list[str], using: str) -> Mapping[str, SoldBy]:
        return sellers_of_variants(keys, using)


class SellersOfLine(Loader):
    nothing = ()

    def read(self, keys: list[str], using: str) -> Mapping[str, list[SoldBy]]:
        return sellers_of_lines(keys, using)
