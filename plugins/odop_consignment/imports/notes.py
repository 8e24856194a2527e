"""The table of consignment notes: one row for each line; rows after each other with the same reference are one note.

All lines of a note are taken, or none. A note is a draft until a row of it says that it is posted. A draft that is
there already gets the lines of the table instead of its own; a posted note stays, and a table that says the same of it
changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q

from odop_consignment.errors import Refusal
from odop_consignment.imports import problems, references, skus
from odop_consignment.imports.columns import Column, Record
from odop_consignment.imports.problems import BadRow, Problem
from odop_consignment.imports.references import find_supplier, iterate_by_key, number_in, reference_of
from odop_consignment.imports.table import Outcome, Reveal, Table
from odop_consignment.models import Condition, ConsignmentNote, NoteKind, NoteState, Offer, Supplier, TableKind
from odop_consignment.stock import draft_notes, posted_notes
from odop_consignment.stock.errors import NoLongerDraft
from odop_core.i18n import _, pgettext

KIND = Column(
    "kind", pgettext("column", "Kind of note"), "receipt",
    words={
        NoteKind.RECEIPT.value: ("received", "प्राप्ति"),
        NoteKind.UNSOLD_RETURN.value: ("return", "वापसी", "बिना बिके वापसी"),
    },
)  # fmt: skip
CONDITION = Column(
    "condition", pgettext("column", "Condition"), "good",
    words={
        Condition.GOOD.value: ("ok", "अच्छी", "अच्छा", "ठीक"),
        Condition.DAMAGED.value: ("broken", "ख़राब", "खराब", "टूटा"),
    },
)  # fmt: skip
COLUMNS = (
    Column("reference", pgettext("column", "Note"), "EXAMPLE-1", needed=True),
    Column("supplier", pgettext("column", "Supplier"), "UP-LKO-0017", needed=True),
    Column("pickup_point_id", pgettext("column", "Pickup point"), "V2FyZWhvdXNlOjE=", needed=True),
    KIND,
    Column("dated", pgettext("column", "Date"), "2026-11-23"),
    Column("remark", pgettext("column", "Remark")),
    skus.VARIANT,
    skus.SKU,
    Column("quantity", pgettext("column", "Pieces"), "5", needed=True),
    CONDITION,
    Column("description", pgettext("column", "Description"), "Chikan kurta, white"),
    Column("posted", pgettext("column", "Posted"), "no"),
    Column("number", pgettext("column", "Number"), exported_only=True),
)
# What all rows of a note say alike, or once.
OF_THE_NOTE = ("pickup_point_id", "kind", "dated", "remark", "posted")

LONGEST_REFERENCE = 64
TOO_LONG = Problem(_("A reference has at most 64 characters."))
DISAGREE = Problem(_("The rows of this note do not agree in this."))
NO_OFFER = Problem(_("The supplier has no offer of this variant at this pickup point. Hand in the offers first."))
NUMBER_UNKNOWN = Problem(_("The supplier has no such note. Leave out the # to give a reference of your own."))
OTHER_NOTE = Problem(_("The note there is of another kind or pickup point. Give this one a reference of its own."))


def note_key(row: Record) -> str:
    supplier, reference = row.text("supplier"), row.text("reference")
    return f"{supplier}\t{reference}".casefold() if supplier and reference else ""


class _Wanted:
    """A note as its rows describe it. Raises BadRow when they cannot be a note."""

    def __init__(self, group: list[Record]) -> None:
        self.group = group
        first = self._merged()
        self.reference = first.require("reference")
        self.supplier = self._supplier(first)
        self.point = first.require("pickup_point_id")
        self.kind = first.choice(KIND) or NoteKind.RECEIPT.value
        self.dated: date | None = first.date("dated")
        self.remark = first.text("remark")
        self.is_posted = bool(first.boolean("posted"))
        self.lines = [self._line(row) for row in group]
        if any(row.problems for row in group):
            raise BadRow

    def _merged(self) -> Record:
        """The first row, with what only later ones say of the note."""
        first = self.group[0]
        for column in OF_THE_NOTE:
            said = [row for row in self.group if row.has(column)]
            for row in said[1:]:
                if row.text(column) != said[0].text(column):
                    row.add_problem(DISAGREE, column)
            if said:
                first.cells[column] = said[0].cells[column]
        return first

    def _supplier(self, first: Record) -> Supplier | None:
        reference = first.require("supplier")
        found = find_supplier(reference) if reference else None
        if reference and found is None:
            first.add_problem(references.NO_SUPPLIER, "supplier")
        return found

    def _line(self, row: Record) -> draft_notes.LineInput:
        variant = skus.variant_of(row)
        quantity = row.integer("quantity")
        if quantity is None and not row.has("quantity"):
            row.add_problem(problems.EMPTY, "quantity")
        offers = Offer.objects.filter(supplier=self.supplier, variant_id=variant, pickup_point_id=self.point)
        offer_id = offers.values_list("pk", flat=True).first() if self.supplier else None
        if self.supplier and variant and offer_id is None:
            row.add_problem(NO_OFFER, "sku" if row.has("sku") else "variant_id")
        condition = row.choice(CONDITION) or Condition.GOOD.value
        return draft_notes.LineInput(offer_id or 0, quantity or 0, condition, row.text("description"))

    @property
    def pieces(self) -> Counter[tuple[int, int, str]]:
        return Counter((line.offer_id, line.quantity, line.condition) for line in self.lines)


def import_note(group: list[Record], by: str) -> Outcome:
    """Write the note, or write it anew while it is a draft; post it if it says so."""
    wanted = _Wanted(group)
    assert wanted.supplier is not None
    note = _known(wanted.supplier, wanted.reference)
    if note is None:
        _write_new(wanted, wanted.supplier, by)
        return Outcome.CREATED
    if (note.kind, note.pickup_point_id) != (wanted.kind, wanted.point):
        raise BadRow(OTHER_NOTE.in_column("reference"))
    is_same = _is_same(note, wanted)
    if note.state != NoteState.DRAFT:
        if not is_same:
            raise NoLongerDraft(note, note.state)
        return Outcome.SAME
    if is_same and not wanted.is_posted:
        return Outcome.SAME
    _write_again(note, wanted, by)
    return Outcome.CHANGED


def _known(supplier: Supplier, reference: str) -> ConsignmentNote | None:
    number = number_in(reference)
    condition = Q(pk=number) if number else Q(reference=reference) | Q(number=reference)
    rows = ConsignmentNote.objects.filter(condition, supplier=supplier).exclude(state=NoteState.CANCELLED)
    found = rows.select_for_update(of=("self",)).order_by("id").first()
    if found is None and number:
        raise BadRow(NUMBER_UNKNOWN.in_column("reference"))
    return found


def _write_new(wanted: _Wanted, supplier: Supplier, by: str) -> None:
    if len(wanted.reference) > LONGEST_REFERENCE:
        raise BadRow(TOO_LONG.in_column("reference"))
    note = draft_notes.draft_note(
        wanted.kind, supplier.pk, wanted.point, by=by, dated=wanted.dated, remark=wanted.remark,
        reference=wanted.reference,
    )  # fmt: skip
    _add_lines(note, wanted)
    if wanted.is_posted:
        posted_notes.post_note(note.pk, by=by)


def _write_again(note: ConsignmentNote, wanted: _Wanted, by: str) -> None:
    draft_notes.change_note(note.pk, dated=wanted.dated, remark=wanted.remark or None)
    if not _is_same(note, wanted):
        note.lines.all().delete()
        _add_lines(note, wanted)
    if wanted.is_posted:
        posted_notes.post_note(note.pk, by=by)


def _add_lines(note: ConsignmentNote, wanted: _Wanted) -> None:
    for row, line in zip(wanted.group, wanted.lines, strict=True):
        try:
            draft_notes.add_line(note.pk, line)
        except Refusal as refusal:
            row.add_problem(problems.from_refusal(refusal))
    if any(row.problems for row in wanted.group):
        raise BadRow


def _is_same(note: ConsignmentNote, wanted: _Wanted) -> bool:
    lines = note.lines.values_list("offer_id", "quantity", "condition")
    is_same_day = wanted.dated in (None, note.dated)
    return is_same_day and wanted.remark in ("", note.remark) and Counter(lines) == wanted.pieces


def export_notes(_reveal: Reveal | None) -> Iterator[dict[str, object]]:
    rows = ConsignmentNote.objects.exclude(state=NoteState.CANCELLED).select_related("supplier")
    for note in iterate_by_key(rows.prefetch_related("lines__offer")):
        of_note: dict[str, Any] = {
            "reference": reference_of(note),
            "supplier": reference_of(note.supplier),
            "pickup_point_id": note.pickup_point_id,
            "kind": note.kind,
            "dated": note.dated,
            "remark": note.remark,
            "posted": "yes" if note.state == NoteState.POSTED else "no",
            "number": note.number,
        }
        for line in sorted(note.lines.all(), key=lambda line: line.pk):
            yield of_note | {
                "variant_id": line.offer.variant_id,
                "quantity": line.quantity,
                "condition": line.condition,
                "description": line.description,
            }


# One note at a time: it locks the stock of all its variants, and must not hold one while it waits for the next note's.
NOTES = Table(
    kind=TableKind.NOTES,
    columns=COLUMNS,
    key=note_key,
    import_group=import_note,
    export_rows=export_notes,
    groups=True,
    batch=1,
    look_up=skus.look_up_variants,
)
