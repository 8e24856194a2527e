"""Finding what nobody told us: Saleor's hooks die with its process, and some of its flows fire none.

Each run asks the store which orders changed since the watermark (minus an overlap longer than any transaction lasts)
and announces those whose newest state we do not hold. The announcement's key is the order's id and change time, so a
run repeated or doubled announces nothing twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from django.db import connection, transaction

from odop_core import conf, host, inbox
from odop_core.models import OrderRecord, Watermark
from odop_core.store import ChangedOrder

NAME = "orders"
PAGE = 200
FIRST_LOOK_BACK = timedelta(days=30)


def reconcile(since: datetime | None = None) -> int:
    """Announce changed orders we have not heard of. Returns how many; 0 also when another worker is at it.

    `since` (aware) looks back further than the watermark, e.g. after restoring a backup.
    """
    with transaction.atomic():
        if not _we_are_the_only_one():
            return 0
        watermark = Watermark.objects.filter(name=NAME).first()
        start = since or _start(watermark)
        found, reached = 0, start
        while page := host.current().store().orders_changed_since(reached, PAGE):
            found += _announce_unknown(page)
            newest = page[-1].updated_at
            if len(page) < PAGE or newest <= reached:
                reached = max(reached, newest)
                break
            reached = newest
        if watermark is None or reached > watermark.reached:
            Watermark.objects.update_or_create(name=NAME, defaults={"reached": reached})
    return found


def _start(watermark: Watermark | None) -> datetime:
    if watermark is None:
        return datetime.now(UTC) - FIRST_LOOK_BACK
    return watermark.reached - timedelta(seconds=conf.get_int("RECONCILE_OVERLAP_SECONDS"))


def _announce_unknown(page: Sequence[ChangedOrder]) -> int:
    known = dict(
        OrderRecord.objects.filter(order_id__in=[changed.order_id for changed in page]).values_list(
            "order_id", "store_updated_at"
        )
    )
    missing = [
        changed for changed in page if changed.order_id not in known or known[changed.order_id] < changed.updated_at
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


def _we_are_the_only_one() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended('odop:reconciler', 0))")
        row = cursor.fetchone()
    return bool(row and row[0])
