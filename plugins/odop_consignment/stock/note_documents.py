"""A consignment note as a paper: what is printed on it.

A receipt note is a commercial paper between the corporation and its consignor (statutory.md A7.7): neither a tax
invoice nor a bill of supply, and it says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from odop_consignment.lookups import find_row
from odop_consignment.models import Condition, ConsignmentNote, NoteKind, NoteLine, NoteState
from odop_consignment.settings import ConsignmentSettings
from odop_core.i18n import Text, _
from odop_core.plugin import configuration


@dataclass(frozen=True)
class DocumentLine:
    description: str
    variant_id: str
    quantity: int
    condition: Text
    photo_sha256: str


@dataclass(frozen=True)
class NoteDocument:
    """What stands on the paper. A draft has no number, and says that it counts for nothing yet."""

    title: Text
    number: str
    dated: date
    corporation: str
    supplier_name: str
    supplier_name_hi: str
    pickup_point_id: str
    lines: tuple[DocumentLine, ...]
    good_pieces: int
    damaged_pieces: int
    remark: str
    notice: Text


TITLES = {
    NoteKind.RECEIPT: _("Consignment receipt note"),
    NoteKind.UNSOLD_RETURN: _("Return note of unsold goods"),
}
CONDITIONS = {Condition.GOOD: _("good"), Condition.DAMAGED: _("damaged")}
NOTICES = {
    NoteKind.RECEIPT: _(
        "The goods remain the supplier's until they are sold. This is no tax invoice and no bill of supply."
    ),
    NoteKind.UNSOLD_RETURN: _(
        "These goods were not sold and go back to their owner. This is no tax invoice and no bill of supply."
    ),
}
NOT_POSTED = {
    NoteState.DRAFT: _("Draft: counts for nothing yet."),
    NoteState.CANCELLED: _("Cancelled: counts for nothing."),
}


def note_document(note_id: int) -> NoteDocument:
    """Raises UnknownRow."""
    find_row(ConsignmentNote, note_id)
    return note_documents([note_id])[note_id]


def note_documents(note_ids: Iterable[int], using: str = "default") -> dict[int, NoteDocument]:
    """The papers of many notes. Two queries, and the plugin's settings."""
    rows = ConsignmentNote.objects.using(using).filter(pk__in=list(note_ids)).select_related("supplier")
    lines: dict[int, list[NoteLine]] = defaultdict(list)
    for line in NoteLine.objects.using(using).filter(note__in=rows).select_related("offer").order_by("id"):
        lines[line.note_id].append(line)
    corporation = configuration.load_settings(ConsignmentSettings).corporation_name
    return {note.pk: _document(note, lines[note.pk], corporation) for note in rows}


def _document(note: ConsignmentNote, lines: list[NoteLine], corporation: str) -> NoteDocument:
    kind = NoteKind(note.kind)
    supplier = note.supplier
    return NoteDocument(
        title=TITLES[kind],
        number=note.number,
        dated=note.dated,
        corporation=corporation,
        supplier_name=supplier.name,
        supplier_name_hi=supplier.name_hi,
        pickup_point_id=note.pickup_point_id,
        lines=tuple(
            DocumentLine(
                description=line.description,
                variant_id=line.offer.variant_id,
                quantity=line.quantity,
                condition=CONDITIONS[Condition(line.condition)],
                photo_sha256=line.photo_sha256,
            )
            for line in lines
        ),
        good_pieces=sum(line.quantity for line in lines if line.condition == Condition.GOOD),
        damaged_pieces=sum(line.quantity for line in lines if line.condition == Condition.DAMAGED),
        remark=note.remark,
        notice=NOT_POSTED.get(NoteState(note.state), NOTICES[kind]),
    )
