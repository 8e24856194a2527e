"""What makers were told."""

from __future__ import annotations

from collections.abc import Mapping

from odop_notifications import api as notifications
from storefront_schema.loaders.base import Loader


class MessagesOfSale(Loader):
    nothing = ()

    def read(self, keys: list[int], using: str) -> Mapping[int, list[notifications.MessageInfo]]:
        return notifications.messages_of_sales(keys, using)
