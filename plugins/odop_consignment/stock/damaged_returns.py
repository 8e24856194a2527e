"""Damaged pieces that go back to their supplier: no more than ever came, and each of them once.

They are those that came damaged, were found damaged, or were sent back damaged by buyers; and pieces that are only now
seen to be damaged, which lie among the unsold ones until then.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet, Sum

from odop_consignment.models import Condition, Lot, NoteKind, NoteLine, NoteState


def count_undamaged(line: NoteLine, done: Sequence[int]) -> int:
    """How many pieces of a line nobody had on record as damaged: they are to leave the unsold ones.

    `done` are the lines of its note that were looked at before. The caller holds the variant's stock.
    """
    return max(0, line.quantity - _waiting(line, done))


def _waiting(line: NoteLine, done: Sequence[int]) -> int:
    """Damaged pieces that lie there and have not gone back; of one lot, when the line names it."""
    of_offer = Lot.objects.filter(offer=line.offer)
    gone = _posted(line, NoteKind.UNSOLD_RETURN).filter(~Q(note=line.note_id) | Q(pk__in=done))
    came_damaged = _pieces(_posted(line, NoteKind.RECEIPT))
    waiting = _damaged(of_offer) + came_damaged - _pieces(gone)
    if line.lot_id is None:
        return waiting
    return min(waiting, _damaged(of_offer.filter(pk=line.lot_id)) - _pieces(gone.filter(lot=line.lot_id)))


def _posted(line: NoteLine, kind: NoteKind) -> QuerySet[NoteLine]:
    return NoteLine.objects.filter(
        offer=line.offer, condition=Condition.DAMAGED, note__kind=kind, note__state=NoteState.POSTED
    )


def _damaged(lots: QuerySet[Lot]) -> int:
    return int(lots.aggregate(pieces=Sum("damaged", default=0))["pieces"])


def _pieces(lines: QuerySet[NoteLine]) -> int:
    return int(lines.aggregate(pieces=Sum("quantity", default=0))["pieces"])
