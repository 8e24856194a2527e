"""What can be wrong with a table, for who handed it in to read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from odop_consignment.errors import Refusal, WrongChoice
from odop_core.i18n import Text, _, comma_separated


@dataclass(frozen=True)
class Problem:
    """What is wrong with a cell; with the whole row when `column` is ""."""

    message: Text
    column: str = ""

    def in_column(self, column: str) -> Problem:
        return Problem(self.message, column)


class BadTable(WrongChoice):
    """The file cannot be read at all."""


class BadRow(ValueError):
    """A row is left out, for these reasons."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(str(problem.message) for problem in problems))
        self.problems = problems


FORMULA = Problem(_("The cell holds a formula, which is not worked out here. Paste its value."))
ROUNDED = Problem(
    _(
        "A spreadsheet has shortened this number, and its digits are lost. "
        "Format the column as text and enter it again."
    ),
)
ZEROS = Problem(
    _(
        "A spreadsheet took this for a number, so zeros at its beginning may be lost. "
        "Format the column as text and enter it again, with all its digits."
    ),
)
DATE_MADE = Problem(
    _("A spreadsheet made a date of this. Format the column as text and enter again what was meant."),
)
HIDDEN_ROW = Problem(_("This row is hidden in the spreadsheet. Show it and look at it, or delete it."))
HIDDEN_COLUMN = Problem(_("This column is hidden in the spreadsheet. Show it and look at it, or delete it."))
MERGED = Problem(_("This cell is merged with others. Undo that, and write in each row what belongs there."))
DITTO = Problem(_("Write it in full: “ditto” is not understood."))
CELL_ERROR = Problem(_("The spreadsheet shows an error in this cell."))
TOO_LONG = Problem(_("The cell holds too much text."))
AADHAAR = Problem(_("This looks like an Aadhaar number, which must not be kept here. Delete it from the table."))
ACCOUNT_OR_AADHAAR = Problem(
    _(
        "This may be an Aadhaar number, which must not be kept here. If it is the account's number, say in the "
        "column “Proof of the account” which paper of the bank shows it (cheque, passbook)."
    )
)
PHONE_OR_AADHAAR = Problem(
    _("This may be an Aadhaar number, which must not be kept here. Write a telephone number with +91 before it.")
)
EMPTY = Problem(_("This must not be empty."))
NO_DATE = Problem(_("Write the date as 2026-11-23 or 23-11-2026."))
NO_YES = Problem(_("Write yes or no."))
NO_NUMBER = Problem(_("Write a whole number."))
TOTAL = Problem(_("This row looks like a total, and is left out."))
MASKED = Problem(_("The cell is masked, and there is no supplier yet whose value it could be. Write it in full."))
EXAMPLE = Problem(_("This is the example of the template. Delete the row."))
OUR_FAULT = Problem(
    _("This row could not be taken because of an error on our side. Tell the operator, then hand it in again.")
)
CONTRADICTION = Problem(_("This row contradicts what is recorded already."))


def part_of_note(row: int) -> Problem:
    return Problem(
        _(
            "Row {row} seems to belong to the same note and stands apart from it, or does not name its note and "
            "supplier. So nothing of the note is taken. Put its rows together, each with its note and supplier.",
            row=row,
        )
    )


def same_as_row(first_row: int) -> Problem:
    return Problem(_("Row {first_row} of this table is about the same. Keep one of the two.", first_row=first_row))


def beyond_header(place: str) -> Problem:
    return Problem(
        _(
            "There is no title above this cell (column {place} of the spreadsheet). Give the column a title, or "
            "move its content; in CSV, put text with commas in quotation marks.",
            place=place,
        )
    )


def swallowed_rows(row: int) -> Problem:
    return Problem(
        _(
            'A quotation mark (") in row {row} begins a text of several lines that looks like several rows. Write the '
            "text on one line, or delete the quotation marks.",
            row=row,
        )
    )


def store_refused(error: Exception) -> BadTable:
    return BadTable(_("The store does not say which variants these SKUs are: {error}", error=str(error)))


def not_one_of(values: list[str]) -> Problem:
    return Problem(_("Write one of: {values}.", values=comma_separated(values)))


def unknown_column(name: str) -> Problem:
    return Problem(_("The column {name!r} is unknown: it is left out.", name=name))


def from_refusal(refusal: Refusal) -> Problem:
    """What a function refused."""
    return Problem(refusal.text, _column(getattr(refusal, "field", None) or ""))


def _column(field: str) -> str:
    """Functions name the fields of GraphQL."""
    return _COLUMNS.get(field) or re.sub(r"(?=[A-Z])", "_", field).lower()


_COLUMNS = {"artisan": "artisan_slug", "holder": "bank_holder"}
