"""Posting a consignment note: from then on its goods count, here and in the store. A note is posted once."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from odop_consignment.agreements.versions import version_in_force
from odop_consignment.lookups import find_row
from odop_consignment.models import Condition, ConsignmentNote, Lot, MovementKind, NoteKind, NoteLine, NoteState, Offer
from odop_consignment.stock import low_stock
from odop_consignment.stock.adjustments import adjust_store
from odop_consignment.stock.errors import NoLongerDraft, NotEnoughPieces, NothingOnNote
from odop_consignment.stock.lots import add_movement, lock_stock, unsold_lots
from odop_consignment.stock.note_numbers import give_number

# How long goods lie where no signed agreement says it: what GST law allows goods on approval (statutory.md A7.5).
SHELF_DAYS = 180


@transaction.atomic
def post_note(note_id: int, *, by: str) -> ConsignmentNote:
    """Let a draft count. A note that is posted already is returned as it is: a repeat posts nothing.

    A receipt makes a lot of each line in good condition; an unsold return takes pieces from the lots its lines name,
    else from the oldest. Damaged pieces are on record and move no stock. Raises UnknownRow, NoLongerDraft,
    NothingOnNote, NotEnoughPieces.
    """
    note = find_row(ConsignmentNote, note_id, lock=True)
    if note.state == NoteState.POSTED:
        return note
    if note.state != NoteState.DRAFT:
        raise NoLongerDraft(note, note.state)
    lines = list(note.lines.select_related("offer").order_by("id"))
    if not lines:
        raise NothingOnNote()
    lock_stock(line.offer.variant_id for line in lines)
    give_number(note)
    note.state, note.posted_by, note.posted_at = NoteState.POSTED, by, timezone.now()
    note.save()
    _move(note, [line for line in lines if line.condition == Condition.GOOD], by)
    return note


def _move(note: ConsignmentNote, lines: list[NoteLine], by: str) -> None:
    if note.kind == NoteKind.RECEIPT:
        sign = 1
        _receive(note, lines, by)
    else:
        sign = -1
        # Lines that name a lot come first, so that none finds its lot emptied by one that takes any.
        for line in sorted(lines, key=lambda line: (line.lot_id is None, line.pk)):
            _send_back(note, line, by)
    pieces: Counter[Offer] = Counter()
    for line in lines:
        pieces[line.offer] += line.quantity
    for offer, moved in pieces.items():
        low_stock.check_low_stock(offer)
        adjust_store(offer, sign * moved, key=f"note:{note.pk}:{offer.pk}")


def _receive(note: ConsignmentNote, lines: list[NoteLine], by: str) -> None:
    days = {agreement: _shelf_days(agreement, note.dated) for agreement in {line.offer.agreement_id for line in lines}}
    for line in lines:
        shelf_until = note.dated + timedelta(days=days[line.offer.agreement_id])
        lot = Lot.objects.create(offer=line.offer, line=line, received_on=note.dated, shelf_until=shelf_until)
        add_movement(lot.pk, MovementKind.RECEIVED, line.quantity, by, note=note)


def _shelf_days(agreement_id: int | None, day: date) -> int:
    version = version_in_force(agreement_id, day)
    return version.shelf_days if version else SHELF_DAYS


def _send_back(note: ConsignmentNote, line: NoteLine, by: str) -> None:
    source = Q(pk=line.lot_id) if line.lot_id else Q(offer=line.offer)
    missing = line.quantity
    for lot in unsold_lots(source):
        if not missing:
            break
        taken = min(lot.in_stock, missing)
        add_movement(lot.pk, MovementKind.SENT_BACK, taken, by, note=note)
        missing -= taken
    if missing:
        raise NotEnoughPieces(_what(line), line.quantity, line.quantity - missing)


def _what(line: NoteLine) -> str:
    name = line.description or line.offer.variant_id
    return f"{name} (lot {line.lot_id})" if line.lot_id else name
