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
CELL_ERROR = Problem(_("The spreadsheet shows an error in this cell."))
TOO_LONG = Problem(_("The cell holds too much text."))
AADHAAR = Problem(_("This looks like an Aadhaar number, which must not be kept here. Delete it from the table."))
EMPTY = Problem(_("This must not be empty."))
NO_DATE = Problem(_("Write the date as 2026-11-23 or 23-11-2026."))
NO_YES = Problem(_("Write yes or no."))
NO_NUMBER = Problem(_("Write a whole number."))
MASKED = Problem(_("The cell is masked, and there is nobody yet whose it could be. Write it in full."))
EXAMPLE = Problem(_("This is the example of the template. Delete the row."))
OUR_FAULT = Problem(
    _("This row could not be taken because of an error on our side. Tell the operator, then hand it in again.")
)
CONTRADICTION = Problem(_("This row contradicts what is recorded already."))


def same_as_row(first_row: int) -> Problem:
    return Problem(_("Row {first_row} of this table is about the same. Keep one of the two.", first_row=first_row))


def store_refused(error: Exception) -> BadTable:
    return BadTable(_("The store does not say which variants these SKUs are: {error}", error=str(error)))


def not_one_of(values: list[str]) -> Problem:
    return Problem(_("Write one of: {values}.", values=comma_separated(values)))


def unknown_column(name: str) -> Problem:
    return Problem(_("Nobody knows the column {name!r}: it is left out.", name=name))


def from_refusal(refusal: Refusal) -> Problem:
    """What a function refused."""
    return Problem(refusal.text, _column(getattr(refusal, "field", "")))


def _column(field: str) -> str:
    """Functions name the fields of GraphQL."""
    return _COLUMNS.get(field) or re.sub(r"(?=[A-Z])", "_", field).lower()


_COLUMNS = {"artisan": "artisan_slug", "holder": "bank_holder"}
