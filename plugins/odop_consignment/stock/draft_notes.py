"""Consignment notes while they are written: a draft and its lines. Posted, they count: see `posted_notes`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from django.db import IntegrityError, transaction

from odop_consignment.errors import AlreadyThere, Refusal, UnknownRow, WrongChoice
from odop_consignment.lookups import find_row
from odop_consignment.models import (
    Condition,
    ConsignmentNote,
    Lot,
    NoteKind,
    NoteLine,
    NoteState,
    Offer,
    Supplier,
    SupplierState,
)
from odop_consignment.status_names import status_name
from odop_consignment.stock.errors import NoLongerDraft
from odop_consignment.stock.product_names import product_name
from odop_consignment.stock.remarks import clean_remark, store_photo
from odop_core.files.errors import FileRefused
from odop_core.i18n import Text, _, alternatives, quoted
from odop_core.india.dates import today

MOST_PIECES = 1_000_000


@dataclass(frozen=True)
class LineInput:
    """One line of a note. `lot_id` names the lot an unsold return takes from; without it, the oldest."""

    offer_id: int
    quantity: int
    condition: str = Condition.GOOD
    description: str = ""
    photo: BinaryIO | None = None
    lot_id: int | None = None


@dataclass(frozen=True)
class LineProblem:
    """What is wrong with the line at `index` (from 0) of those handed in."""

    index: int
    message: Text


def draft_note(
    kind: str,
    supplier_id: int,
    pickup_point_id: str,
    *,
    by: str,
    dated: date | None = None,
    remark: str = "",
    reference: str = "",
) -> ConsignmentNote:
    """Begin a note of an Indian day (today's when none is named). Raises UnknownRow, WrongChoice.

    `reference` is what the paper is called where it came from: AlreadyThere when another note of the supplier has it.
    """
    dated = dated or today()
    supplier = find_row(Supplier, supplier_id)
    if kind not in NoteKind.values():
        kinds = ", ".join(NoteKind.values())
        raise WrongChoice(_("A note is one of {kinds}, not {kind!r}.", kinds=kinds, kind=kind))
    if not pickup_point_id:
        raise WrongChoice(_("Say at which pickup point the goods are."))
    if kind == NoteKind.RECEIPT and supplier.state in (SupplierState.DRAFT, SupplierState.CLOSED):
        raise WrongChoice(
            _(
                "Goods are taken from suppliers we do business with; {supplier} is {state}.",
                supplier=supplier.name,
                state=status_name(supplier.state),
            ),
        )
    _require_past(dated)
    note = ConsignmentNote(
        kind=kind, supplier=supplier, pickup_point_id=pickup_point_id, dated=dated, remark=clean_remark(remark, 1000),
        reference=clean_remark(reference, 64), recorded_by=by,
    )  # fmt: skip
    try:
        with transaction.atomic():
            note.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyThere(
            _("{supplier} has a note {note!r} already.", supplier=supplier.name, note=note.reference)
        ) from error
    return note


@transaction.atomic
def change_note(note_id: int, *, dated: date | None = None, remark: str | None = None) -> ConsignmentNote:
    """Raises UnknownRow, NoLongerDraft, WrongChoice."""
    note = find_draft(note_id)
    if dated is not None:
        _require_past(dated)
        note.dated = dated
    if remark is not None:
        note.remark = clean_remark(remark, 1000)
    note.save(update_fields=["dated", "remark"])
    return note


@transaction.atomic
def cancel_note(note_id: int) -> ConsignmentNote:
    """Throw a draft away; doing it again is fine. Raises UnknownRow, NoLongerDraft."""
    note = find_row(ConsignmentNote, note_id, lock=True)
    if note.state == NoteState.CANCELLED:
        return note
    _require_draft(note)
    note.state = NoteState.CANCELLED
    note.save(update_fields=["state"])
    return note


@transaction.atomic
def add_line(note_id: int, given: LineInput) -> NoteLine:
    """Raises UnknownRow, NoLongerDraft, WrongChoice and the reasons of `odop_core.files.errors`."""
    note = find_draft(note_id)
    return _line(note, given)


@transaction.atomic
def change_line(
    line_id: int,
    *,
    quantity: int | None = None,
    condition: str | None = None,
    description: str | None = None,
    photo: BinaryIO | None = None,
) -> NoteLine:
    """What is left out stays. Raises UnknownRow, NoLongerDraft, WrongChoice and the reasons of
    `odop_core.files.errors`."""
    line = find_row(NoteLine, line_id)
    find_draft(line.note_id)
    line.quantity = line.quantity if quantity is None else quantity
    line.condition = line.condition if condition is None else condition
    line.description = line.description if description is None else clean_remark(description, 255)
    _require_sane(line.quantity, line.condition)
    if photo:
        kept = store_photo(photo)
        line.photo, line.photo_sha256 = kept.name, kept.sha256
    line.save(update_fields=["quantity", "condition", "description", "photo", "photo_sha256"])
    return line


@transaction.atomic
def remove_line(line_id: int) -> int:
    """Returns the id of its note. Raises UnknownRow, NoLongerDraft."""
    line = find_row(NoteLine, line_id)
    find_draft(line.note_id)
    line.delete()
    return line.note_id


@transaction.atomic
def add_lines(note_id: int, given: Iterable[LineInput]) -> list[LineProblem]:
    """Add the lines that are right; tell what is wrong with the others. Raises UnknownRow, NoLongerDraft."""
    note = find_draft(note_id)
    problems = []
    for index, line in enumerate(given):
        try:
            with transaction.atomic():
                _line(note, line)
        except (WrongChoice, UnknownRow, FileRefused) as error:
            problems.append(LineProblem(index, error.text if isinstance(error, Refusal) else quoted(str(error))))
    return problems


def find_draft(note_id: int) -> ConsignmentNote:
    """A draft, held until our transaction ends. Raises UnknownRow, NoLongerDraft."""
    note = find_row(ConsignmentNote, note_id, lock=True)
    _require_draft(note)
    return note


def _line(note: ConsignmentNote, given: LineInput) -> NoteLine:
    offer = find_row(Offer, given.offer_id)
    if offer.supplier_id != note.supplier_id:
        raise WrongChoice(_("Offer {offer} is not of the supplier of this note.", offer=offer.pk))
    if offer.pickup_point_id != note.pickup_point_id:
        raise WrongChoice(_("Offer {offer} is of another pickup point than this note.", offer=offer.pk))
    _require_sane(given.quantity, given.condition)
    if given.lot_id is not None:
        _require_lot(note, offer, given.lot_id)
    description = clean_remark(given.description, 255) or product_name(offer.product_id)[:255]
    photo = store_photo(given.photo)
    return NoteLine.objects.create(
        note=note, offer=offer, description=description, quantity=given.quantity, condition=given.condition,
        lot_id=given.lot_id, photo=photo.name, photo_sha256=photo.sha256,
    )  # fmt: skip


def _require_draft(note: ConsignmentNote) -> None:
    if note.state != NoteState.DRAFT:
        raise NoLongerDraft(note, note.state)


def _require_past(dated: date) -> None:
    if dated > today():
        raise WrongChoice(_("{dated} has not come yet: a note is of a day when goods were handed over.", dated=dated))


def _require_sane(quantity: int, condition: str) -> None:
    if not 0 < quantity <= MOST_PIECES:
        raise WrongChoice(
            _(
                "The number of pieces cannot be {quantity}: say between 1 and {most:,}.",
                quantity=quantity,
                most=MOST_PIECES,
            )
        )
    if condition not in Condition.values():
        known = alternatives(Condition.values())
        raise WrongChoice(_("Goods are {conditions}, not {condition!r}.", conditions=known, condition=condition))


def _require_lot(note: ConsignmentNote, offer: Offer, lot_id: int) -> None:
    if note.kind != NoteKind.UNSOLD_RETURN:
        raise WrongChoice(_("Only an unsold return takes from a lot; a receipt makes its own."))
    if find_row(Lot, lot_id).offer_id != offer.pk:
        raise WrongChoice(_("Lot {lot} is not of offer {offer}.", lot=lot_id, offer=offer.pk))
