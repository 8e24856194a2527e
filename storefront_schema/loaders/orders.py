"""What the store told us of orders."""

from __future__ import annotations

from collections.abc import Mapping

from odop_core.models import OrderRecord
from storefront_schema.loaders.base import Loader


class OwnerOfOrder(Loader):
    """The global ID of the customer who placed an order, as far as we were told."""

    def read(self, keys: list[str], using: str) -> Mapping[str, str | None]:
        return dict(OrderRecord.objects.using(using).filter(order_id__in=keys).values_list("order_id", "user_id"))
