"""Finding what was not announced: Saleor's hooks die with its process, and some of its flows fire none.

Each run asks the store which orders (or products) changed since the watermark, minus an overlap longer than any
transaction lasts, and announces those whose newest state we do not hold. The announcement's key is the id and change
time, so a run repeated or doubled announces nothing twice; that one run at a time has the job only saves the store
work.

The store may be slow and far away, so no transaction is open while it is asked: each batch is committed on its own, and
a run that is cut short is continued by the next one from there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest, Now

from odop_core import conf
from odop_core.events import OrderChanged, ProductChanged
from odop_core.models import Watermark
from odop_core.queue import inbox
from odop_core.store import host, records
from odop_core.store.catalogue import ChangedProduct
from odop_core.store.port import ChangedOrder
from odop_core.store.records import RecordKind

BATCH = 200
FIRST_LOOK_BACK = timedelta(days=30)
# How long a run may keep the job to itself without committing a batch.
TURN = timedelta(seconds=30)

Changed = ChangedOrder | ChangedProduct


@dataclass(frozen=True)
class Comparison:
    """What is compared: the store's changed things with our records of them. `name` is its watermark's."""

    name: str
    event_type: type[OrderChanged] | type[ProductChanged]
    record_kind: RecordKind
    changed_since: Callable[[datetime], Iterator[Changed]]

    def run(self, since: datetime | None = None) -> int:
        """Announce what changed and we have not heard of. Returns how many; 0 also when another worker is at it.

        `since` (aware) looks back further than the watermark, e.g. after restoring a backup.
        """
        if not self._take_turn():
            return 0
        try:
            found = 0
            for batch in _batches(self.changed_since(since or self._start())):
                found += self._announce_unknown(batch)
                self._reach(batch[-1].updated_at)
            return found
        finally:
            Watermark.objects.filter(name=self.name).update(held_until=None)

    def _take_turn(self) -> bool:
        """Whether the job is ours now. It is a row and no lock, so that a pooled connection cannot keep it for ever."""
        Watermark.objects.get_or_create(name=self.name, defaults={"reached": datetime.now(UTC) - FIRST_LOOK_BACK})
        free = Q(held_until=None) | Q(held_until__lt=Now())
        return bool(Watermark.objects.filter(free, name=self.name).update(held_until=Now() + TURN))

    def _start(self) -> datetime:
        overlap = timedelta(seconds=conf.get_int("RECONCILE_OVERLAP_SECONDS"))
        return Watermark.objects.get(name=self.name).reached - overlap

    @transaction.atomic
    def _announce_unknown(self, batch: Sequence[Changed]) -> int:
        id_field = self.record_kind.id_field
        ours = self.record_kind.model.objects.filter(**{f"{id_field}__in": [changed.subject for changed in batch]})
        known = dict(ours.values_list(id_field, "store_updated_at"))
        missing = [
            changed for changed in batch if changed.subject not in known or known[changed.subject] < changed.updated_at
        ]
        return sum(
            inbox.announce(
                self.event_type.from_json(changed.subject, changed.payload),
                key=f"reconciled:{changed.subject}:{changed.updated_at.isoformat()}",
                name="RECONCILED",
                occurred_at=changed.updated_at,
            )
            for changed in missing
        )

    def _reach(self, moment: datetime) -> None:
        """The watermark never goes back."""
        reached = Greatest(F("reached"), moment)
        Watermark.objects.filter(name=self.name).update(reached=reached, held_until=Now() + TURN)


ORDERS = Comparison(
    "orders", OrderChanged, records.ORDERS, lambda moment: host.current_host().store().orders_changed_since(moment)
)
PRODUCTS = Comparison(
    "products",
    ProductChanged,
    records.PRODUCTS,
    lambda moment: host.current_host().catalogue().products_changed_since(moment),
)


def _batches(changed: Iterable[Changed]) -> Iterator[list[Changed]]:
    remaining = iter(changed)
    while batch := list(islice(remaining, BATCH)):
        yield batch
