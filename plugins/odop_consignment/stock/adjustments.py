"""Changing the store's own stock where ours changed: the outbox carries it, and it is done exactly once.

An adjustment is put in with the fact it follows from, in the same transaction. One pair of variant and point is changed
by one worker at a time. What the store refuses (fewer pieces than it has promised to buyers) is dead-lettered, where
staff see it, and shown by the comparison.
"""

from __future__ import annotations

from odop_consignment.models import Offer, StockAdjustment
from odop_core import outbox

TOPIC = "consignment.stock"


def adjust_store(offer: Offer, change: int, *, key: str) -> None:
    """Let the store hold so many pieces more (or fewer) of an offer's variant at its point, once this commits.

    `key` names the fact it follows from; with a key already known nothing happens.
    """
    if not change:
        return
    adjustment, created = StockAdjustment.objects.get_or_create(
        key=key,
        defaults={"variant_id": offer.variant_id, "pickup_point_id": offer.pickup_point_id, "change": change},
    )
    if created:
        subject = f"{offer.variant_id} at {offer.pickup_point_id}"
        outbox.put(TOPIC, subject[:128], {"adjustment_id": adjustment.pk}, key=f"{TOPIC}:{key}")
