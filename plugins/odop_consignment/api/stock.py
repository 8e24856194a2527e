"""Stock, as plain data: notes, lots, damage, counts, and the comparison with the store.

Refusals are `stock.errors` (each a WrongChoice), UnknownRow, and, where a photo comes
along, the reasons of `odop_core.files.errors`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from django.db import transaction

from odop_consignment import documents
from odop_consignment.documents import DocumentKind, DocumentLink
from odop_consignment.models import Condition, CountState, MovementKind, NoteKind, NoteState
from odop_consignment.stock import damage, draft_notes, lists, posted_notes, stock_counts
from odop_consignment.stock.differences import Cause, Difference, DifferencePage, Reason, all_differences
from odop_consignment.stock.differences import page as differences
from odop_consignment.stock.draft_notes import LineInput, LineProblem
from odop_consignment.stock.errors import (
    MissingPiecesWereSold,
    NoLongerDraft,
    NotEnoughPieces,
    NothingEverNoted,
    NothingOnNote,
    SamePerson,
    StockRefused,
)
from odop_consignment.stock.lists import (
    COUNTS,
    LOTS,
    NOTES,
    CountInfo,
    CountLineInfo,
    LotInfo,
    MovementInfo,
    NoteInfo,
    NoteLineInfo,
    count_lines,
    count_movements,
    count_movements_of_lots,
    counts_by_id,
    lots_by_id,
    movements,
    movements_of_lots,
    note_lines,
    notes_by_id,
)
from odop_consignment.stock.note_documents import DocumentLine, NoteDocument, note_document, note_documents
from odop_core.files.errors import FileRefused, StorageUnavailable
from odop_core.store.port import StoreError

__all__ = [
    "COUNTS", "LOTS", "NOTES", "Cause", "Condition", "CountInfo", "CountLineInfo", "CountState", "Difference",
    "DifferencePage", "DocumentLine", "DocumentLink", "FileRefused", "LineInput", "LineProblem", "LotInfo",
    "MissingPiecesWereSold", "MovementInfo", "MovementKind", "NoLongerDraft", "NotEnoughPieces", "NoteDocument",
    "NoteInfo", "NoteKind", "NoteLineInfo", "NoteState", "NothingEverNoted", "NothingOnNote", "Reason",
    "RecordedNote", "SamePerson", "StockRefused", "StorageUnavailable", "StoreError", "add_line", "add_lines",
    "all_differences", "begin_count", "cancel_note", "change_line", "change_note", "count_lines", "count_movements",
    "count_movements_of_lots", "counts_by_id", "damage_photo_links", "differences", "draft_note", "drop_count",
    "enter_count", "lots_by_id", "movements", "movements_of_lots", "note_document", "note_documents", "note_lines",
    "notes_by_id", "photo_links", "post_note", "record_damage", "record_note", "remove_line", "settle_count",
]  # fmt: skip


@dataclass(frozen=True)
class RecordedNote:
    """`note` is None when none of its lines was right."""

    note: NoteInfo | None
    problems: tuple[LineProblem, ...]


@transaction.atomic
def record_note(
    kind: str,
    supplier_id: int,
    pickup_point_id: str,
    lines: Iterable[LineInput],
    *,
    by: str,
    dated: date | None = None,
    remark: str = "",
    reference: str = "",
    post: bool = False,
) -> RecordedNote:
    """Write a whole note at once: lines that are wrong are left out and named, the others are on it.

    With `post` it is posted too. Raises what `draft_note` and `post_note` raise; then nothing is recorded.
    """
    note = draft_notes.draft_note(
        kind, supplier_id, pickup_point_id, by=by, dated=dated, remark=remark, reference=reference
    )
    problems = tuple(draft_notes.add_lines(note.pk, lines))
    if not note.lines.exists():
        note.delete()
        return RecordedNote(None, problems)
    if post:
        note = posted_notes.post_note(note.pk, by=by)
    return RecordedNote(lists.note_info(note), problems)


def draft_note(
    kind: str,
    supplier_id: int,
    pickup_point_id: str,
    *,
    by: str,
    dated: date | None = None,
    remark: str = "",
    reference: str = "",
) -> NoteInfo:
    """Begin a note of an Indian day, today's when none is named. Raises UnknownRow, AlreadyThere, WrongChoice."""
    return lists.note_info(
        draft_notes.draft_note(
            kind, supplier_id, pickup_point_id, by=by, dated=dated, remark=remark, reference=reference
        )
    )


