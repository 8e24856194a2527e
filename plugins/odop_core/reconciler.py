"""Finding what nobody told us: Saleor's hooks die with its process, and some of its flows fire none.

Each run asks the store which orders changed since the watermark (minus an overlap longer than any transaction lasts)
and announces those whose newest state we do not hold. The announcement's key is the order's id and change time, so a
run repeated or doubled announces nothing twice; that one run at a time has the job only saves the store work.

The store may be slow and far away, so no transaction is open while it is asked: each batch is committed on its own, and
a run that is cut short is continued by the next one from there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest, Now

from odop_core import conf, host, inbox
from odop_core.models import OrderRecord, Watermark
from odop_core.store import ChangedOrder

NAME = "orders"
BATCH = 200
FIRST_LOOK_BACK = timedelta(days=30)
# How long a run may keep the job to itself without committing a batch.
TURN = timedelta(seconds=30)


def reconcile(since: datetime | None = None) -> int:
    """Announce changed orders we have not heard of. Returns how many; 0 also when another worker is at it.

    `since` (aware) looks back further than the watermark, e.g. after restoring a backup.
    """
    if not _take_turn():
        return 0
    try:
        found = 0
        for batch in _batches(host.current().store().orders_changed_since(since or _start())):
            found += _announce_unknown(batch)
            _reach(batch[-1].updated_at)
        return found
    finally:
        Watermark.objects.filter(name=NAME).update(held_until=None)


def _take_turn() -> bool:
    """Whether the job is ours now. It is a row and not a lock, so that a pooled connection cannot keep it for ever."""
    Watermark.objects.get_or_create(name=NAME, defaults={"reached": datetime.now(UTC) - FIRST_LOOK_BACK})
    free = Q(held_until=None) | Q(held_until__lt=Now())
    return bool(Watermark.objects.filter(free, name=NAME).update(held_until=Now() + TURN))


def _start() -> datetime:
    return Watermark.objects.get(name=NAME).reached - timedelta(seconds=conf.get_int("RECONCILE_OVERLAP_SECONDS"))


def _batches(changed: Iterable[ChangedOrder]) -> Iterator[list[ChangedOrder]]:
    remaining = iter(changed)
    while batch := list(islice(remaining, BATCH)):
        yield batch


@transaction.atomic
def _announce_unknown(batch: Sequence[ChangedOrder]) -> int:
    known = dict(
        OrderRecord.objects.filter(order_id__in=[changed.order_id for changed in batch]).values_list(
            "order_id", "store_updated_at"
        )
    )
    missing = [
        changed for changed in batch if changed.order_id not in known or known[changed.order_id] < changed.updated_at
    ]
    return sum(
        inbox.accept(
            inbox.ORDER,
            changed.order_id,
            changed.payload,
            key=f"reconciled:{changed.order_id}:{changed.updated_at.isoformat()}",
            name="RECONCILED",
            occurred_at=changed.updated_at,
        )
        for changed in missing
    )


def _reach(moment: datetime) -> None:
    """The watermark never goes back."""
    Watermark.objects.filter(name=NAME).update(reached=Greatest(F("reached"), moment), held_until=Now() + TURN)
