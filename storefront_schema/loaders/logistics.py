"""Collections."""

from __future__ import annotations

from collections.abc import Mapping

from odop_consignment.api import SaleInfo
from odop_consignment.api.offers import PickupPoint as PickupPointInfo
from odop_logistics import api as logistics
from storefront_schema.loaders.base import Loader


class Pickup(Loader):
    def read(self, keys: list[int], using: str) -> Mapping[int, logistics.PickupInfo]:
        return logistics.pickups_by_id(keys, using)


class PickupPoint(Loader):
    """By the ID of the warehouse. The store is asked, beside Saleor over the network."""

    def read(self, keys: list[str], using: str) -> Mapping[str, PickupPointInfo]:
        return logistics.pickup_points(keys)


class SalesOfPickup(Loader):
    nothing = ()

    def read(self, keys: list[int], using: str) -> Mapping[int, list[SaleInfo]]:
        return logistics.sales_of_pickups(keys, using)


class PickupOfSale(Loader):
    def read(self, keys: list[int], using: str) -> Mapping[int, logistics.PickupInfo]:
        return logistics.pickups_of_sales(keys, using)
