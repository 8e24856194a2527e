"""Changing the store's own stock where ours changed: the outbox carries it, and it is done exactly once.

An adjustment is put in with the fact it follows from, in the same transaction. One pair of variant and point is changed
by one worker at a time. What the store refuses (fewer pieces than it has promised to buyers) is dead-lettered, where
staff see it and may replay it, and shown by the comparison.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from odop_consignment.models import Offer, StockAdjustment
from odop_consignment.settings import PLUGIN_ID
from odop_core.database.locks import lock_subject
from odop_core.models import OutboxItem
from odop_core.models.work import OPEN_STATES
from odop_core.queue import outbox
from odop_core.retry import PermanentFailure, TemporaryFailure
from odop_core.store import host
from odop_core.store.port import StockChange, StockTooLow, StoreRefused, StoreUnavailable

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
        outbox.enqueue(TOPIC, subject[:128], {"adjustment_id": adjustment.pk}, key=f"{TOPIC}:{key}")


class StockDeliverer:
    """Makes one change in the store.

    In Saleor the change and our note of it are one transaction. Beside Saleor the transaction holds the pair while we
    call; if we die in it, the store knows the key and answers that the change was made.
    """

    plugin_id = PLUGIN_ID

    def deliver(self, item: OutboxItem) -> dict[str, Any]:
        with transaction.atomic():
            adjustment = StockAdjustment.objects.get(pk=item.payload["adjustment_id"])
            lock_subject("store-stock", adjustment.variant_id)
            adjustment.refresh_from_db()
            if adjustment.done_at is not None:
                return {}
            level = self._adjust(adjustment)
            if level is not None:
                adjustment.before = level.quantity - adjustment.change
            adjustment.done_at = timezone.now()
            adjustment.save(update_fields=["before", "done_at"])
        return {"quantity": level.quantity} if level else {}

    def delivered(self, item: OutboxItem, answer: dict[str, Any]) -> None:
        """The adjustment says itself that it is done."""

    def given_up(self, item: OutboxItem, reason: str) -> None:
        """The comparison finds adjustments that are not done, and says which were given up."""

    def _adjust(self, adjustment: StockAdjustment) -> Any:
        change = StockChange(
            # Unlike a row's number, the time of its making is new again after a database was set up anew.
            key=f"{adjustment.pk}.{int(adjustment.created_at.timestamp())}",
            variant_id=adjustment.variant_id,
            warehouse_id=adjustment.pickup_point_id,
            change=adjustment.change,
        )
        try:
            return host.current_host().store().adjust_stock(change)
        except StockTooLow as error:
            if _more_is_coming(adjustment):
                raise TemporaryFailure(f"{error} More pieces are being added: trying again after that.") from error
            raise PermanentFailure(str(error)) from error
        except StoreRefused as error:
            raise PermanentFailure(str(error)) from error
        except StoreUnavailable as error:
            raise TemporaryFailure(str(error)) from error


def _more_is_coming(adjustment: StockAdjustment) -> bool:
    """Whether pieces noted before are still on their way to the same shelf of the store."""
    earlier = StockAdjustment.objects.filter(
        variant_id=adjustment.variant_id, pickup_point_id=adjustment.pickup_point_id, pk__lt=adjustment.pk,
        change__gt=0, done_at=None,
    )  # fmt: skip
    keys = [f"{TOPIC}:{key}" for key in earlier.values_list("key", flat=True)]
    return OutboxItem.objects.filter(key__in=keys, state__in=OPEN_STATES).exists()
