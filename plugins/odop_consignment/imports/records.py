"""A row of a table by the names of its columns, and reading its cells.

A row is read first and judged afterwards: each reading method notes what is wrong and goes on, so that somebody learns
of all mistakes of a row at once (`Record.raise_problems` raises them), the first one of each cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from odop_consignment.imports import problems, values
from odop_consignment.imports.columns import Column
from odop_consignment.imports.problems import BadRow, Problem
from odop_consignment.imports.readers import Cell, Row
from odop_core.india import aadhaar
from odop_core.india.numbers import read_whole_number
from odop_core.india.spelling import fold_spelling
from odop_core.security.masks import HIDDEN


@dataclass
class Record:
    """One row. An empty cell says nothing: what is recorded stays as it is. `hints` do not keep it from being taken."""

    number: int
    cells: dict[str, Cell]
    problems: list[Problem] = field(default_factory=list)
    hints: list[Problem] = field(default_factory=list)
    # As it stands in the file, by the file's own columns.
    row: Row = field(default_factory=lambda: Row(0))

    def add_problem(self, problem: Problem, column: str = "") -> None:
        """One for each column: what follows from a mistake need not be told beside it."""
        named = problem.in_column(column)
        if not column or all(each.column != column for each in self.problems):
            self.problems.append(named)

    def raise_problems(self) -> None:
        """Raises BadRow when something was wrong so far."""
        if self.problems:
            raise BadRow(*self.problems)

    def check_cells(self, columns: Sequence[Column]) -> None:
        """Cells nobody could read, and Aadhaar numbers, wherever they stand."""
        by_name = {column.name: column for column in columns if not column.exported_only}
        for name, cell in self.cells.items():
            column = by_name.get(name)
            if not self._may_look_like_aadhaar(column) and aadhaar.contains_aadhaar(cell.shown):
                self.add_problem((column and column.aadhaar) or problems.AADHAAR, name)
            elif column:
                self._check_cell(column, cell)

    def _check_cell(self, column: Column, cell: Cell) -> None:
        if cell.problem:
            self.add_problem(cell.problem, column.name)
        elif column.keeps_zeros and cell.is_number:
            self.add_problem(problems.ZEROS, column.name)
        elif column.is_exact and cell.is_date:
            self.add_problem(problems.DATE_MADE, column.name)
        elif cell.text and values.is_ditto(cell.text):
            self.add_problem(problems.DITTO, column.name)

    def _may_look_like_aadhaar(self, column: Column | None) -> bool:
        return bool(column and column.proof and self.has(column.proof))

    def written(self, columns: Sequence[Column]) -> list[str]:
        """The row as it stands in the file, with × for each digit of what can be an Aadhaar number."""
        named = {column.name: column for column in columns}
        kept = {id(cell) for name, cell in self.cells.items() if self._may_look_like_aadhaar(named.get(name))}
        return [cell.shown if id(cell) in kept else aadhaar.redact_aadhaar(cell.shown) for cell in self.row.cells]

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
        text = self.text(column)
        if not text:
            return None
        number = read_whole_number(text)
        if number is None:
            self.add_problem(problems.NO_NUMBER, column)
        return number

    def date(self, column: str) -> date | None:
        """An Indian calendar day."""
        cell = self.cells.get(column)
        if cell is None or not cell.text:
            return None
        found = cell.day or values.read_day(cell.text)
        if found is None:
            self.add_problem(problems.NO_DATE, column)
        return found

    def boolean(self, column: str) -> bool | None:
        word = fold_spelling(self.text(column))
        if not word:
            return None
        if word not in values.YES | values.NO:
            self.add_problem(problems.NO_YES, column)
        return word in values.YES

    def choice(self, column: Column) -> str:
        """ "" for an empty cell, and for a word the column does not take."""
        word = fold_spelling(self.text(column.name))
        if not word:
            return ""
        for value, others in column.words.items():
            if word in (fold_spelling(value), *map(fold_spelling, others)):
                return value
        self.add_problem(problems.not_one_of(list(column.words)), column.name)
        return ""
