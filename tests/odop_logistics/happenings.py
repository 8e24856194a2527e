"""What the tests of pickups say and ask."""

from __future__ import annotations

from odop_core.queue import worker
from odop_core.store.orders import OrderSnapshot
from odop_logistics.models import Pickup
from tests.factories import announce
from tests.gateway import Gateway


def happen(*states: OrderSnapshot) -> None:
    """The store has an order in these states, and the worker does what comes of each."""
    for state in states:
        announce(state)
        worker.run_due()


def only() -> Pickup:
    return Pickup.objects.get()


def states() -> list[str]:
    return list(Pickup.objects.order_by("id").values_list("state", flat=True))


def contents() -> list[dict[str, int]]:
    """Lines and pieces of every pickup."""
    rows = Pickup.objects.order_by("id").prefetch_related("lines")
    return [{row.order_line_id: row.quantity for row in pickup.lines.all()} for pickup in rows]


def events(partner: Gateway) -> list[str]:
    return [post.json["event"] for post in partner.posts]
