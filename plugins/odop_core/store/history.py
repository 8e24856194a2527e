"""Which orders are history: nobody is told of them, asked for them, or sent for them.

An order is history if it was over, as far as we are concerned, before we came to hear of it:

- it was placed and paid before the suite came to the shop, or
- it was imported with an old date.

It is not (it is *live*) if we saw it being placed or paid as it happened: the store told us so in that moment, or we
knew it unpaid or as a draft before. So an order of before the suite that is paid afterwards is live, and so is a draft
of before that is completed afterwards. Where an order was only found later, its date decides.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from odop_core.models import OrderRecord, PluginStart
from odop_core.store.orders import NOT_YET_PLACED, PAID, OrderSnapshot

# What the store tells only while an order is being placed or paid.
CREATED = "ORDER_CREATED"
WITNESSED = frozenset({CREATED, "ORDER_CONFIRMED", "ORDER_PAID", "ORDER_FULLY_PAID"})
# The store's clock may be behind ours by so much.
CLOCK_SKEW = timedelta(minutes=10)

# Saleor gives an order its date itself, unless it is imported in bulk. Who takes orders elsewhere may import them a day
# or two later, to be supplied; what is older is history. A draft keeps the date it was begun, however old.
IMPORTED, DRAFTED = "BULK_CREATE", "DRAFT"
IMPORTED_LATE = timedelta(days=2)
SEEN_LATE = timedelta(days=30)


def is_history(order: OrderSnapshot, plugin_id: str) -> bool:
    """Whether an order is history to a plugin. What the plugin does about it already, it goes on with."""
    record = OrderRecord.objects.filter(order_id=order.id).only("was_imported_old", "witnessed_at").first()
    witnessed_at = record.witnessed_at if record else None
    if record and record.was_imported_old and witnessed_at is None:
        return True
    began = _began_at(plugin_id)
    latest = max(order.created_at, witnessed_at) if witnessed_at else order.created_at
    return began is not None and latest < began - CLOCK_SKEW


def came_before(order: OrderSnapshot, plugin_id: str) -> bool:
    """Whether an order was placed before the plugin came, whenever it was paid."""
    began = _began_at(plugin_id)
    return began is not None and order.created_at < began - CLOCK_SKEW


def history_of(order: OrderSnapshot, known: OrderRecord | None, event_name: str, heard_at: datetime) -> dict[str, Any]:
    """What is to be kept of an order's history when we hear of it: columns of its record."""
    columns: dict[str, Any] = {} if known else {"was_imported_old": _is_old(order)}
    is_told = event_name in WITNESSED and not (event_name == CREATED and _is_old(order))
    if is_told or (known and _has_progressed(known, order)):
        columns["witnessed_at"] = heard_at
    return columns


def _is_old(order: OrderSnapshot) -> bool:
    """Whether the store first told us of an order long after its date."""
    late = {IMPORTED: IMPORTED_LATE, DRAFTED: timedelta.max}.get(order.origin, SEEN_LATE)
    return order.updated_at - order.created_at > late


def _has_progressed(known: OrderRecord, order: OrderSnapshot) -> bool:
    """Whether it was placed or paid since. (Of money given back, Saleor may say that it is paid in full once more.)"""
    if order.updated_at < known.store_updated_at:
        return False
    was_placed, was_paid = known.snapshot["status"] not in NOT_YET_PLACED, known.snapshot["charge_status"] in PAID
    return (order.is_placed and not was_placed) or (order.is_paid and not was_paid and not order.refunded.minor)


def _began_at(plugin_id: str) -> datetime | None:
    return PluginStart.objects.filter(plugin_id=plugin_id).values_list("began_at", flat=True).first()
