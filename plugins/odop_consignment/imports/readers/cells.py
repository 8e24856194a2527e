"""What a cell says, once it is known what a spreadsheet did to it.

What is mended: numbers written as 9876543210.0, zeros that only the cell's format shows, the apostrophe or ="…" by
which text is kept text. What is refused, since digits are gone: 9.87654E+09, and more than 15 digits of a number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from odop_consignment.imports.problems import CELL_ERROR, FORMULA, ROUNDED, TOO_LONG, Problem
from odop_core.files.formulas import unguard
from odop_core.normalization import normalize_text

MAX_TEXT = 2_000
# Digits a spreadsheet keeps of a number.
EXACT_DIGITS = 15
# Errors as spreadsheets write them: Excel's, Google's, LibreOffice's, and a column too narrow for its number.
_ERROR = re.compile(r"#(REF|VALUE|NAME|DIV/0|NULL|NUM|SPILL|CALC|FIELD|ERROR)[!?]|#N/A|Err:\d{3}|#{4,}")
_SHORTENED = re.compile(r"[+-]?\d+(?:[.,]\d+)?E\+\d+|[+-]?\d+[.,]\d+E\d+", re.IGNORECASE)
_FLOAT = re.compile(r"(\d{6,})\.0")
_QUOTED_FORMULA = re.compile(r'="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says, as text; `day` when it can be a date; `problem` when it cannot be trusted.

    `written` is what stands in the file where that is something else. `is_number` and `is_date` tell what a
    spreadsheet took it for; `swallowed` counts the delimiters of CSV in a cell of several lines.
    """

    text: str = ""
    day: date | None = None
    problem: Problem | None = None
    written: str = ""
    is_number: bool = False
    is_date: bool = False
    swallowed: int = 0

    @property
    def is_empty(self) -> bool:
        return not self.text and self.problem is None

    @property
    def shown(self) -> str:
        return self.written or self.text


NOTHING = Cell()


@dataclass(frozen=True, slots=True)
class Row:
    """`number` is the row's number in the spreadsheet, counted from 1; empty cells at its end are left out. `problem`
    when the row as a whole cannot be taken."""

    number: int
    cells: list[Cell] = field(default_factory=list)
    problem: Problem | None = None


def read_text(value: str) -> Cell:
    """A cell that is text in the file."""
    text = clean_text(value)
    if match := _QUOTED_FORMULA.fullmatch(text):
        return Cell(clean_text(match.group(1)))
    if text.startswith("="):
        return _refused(FORMULA, text)
    if _ERROR.fullmatch(text):
        return _refused(CELL_ERROR, text)
    if _SHORTENED.fullmatch(text):
        return _refused(ROUNDED, text)
    if len(text) > MAX_TEXT:
        return _refused(TOO_LONG, text[:MAX_TEXT])
    if match := _FLOAT.fullmatch(text):
        whole = match.group(1)
        return _refused(ROUNDED, text) if len(whole) > EXACT_DIGITS else Cell(whole, written=text, is_number=True)
    return Cell(unguard(text).strip())


def clean_text(value: str) -> str:
    """Composed alike whatever keyboard it came from, on one line, without what nobody sees or cannot be kept."""
    line = " ".join(value.replace("\0", " ").split())
    return line if line.isascii() else " ".join(normalize_text(line).split())


def without_empty_end(cells: list[Cell]) -> list[Cell]:
    while cells and cells[-1].is_empty:
        cells.pop()
    return cells


def column_letters(place: int) -> str:
    """What a spreadsheet calls the column at a place counted from 1: A, B, … Z, AA."""
    letters = ""
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _refused(problem: Problem, written: str) -> Cell:
    return Cell(problem=problem, written=written)
