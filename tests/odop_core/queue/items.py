"""Items of the outbox, claimed or begun, and deliverers that fail."""

from __future__ import annotations

from typing import Any

from odop_core.models import OutboxItem
from odop_core.queue import work
from odop_core.retry import HANDLING
from tests.factories import make_due


def fail_with(error: Exception) -> Any:
    def act(_item: OutboxItem) -> dict[str, Any]:
        raise error

    return act


def stored(key: str = "item-1") -> OutboxItem:
    return OutboxItem.objects.get(key=key)


def claim_one() -> OutboxItem:
    make_due(OutboxItem)
    (item,) = work.claim_due(OutboxItem, 1)
    return item


def begin_one() -> OutboxItem:
    item = claim_one()
    work.begin_attempt(item, HANDLING)
    return item
