"""Sales that happen, and what suppliers were told of them."""

from __future__ import annotations

from odop_core.queue import worker
from odop_core.store.orders import OrderSnapshot
from odop_notifications.api import MessageInfo, messages_of_sales
from odop_notifications.models import Message
from tests.factories import announce


def happen(*reported: OrderSnapshot) -> None:
    """The store tells, and the worker does what follows."""
    for state in reported:
        announce(state)
        worker.run_due()


def messages() -> list[MessageInfo]:
    ids = Message.objects.order_by("id").values_list("sale_id", flat=True)
    found = messages_of_sales(ids)
    return sorted((message for of_sale in found.values() for message in of_sale), key=lambda message: message.id)


def said() -> list[tuple[str, str]]:
    """Occasion and state of every message."""
    return [(message.occasion, message.state) for message in messages()]
