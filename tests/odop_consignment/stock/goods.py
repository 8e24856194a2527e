"""What the tests of stock do: goods come on notes, are sold, and lie there."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from odop_consignment.api import OfferInfo
from odop_consignment.models import ConsignmentNote, Lot, NoteKind, Offer, Sale
from odop_consignment.stock import draft_notes, lots, posted_notes
from odop_consignment.stock.draft_notes import LineInput
from odop_core.models import OutboxItem
from odop_core.queue import outbox, work
from tests.factories import PRICE_PAISE

CLERK = "clerk"
CHIEF = "chief"


def receive(of: OfferInfo, *pieces: int, **changes: Any) -> ConsignmentNote:
    """A posted receipt with a line (and so a lot) of each number of pieces."""
    return posted_notes.post_note(receipt(of, *pieces, **changes).pk, by=CLERK)


def receipt(
    of: OfferInfo, *pieces: int, kind: str = NoteKind.RECEIPT, lot_id: int | None = None, **changes: Any
) -> Any:
    """A draft with a line of each number of pieces."""
    note = draft_notes.draft_note(kind, of.supplier_id, of.pickup_point_id, by=CLERK, **changes)
    for quantity in pieces:
        draft_notes.add_line(note.pk, LineInput(of.id, quantity, lot_id=lot_id))
    return note


def send_back(of: OfferInfo, *pieces: int, **changes: Any) -> ConsignmentNote:
    return posted_notes.post_note(receipt(of, *pieces, kind=NoteKind.UNSOLD_RETURN, **changes).pk, by=CLERK)


def sell(of: OfferInfo, pieces: int = 1) -> Sale:
    """A sale of this offer, placed, with what pieces there are."""
    sale = Sale.objects.create(
        order_id=f"order-{uuid4().hex[:8]}", order_number="1", order_line_id=f"line-{uuid4().hex[:8]}",
        product_id="product-kurta", variant_id=of.variant_id, product_name="kurta", pickup_point_id=of.pickup_point_id,
        offer_id=of.id, supplier_id=of.supplier_id, quantity=pieces, unit_price_gross_minor=PRICE_PAISE,
    )  # fmt: skip
    lots.take_sold_pieces(sale, CLERK)
    return sale


def offered(of: OfferInfo) -> Offer:
    return Offer.objects.get(pk=of.id)


def lying(of: OfferInfo) -> list[int]:
    """Unsold pieces of each lot, oldest first."""
    return list(Lot.objects.filter(offer_id=of.id).order_by("received_on", "id").values_list("in_stock", flat=True))


def carry() -> list[str]:
    """Let a worker deliver everything that is due. Returns the state of each item."""
    items = work.claim_due(OutboxItem, 1000)
    for item in items:
        outbox.deliver_item(item)
    return [item.state for item in OutboxItem.objects.filter(pk__in=[item.pk for item in items]).order_by("id")]
