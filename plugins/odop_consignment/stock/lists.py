"""Long lists of stock for GraphQL, as plain data: notes, lots, movements, counts.

`NOTES`, `LOTS` and `COUNTS` say what they can be filtered, searched and sorted by.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q

from odop_consignment.models import (
    ConsignmentNote,
    CountState,
    Lot,
    NoteKind,
    NoteLine,
    NoteState,
    StockCount,
    StockCountLine,
    StockMovement,
)
from odop_consignment.supplier_search import find_suppliers
from odop_core.database.filters import Choice, Days, Flag, Moments, RowID, StoreID, String
from odop_core.database.lists import RECORDED, RowList, Sort
from odop_core.database.pagination import Window
from odop_core.database.text_search import Search, find_rows
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


def notes_by_id(note_ids: Iterable[int], using: str = "default") -> dict[int, NoteInfo]:
    rows = ConsignmentNote.objects.using(using).filter(pk__in=list(note_ids))
    return {row.pk: note_info(row) for row in rows}


def note_lines(note_ids: Iterable[int], using: str = "default") -> dict[int, list[NoteLineInfo]]:
    """The lines of each note, in the order they were written. One query."""
    rows = NoteLine.objects.using(using).filter(note__in=list(note_ids)).select_related("offer", "received_lot")
    found: dict[int, list[NoteLineInfo]] = defaultdict(list)
    for row in rows.order_by("id"):
        found[row.note_id].append(line_info(row))
    return found


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


def counts_by_id(count_ids: Iterable[int], using: str = "default") -> dict[int, CountInfo]:
    rows = StockCount.objects.using(using).filter(pk__in=list(count_ids))
    return {row.pk: count_info(row) for row in rows}


def count_lines(count_ids: Iterable[int], using: str = "default") -> dict[int, list[CountLineInfo]]:
    """The lines of each count. One query."""
    rows = StockCountLine.objects.using(using).filter(count__in=list(count_ids)).select_related("offer")
    found: dict[int, list[CountLineInfo]] = defaultdict(list)
    for row in rows.order_by("id"):
        found[row.count_id].append(count_line_info(row))
    return found


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


NOTES = RowList(
    ConsignmentNote,
    rows=lambda using: ConsignmentNote.objects.using(using).all(),
    show=lambda rows, _using: [note_info(row) for row in rows],
    filters={
        "status": Choice("state", "How far they have come.", states=NoteState),
        "kind": Choice("kind", "Which way the goods go.", states=NoteKind),
        "supplier_id": RowID("supplier_id", "Whose goods they are.", of="Supplier"),
        "pickup_point_id": StoreID("pickup_point_id", "The warehouse in the store where the goods are."),
        "number": String("number", "The number they were posted with."),
        "reference": String("reference", "What the paper is called where it came from."),
        "date": Days("dated", "The Indian day the goods were handed over."),
        "created_at": Moments("recorded_at", "When the note was written."),
    },
    sorts={"created_at": RECORDED, "date": Sort("The day the goods were handed over.", "dated")},
    search=Search(
        "Words of the number, the reference or the supplier's names or reference.",
        columns=("number", "reference"),
        others={"supplier_id": find_suppliers},
    ),
)

LOTS = RowList(
    Lot,
    rows=lambda using: Lot.objects.using(using).select_related("offer", "line"),
    show=lambda rows, _using: [lot_info(row) for row in rows],
    filters={
        "supplier_id": RowID("offer__supplier_id", "Whose goods they are.", of="Supplier"),
        "offer_id": RowID("offer_id", "The offer the goods belong to.", of="Offer"),
        "variant_id": StoreID("offer__variant_id", "The product variant in the store."),
        "product_id": StoreID("offer__product_id", "The product in the store."),
        "pickup_point_id": StoreID("offer__pickup_point_id", "The warehouse in the store where they lie."),
        "note_id": RowID("line__note_id", "The note they came with.", of="ConsignmentNote"),
        "is_available": Flag("Whether there are unsold pieces.", holds=lambda _using: Q(in_stock__gt=0)),
        "is_overdue": Flag(
            "Whether there are unsold pieces whose time on the shelf is over.",
            holds=lambda _using: Q(in_stock__gt=0, shelf_until__lt=today()),
        ),
        "received_on": Days("received_on", "The Indian day they came."),
        "sell_by": Days("shelf_until", "The Indian day until which unsold pieces may lie."),
    },
    sorts={
        "created_at": RECORDED,
        "received_on": Sort("The day they came.", "received_on"),
        "sell_by": Sort("The day until which unsold pieces may lie.", "shelf_until"),
    },
    search=Search("Words of what the note calls the goods.", others={"line_id": find_rows(NoteLine, "description")}),
    newest_first=False,
    owner="offer__supplier_id",
)

COUNTS = RowList(
    StockCount,
    rows=lambda using: StockCount.objects.using(using).all(),
    show=lambda rows, _using: [count_info(row) for row in rows],
    filters={
        "status": Choice("state", "How far they have come.", states=CountState),
        "pickup_point_id": StoreID("pickup_point_id", "The warehouse in the store where it was counted."),
        "created_at": Moments("counted_at", "When it was counted."),
    },
    search=Search("Words of the remark.", columns=("remark",)),
)