def change_note(note_id: int, *, dated: date | None = None, remark: str | None = None) -> NoteInfo:
    """Raises UnknownRow, NoLongerDraft, WrongChoice."""
    return lists.note_info(draft_notes.change_note(note_id, dated=dated, remark=remark))


def cancel_note(note_id: int) -> NoteInfo:
    """Throw a draft away. Raises UnknownRow, NoLongerDraft."""
    return lists.note_info(draft_notes.cancel_note(note_id))


def post_note(note_id: int, *, by: str) -> NoteInfo:
    """Let a note count; repeated, it counts once. Raises UnknownRow, NoLongerDraft, NothingOnNote, NotEnoughPieces."""
    return lists.note_info(posted_notes.post_note(note_id, by=by))


def add_line(note_id: int, line: LineInput) -> NoteLineInfo:
    """Raises UnknownRow, NoLongerDraft, WrongChoice and why a photo is refused."""
    return lists.line_info(draft_notes.add_line(note_id, line))


def add_lines(note_id: int, lines: Iterable[LineInput]) -> list[LineProblem]:
    """Add the lines that are right, and tell what is wrong with the others. Raises UnknownRow, NoLongerDraft."""
    return draft_notes.add_lines(note_id, lines)


def change_line(
    line_id: int,
    *,
    quantity: int | None = None,
    condition: str | None = None,
    description: str | None = None,
    photo: BinaryIO | None = None,
) -> NoteLineInfo:
    """What is left out stays. Raises UnknownRow, NoLongerDraft, WrongChoice and why a photo is refused."""
    return lists.line_info(
        draft_notes.change_line(line_id, quantity=quantity, condition=condition, description=description, photo=photo)
    )


def photo_links(line_ids: Iterable[int]) -> dict[int, DocumentLink]:
    """Links that soon end to the photos of notes' lines; whoever has one can see the photo."""
    return documents.links_to_documents(DocumentKind.GOODS, line_ids)


def damage_photo_links(movement_ids: Iterable[int]) -> dict[int, DocumentLink]:
    """The same for the photos of damage."""
    return documents.links_to_documents(DocumentKind.DAMAGE, movement_ids)


def remove_line(line_id: int) -> int:
    """Returns the id of its note. Raises UnknownRow, NoLongerDraft."""
    return draft_notes.remove_line(line_id)


def record_damage(
    offer_id: int,
    pieces: int,
    reason: str,
    *,
    by: str,
    lot_id: int | None = None,
    photo: BinaryIO | None = None,
    key: str = "",
) -> list[MovementInfo]:
    """Write unsold pieces off. Repeated with the same `key` (the caller's own), nothing more happens.

    Raises UnknownRow, WrongChoice, NotEnoughPieces and why a photo is refused.
    """
    made = damage.record_damage(offer_id, pieces, reason, by=by, lot_id=lot_id, photo=photo, key=key)
    return [lists.movement_info(row) for row in made]


def begin_count(pickup_point_id: str, *, by: str, remark: str = "") -> CountInfo:
    """Raises WrongChoice."""
    return lists.count_info(stock_counts.begin_count(pickup_point_id, by=by, remark=remark))


def enter_count(count_id: int, offer_id: int, counted: int, *, by: str) -> CountLineInfo:
    """So many good pieces lie there now, sold ones not yet collected included. Raises UnknownRow, WrongChoice."""
    return lists.count_line_info(stock_counts.enter_count(count_id, offer_id, counted, by=by))


def settle_count(count_id: int, *, by: str) -> CountInfo:
    """Book the differences, by somebody else than who counted. Raises UnknownRow, SamePerson, MissingPiecesWereSold,
    NothingEverNoted, WrongChoice."""
    return lists.count_info(stock_counts.settle_count(count_id, by=by))


def drop_count(count_id: int, *, by: str) -> CountInfo:
    """Do not use a count. Raises UnknownRow, WrongChoice."""
    return lists.count_info(stock_counts.drop_count(count_id, by=by))
