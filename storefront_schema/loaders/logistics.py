"""Collections."""

from __future__ import annotations

from collections.abc import Mapping

from odop_logistics import api as logistics
from storefront_schema.loaders.base import Loader


class PickupOfSale(Loader):
    def read(self, keys: list[int], using: str) -> Mapping[int, logistics.PickupInfo]:
        return logistics.pickups_of_sales(keys, using)
