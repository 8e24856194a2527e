"""Long lists of stock for GraphQL, as plain data: notes, lots, movements, counts.

Each list is a `Wanted…` (what to leave out), a page of it cut by key, and its length. Whoever may see only one
supplier's rows asks with `supplier_id`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from odop_consignment.models import ConsignmentNote, Lot, NoteLine, StockCount, StockCountLine, StockMovement
from odop_core.database.pagination import Window
from odop_core.i18n import Text
from odop_core.india.dates import today


@dataclass(frozen=True)
class NoteInfo:
    """A consignment note; `number` is "" until it is posted, `dated` is an Indian day, `reference` is what the paper is
    called where it came from."""

    id: int
    number: str
    reference: str
    kind: str
    state: str
    supplier_id: int
    pickup_point_id: str
    dated: date
    remark: str
    recorded_by: str
    recorded_at: datetime
    posted_by: str
    posted_at: datetime | None


@dataclass(frozen=True)
class NoteLineInfo:
    """`has_photo` says that `documents.link` leads to one; `lot_id` is the lot a receipt's line became or a return's
    line takes from, None where there is none."""

    id: int
    note_id: int
    offer_id: int
    variant_id: str
    description: str
    quantity: int
    condition: str
    has_photo: bool
    photo_sha256: str
    lot_id: int | None


@dataclass(frozen=True)
class LotInfo:
    """Pieces that came together: received + found = sold + sent_back + damaged + in_stock. `description` is what the
    note calls them."""

    id: int
    offer_id: int
    supplier_id: int
    variant_id: str
    product_id: str
    pickup_point_id: str
    note_id: int
    received_on: date
    shelf_until: date
    alarm_raised_at: datetime | None
    received: int
    found: int
    sold: int
    sent_back: int
    damaged: int
    in_stock: int
    description: str


@dataclass(frozen=True)
class MovementInfo:
    id: int
    lot_id: int
    kind: str
    quantity: int
    sale_id: int | None
    note_id: int | None
    count_id: int | None
    reason: Text
    has_photo: bool
    moved_by: str
    moved_at: datetime


@dataclass(frozen=True)
class CountInfo:
    id: int
    pickup_point_id: str
    state: str
    counted_by: str
    counted_at: datetime
    settled_by: str
    settled_at: datetime | None
    remark: str


@dataclass(frozen=True)
class CountLineInfo:
    id: int
    count_id: int
    offer_id: int
    variant_id: str
    expected: int
    counted: int

    @property
    def difference(self) -> int:
        """More (or, negative, fewer) pieces than we thought."""
        return self.counted - self.expected


@dataclass(frozen=True)
class WantedNotes:
    """`dated_from` and `dated_until` are Indian days, both included."""

    supplier_id: int | None = None
    pickup_point_id: str | None = None
    kinds: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    number: str | None = None
    reference: str | None = None
    dated_from: date | None = None
    dated_until: date | None = None


@dataclass(frozen=True)
class WantedLots:
    """`past_shelf`: unsold pieces whose time on the shelf is over."""

    supplier_id: int | None = None
    offer_id: int | None = None
    variant_id: str | None = None
    pickup_point_id: str | None = None
    in_stock: bool | None = None
    past_shelf: bool = False


@dataclass(frozen=True)
class WantedCounts:
    pickup_point_id: str | None = None
    states: tuple[str, ...] = ()


def notes(wanted: WantedNotes, window: Window, using: str = "default") -> list[NoteInfo]:
    return [note_info(row) for row in window.select(_notes(wanted, using))]


def notes_by_id(note_ids: Iterable[int], using: str = "default") -> dict[int, NoteInfo]:
    rows = ConsignmentNote.objects.using(using).filter(pk__in=list(note_ids))
    return {row.pk: note_info(row) for row in rows}


def count_notes(wanted: WantedNotes, using: str = "default") -> int:
    return _notes(wanted, using).count()


def note_lines(note_ids: Iterable[int], using: str = "default") -> dict[int, list[NoteLineInfo]]:
    """The lines of each note, in the order they were written. One query."""
    rows = NoteLine.objects.using(using).filter(note__in=list(note_ids)).select_related("offer", "received_lot")
    found: dict[int, list[NoteLineInfo]] = defaultdict(list)
    for row in rows.order_by("id"):
        found[row.note_id].append(line_info(row))
    return found


def lots(wanted: WantedLots, window: Window, using: str = "default") -> list[LotInfo]:
    return [lot_info(row) for row in window.select(_lots(wanted, using))]


def count_lots(wanted: WantedLots, using: str = "default") -> int:
    return _lots(wanted, using).count()


def lots_by_id(lot_ids: Iterable[int], using: str = "default") -> dict[int, LotInfo]:
    rows = Lot.objects.using(using).filter(pk__in=list(lot_ids)).select_related("offer", "line")
    return {row.pk: lot_info(row) for row in rows}


def movements(lot_id: int, window: Window, using: str = "default") -> list[MovementInfo]:
    return movements_of_lots([lot_id], window, using).get(lot_id, [])


def movements_of_lots(lot_ids: Iterable[int], window: Window, using: str = "default") -> dict[int, list[MovementInfo]]:
    """The same window of the movements of each lot. One query."""
    found = window.select_each(StockMovement.objects.using(using), "lot_id", lot_ids)
    return {lot_id: [movement_info(row) for row in rows] for lot_id, rows in found.items()}


def count_movements(lot_id: int, using: str = "default") -> int:
    return count_movements_of_lots([lot_id], using).get(lot_id, 0)


def count_movements_of_lots(lot_ids: Iterable[int], using: str = "default") -> dict[int, int]:
    rows = StockMovement.objects.using(using).filter(lot__in=list(lot_ids)).values_list("lot_id")
    return dict(rows.annotate(Count("id")).order_by())


def counts(wanted: WantedCounts, window: Window, using: str = "default") -> list[CountInfo]:
    return [count_info(row) for row in window.select(_counts(wanted, using))]


def counts_by_id(count_ids: Iterable[int], using: str = "default") -> dict[int, CountInfo]:
    rows = StockCount.objects.using(using).filter(pk__in=list(count_ids))
    return {row.pk: count_info(row) for row in rows}


def count_counts(wanted: WantedCounts, using: str = "default") -> int:
    return _counts(wanted, using).count()


def count_lines(count_ids: Iterable[int], using: str = "default") -> dict[int, list[CountLineInfo]]:
    """The lines of each count. One query."""
    rows = StockCountLine.objects.using(using).filter(count__in=list(count_ids)).select_related("offer")
    found: dict[int, list[CountLineInfo]] = defaultdict(list)
    for row in rows.order_by("id"):
        found[row.count_id].append(count_line_info(row))
    return found


def _notes(wanted: WantedNotes, using: str) -> QuerySet[ConsignmentNote]:
    given: dict[str, Any] = {
        "supplier": wanted.supplier_id, "pickup_point_id": wanted.pickup_point_id, "number": wanted.number,
        "reference": wanted.reference,
        "kind__in": wanted.kinds or None, "state__in": wanted.states or None,
        "dated__gte": wanted.dated_from, "dated__lte": wanted.dated_until,
    }  # fmt: skip
    return ConsignmentNote.objects.using(using).filter(**_without_none(given))


def _lots(wanted: WantedLots, using: str) -> QuerySet[Lot]:
    given: dict[str, Any] = {
        "offer": wanted.offer_id, "offer__supplier": wanted.supplier_id, "offer__variant_id": wanted.variant_id,
        "offer__pickup_point_id": wanted.pickup_point_id,
    }  # fmt: skip
    rows = Lot.objects.using(using).filter(**_without_none(given)).select_related("offer", "line")
    if wanted.in_stock is not None:
        rows = rows.filter(Q(in_stock__gt=0) if wanted.in_stock else Q(in_stock=0))
    if wanted.past_shelf:
        rows = rows.filter(in_stock__gt=0, shelf_until__lt=today())
    return rows


def _counts(wanted: WantedCounts, using: str) -> QuerySet[StockCount]:
    given = {"pickup_point_id": wanted.pickup_point_id, "state__in": wanted.states or None}
    return StockCount.objects.using(using).filter(**_without_none(given))


def _without_none(given: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if value is not None}


def note_info(row: ConsignmentNote) -> NoteInfo:
    return NoteInfo(
        row.pk, row.number, row.reference, row.kind, row.state, row.supplier_id, row.pickup_point_id, row.dated,
        row.remark, row.recorded_by, row.recorded_at, row.posted_by, row.posted_at,
    )  # fmt: skip


def line_info(row: NoteLine) -> NoteLineInfo:
    made = getattr(row, "received_lot", None)
    return NoteLineInfo(
        row.pk, row.note_id, row.offer_id, row.offer.variant_id, row.description, row.quantity, row.condition,
        bool(row.photo), row.photo_sha256, row.lot_id or (made.pk if made else None),
    )  # fmt: skip


def lot_info(row: Lot) -> LotInfo:
    offer = row.offer
    return LotInfo(
        row.pk, offer.pk, offer.supplier_id, offer.variant_id, offer.product_id, offer.pickup_point_id,
        row.line.note_id, row.received_on, row.shelf_until, row.alarm_raised_at, row.received, row.found, row.sold,
        row.sent_back, row.damaged, row.in_stock, row.line.description,
    )  # fmt: skip


def movement_info(row: StockMovement) -> MovementInfo:
    return MovementInfo(
        row.pk, row.lot_id, row.kind, row.quantity, row.sale_id, row.note_id, row.count_id, row.reason,
        bool(row.photo), row.moved_by, row.moved_at,
    )  # fmt: skip


def count_info(row: StockCount) -> CountInfo:
    return CountInfo(
        row.pk, row.pickup_point_id, row.state, row.counted_by, row.counted_at, row.settled_by, row.settled_at,
        row.remark,
    )  # fmt: skip


def count_line_info(row: StockCountLine) -> CountLineInfo:
    return CountLineInfo(row.pk, row.count_id, row.offer_id, row.offer.variant_id, row.expected, row.counted)
