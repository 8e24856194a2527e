"""Posting a consignment note: from then on its goods count, here and in the store. A note is posted once."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from odop_consignment.agreements.versions import version_in_force
from odop_consignment.interests import refuse_own_interest
from odop_consignment.lookups import find_row
from odop_consignment.models import Condition, ConsignmentNote, Lot, MovementKind, NoteKind, NoteLine, NoteState, Offer
from odop_consignment.stock import damaged_returns, low_stock
from odop_consignment.stock.adjustments import adjust_store
from odop_consignment.stock.errors import NoLongerDraft, NotEnoughPieces, NothingOnNote, TooManyDamaged
from odop_consignment.stock.lots import add_movement, lock_stock, unsold_lots
from odop_consignment.stock.note_numbers import give_number

# How long goods lie where no signed agreement says it: what GST law allows goods on approval (statutory.md A7.5).
SHELF_DAYS = 180


@transaction.atomic
def post_note(note_id: int, *, by: str) -> ConsignmentNote:
    """Let a draft count. A note that is posted already is returned as it is: a repeat posts nothing.

    A receipt makes a lot of each line in good condition, and has damaged pieces on record. An unsold return takes
    pieces from the lots its lines name, else from the oldest; damaged ones are those that were found damaged before,
    and further ones are written off. Raises UnknownRow, NoLongerDraft, NothingOnNote, NotEnoughPieces.
    """
    note = find_row(ConsignmentNote, note_id, lock=True)
    if note.state == NoteState.POSTED:
        return note
    refuse_own_interest(by, [note.supplier_id])
    if note.state != NoteState.DRAFT:
        raise NoLongerDraft(note, note.state)
    lines = list(note.lines.select_related("offer").order_by("id"))
    if not lines:
        raise NothingOnNote()
    lock_stock(line.offer.variant_id for line in lines)
    give_number(note)
    note.state, note.posted_by, note.posted_at = NoteState.POSTED, by, timezone.now()
    note.save()
    for offer, change in _move(note, lines, by).items():
        low_stock.check_low_stock(offer)
        adjust_store(offer, change, key=f"note:{note.pk}:{offer.pk}")
    return note


def _move(note: ConsignmentNote, lines: list[NoteLine], by: str) -> Counter[Offer]:
    """Returns by how much the unsold pieces of each offer changed."""
    changes: Counter[Offer] = Counter()
    done: list[int] = []
    if note.kind == NoteKind.RECEIPT:
        good = [line for line in lines if line.condition == Condition.GOOD]
        _receive(note, good, by)
        for line in good:
            changes[line.offer] += line.quantity
        return changes
    # Lines that name a lot come first, so that none finds its lot emptied by one that takes any.
    for line in sorted(lines, key=lambda line: (line.lot_id is None, line.pk)):
        if line.condition == Condition.GOOD:
            _take(note, line, line.quantity, MovementKind.SENT_BACK, by)
            changes[line.offer] -= line.quantity
        elif found_now := damaged_returns.count_undamaged(line, done):
            _take(note, line, found_now, MovementKind.DAMAGED, by)
            changes[line.offer] -= found_now
        done.append(line.pk)
    return changes


def _receive(note: ConsignmentNote, lines: list[NoteLine], by: str) -> None:
    days = {agreement: _shelf_days(agreement, note.dated) for agreement in {line.offer.agreement_id for line in lines}}
    for line in lines:
        shelf_until = note.dated + timedelta(days=days[line.offer.agreement_id])
        lot = Lot.objects.create(offer=line.offer, line=line, received_on=note.dated, shelf_until=shelf_until)
        add_movement(lot.pk, MovementKind.RECEIVED, line.quantity, by, note=note)


def _shelf_days(agreement_id: int | None, day: date) -> int:
    version = version_in_force(agreement_id, day)
    return version.shelf_days if version else SHELF_DAYS


def _take(note: ConsignmentNote, line: NoteLine, pieces: int, kind: MovementKind, by: str) -> None:
    """So many unsold pieces leave the lots; the others of the line left them before. Raises NotEnoughPieces."""
    source = Q(pk=line.lot_id) if line.lot_id else Q(offer=line.offer)
    missing = pieces
    for lot in unsold_lots(source):
        if not missing:
            break
        taken = min(lot.in_stock, missing)
        add_movement(lot.pk, kind, taken, by, note=note)
        missing -= taken
    if missing:
        refused = NotEnoughPieces if kind == MovementKind.SENT_BACK else TooManyDamaged
        raise refused(_what(line), line.quantity, line.quantity - missing, line.pk)


def _what(line: NoteLine) -> str:
    name = line.description or line.offer.variant_id
    return f"{name} (lot {line.lot_id})" if line.lot_id else name
