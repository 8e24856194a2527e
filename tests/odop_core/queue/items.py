"""Items of the outbox, and deliverers that fail."""

from __future__ import annotations

from typing import Any

from odop_core.models import OutboxItem


def fail_with(error: Exception) -> Any:
    def act(_item: OutboxItem) -> dict[str, Any]:
        raise error

    return act


def stored(key: str = "item-1") -> OutboxItem:
    return OutboxItem.objects.get(key=key)
