"""What a column of a table is, and reading a row by its columns.

A row is read first and judged afterwards: each reading method notes what is wrong and goes on, so that somebody learns
of all mistakes of a row at once (`Record.raise_problems` raises them).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from odop_consignment.imports import problems
from odop_consignment.imports.problems import BadRow, Problem
from odop_consignment.imports.readers import Cell
from odop_core.i18n import Text, languages
from odop_core.india import aadhaar
from odop_core.security.masks import HIDDEN

YES = {"yes", "y", "true", "1", "हाँ", "हां", "जी", "जी हाँ"}
NO = {"no", "n", "false", "0", "नहीं", "ना"}


@dataclass(frozen=True)
class Column:
    """`name` and the titles of all languages are understood in a header. `needed` columns must be in the header of
    every table, or the column that stands for them `instead`.

    `words` are the values it takes, each with other words for it; nothing for free text. An `exported_only` column is
    read by people and passed over by an import.
    """

    name: str
    title: Text
    example: str = ""
    needed: bool = False
    instead: str = ""
    exported_only: bool = False
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """All that a header may call it."""
        return self.name, *(self.title.in_language(code) for code in languages("odop_consignment"))


@dataclass
class Record:
    """One row, by the names of its columns. An empty cell says nothing: what is recorded stays as it is."""

    number: int
    cells: dict[str, Cell]
    problems: list[Problem] = field(default_factory=list)

    def add_problem(self, problem: Problem, column: str = "") -> None:
        self.problems.append(problem.in_column(column))

    def raise_problems(self) -> None:
        """Raises BadRow when something was wrong so far."""
        if self.problems:
            raise BadRow(*self.problems)

    def check_cells(self) -> None:
        """Cells nobody could read, and Aadhaar numbers, wherever they stand."""
        for name, cell in self.cells.items():
            if cell.problem:
                self.add_problem(cell.problem, name)
            elif aadhaar.contains_aadhaar(cell.text):
                self.add_problem(problems.AADHAAR, name)

    def has(self, column: str) -> bool:
        return bool(self.text(column))

    def text(self, column: str) -> str:
        cell = self.cells.get(column)
        return cell.text if cell else ""

    def unmasked(self, column: str) -> str:
        """As `text`, but "" for what an export had masked: nobody means to record that."""
        text = self.text(column)
        return "" if HIDDEN in text else text

    def given_values(self, *columns: str) -> dict[str, str]:
        """The columns that say something."""
        return {column: text for column in columns if (text := self.unmasked(column))}

    def require(self, column: str) -> str:
        text = self.unmasked(column)
        if not text:
            self.add_problem(problems.MASKED if self.has(column) else problems.EMPTY, column)
        return text

    def integer(self, column: str) -> int | None:
        text = _latin(self.text(column)).replace(",", "")
        if not text:
            return None
        if not re.fullmatch(r"\d{1,9}", text):
            self.add_problem(problems.NO_NUMBER, column)
            return None
        return int(text)

    def date(self, column: str) -> date | None:
        """An Indian calendar day."""
        cell = self.cells.get(column)
        if cell is None or not cell.text:
            return None
        found = cell.day or _day(_latin(cell.text))
        if found is None:
            self.add_problem(problems.NO_DATE, column)
        return found

    def boolean(self, column: str) -> bool | None:
        word = _plain(self.text(column))
        if not word:
            return None
        if word not in YES | NO:
            self.add_problem(problems.NO_YES, column)
        return word in YES

    def choice(self, column: Column) -> str:
        """ "" for an empty cell, and for a word the column does not take."""
        word = _plain(self.text(column.name))
        if not word:
            return ""
        for value, others in column.words.items():
            if word in (_plain(value), *map(_plain, others)):
                return value
        self.add_problem(problems.not_one_of(list(column.words)), column.name)
        return ""


def normalise_header(header: str) -> str:
    """Two ways to write the same header: capitals, spaces, stars and brackets make no difference."""
    return re.sub(r"[\s_*()./:-]+", "", unicodedata.normalize("NFC", header)).casefold()


def _plain(word: str) -> str:
    return " ".join(word.replace("_", " ").casefold().split())


def _latin(text: str) -> str:
    return "".join(str(unicodedata.digit(char)) if char.isdecimal() else char for char in text)


def _day(text: str) -> date | None:
    """ISO, or day first as in India."""
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00.*)?", text):
        year, month, day = match.groups()
    elif match := re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", text):
        day, month, year = match.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
