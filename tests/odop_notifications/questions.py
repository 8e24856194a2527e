"""What the tests of answers, escalation and the helpline share: a supplier who was asked something."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any

from odop_consignment.api import sales_of_order
from odop_core.queue import worker
from odop_core.store.orders import OrderSnapshot
from odop_notifications.gateways.message import Inbound
from odop_notifications.inbound.replies import receive_reply
from odop_notifications.models import Answer, Question
from tests.factories import announce, line, offer, order, supplier

PHONE = "+919876543210"
# 15:30 in India, on a Monday.
NOON = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
_keys = count(1)


def announce_orders(*reported: OrderSnapshot) -> None:
    """The store tells, and the worker does what follows."""
    for state in reported:
        announce(state)
        worker.run_due()


def ask_supplier(number: int = 1, name: str = "kurta", phone: str = PHONE) -> Question:
    """Something of the supplier with this phone was bought, and they were asked whether it is ready."""
    offer(name, by=supplier(f"Supplier of {name}", phone=phone, language="hi"))
    return ask_again(number, name)


def ask_again(number: int, name: str = "kurta") -> Question:
    """The same supplier is asked about another order."""
    announce_orders(order(line(name, id=f"line-{name}-{number}"), number=number))
    return Question.objects.get(order_id=f"order-{number}")


def send_reply(
    text: str, phone: str = PHONE, at: datetime | None = None, now: datetime | None = None, **reported: Any
) -> Answer:
    """The supplier writes an SMS."""
    key = reported.pop("key", f"sms:{next(_keys)}")
    return receive_reply(Inbound("sms", phone, text, key, at=at or now, **reported), now)


def sale_states(order_number: int = 1) -> list[str]:
    return [sale.state for sale in sales_of_order(f"order-{order_number}")]
