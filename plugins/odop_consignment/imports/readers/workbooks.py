"""Reading XLSX: the first sheet that people see, row by row.

What is hidden is not what people looked at when they handed the table in, and what is merged has its value in one cell
only: rows and columns of that kind are refused by name, never taken and never dropped.
"""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from openpyxl.utils.datetime import from_excel

from odop_consignment.imports.problems import (
    CELL_ERROR,
    FORMULA,
    HIDDEN_COLUMN,
    HIDDEN_ROW,
    MERGED,
    ROUNDED,
    BadTable,
    Problem,
)
from odop_consignment.imports.readers.cells import (
    EXACT_DIGITS,
    NOTHING,
    Cell,
    Row,
    clean_text,
    read_text,
    without_empty_end,
)
from odop_consignment.imports.readers.limits import MAX_COLUMNS, Limits, too_wide
from odop_consignment.imports.readers.packages import Package, RawCell
from odop_consignment.imports.readers.surveys import (
    ELEMENTS_A_TABLE_ROW,
    EMPTY_ROWS,
    OTHER_ELEMENTS,
    Area,
    Budget,
    Damaged,
    SheetSurvey,
    survey_part,
)
from odop_core.i18n import _

# Days that a serial number of a spreadsheet may mean: 2000 to 2100.
SERIALS = range(36526, 73051)
PARTS = 1_000


@dataclass(frozen=True)
class Workbook:
    """The sheet of a workbook that is read."""

    content: bytes
    path: str
    survey: SheetSurvey
    notes: tuple[Problem, ...]

    def rows(self) -> Iterator[Row]:
        package, merged = Package(self.content), _MergedCells(self.survey.merged)
        for number, found in package.rows(self.path, self.survey.last_row):
            cells = [NOTHING] * max((cell.place for cell in found), default=0)
            for cell in found:
                cells[cell.place - 1] = _from_cell(cell, package.epoch)
            if not any(cell.shown for cell in cells):
                continue
            self._mark_hidden(cells)
            merged.mark(number, cells)
            problem = HIDDEN_ROW if number in self.survey.hidden_rows else None
            yield Row(number, without_empty_end(cells), problem)

    def _mark_hidden(self, cells: list[Cell]) -> None:
        for columns in self.survey.hidden_columns:
            for place in columns[: len(cells)]:
                if place <= len(cells) and cells[place - 1].shown:
                    cells[place - 1] = replace(cells[place - 1], problem=HIDDEN_COLUMN)


def open_workbook(content: bytes, limits: Limits) -> Workbook:
    """Raises BadTable."""
    surveys = _survey(content, limits)
    visible = [sheet for sheet in Package(content).sheets if sheet.is_visible]
    filled = [sheet for sheet in visible if sheet.path in surveys and surveys[sheet.path].last_row]
    if not filled:
        raise BadTable(_("The workbook has no visible sheet with a table in it."))
    sheet, others = filled[0], [other.title for other in filled[1:]]
    survey = surveys[sheet.path]
    _check_size(survey, limits)
    return Workbook(content, sheet.path, survey, (_other_sheets(sheet.title, others),) if others else ())


def _check_size(survey: SheetSurvey, limits: Limits) -> None:
    if survey.last_row > limits.rows + 1:
        raise BadTable(
            _(
                "The table has more than {rows} rows: row {last_row} has content. Divide the table into several.",
                rows=limits.rows,
                last_row=survey.last_row,
            )
        )
    if survey.last_column > MAX_COLUMNS:
        raise too_wide()


def _other_sheets(title: str, others: list[str]) -> Problem:
    names = ", ".join(others)[:200]
    return Problem(_("Only the sheet “{sheet}” is read. These are not: {others}.", sheet=title, others=names))


def _survey(content: bytes, limits: Limits) -> dict[str, SheetSurvey]:
    """What all parts hold, by their names. How much an archive unpacks to is told before it is, and never exceeded."""
    budget = Budget(ELEMENTS_A_TABLE_ROW * limits.rows + OTHER_ELEMENTS, EMPTY_ROWS * (limits.rows + 1))
    surveys = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > PARTS or sum(part.file_size for part in parts) > limits.unpacked:
                raise _unpacks_to_too_much(limits)
            for part in parts:
                if part.filename.lower().endswith((".xml", ".rels")):
                    with archive.open(part) as file:
                        surveys[part.filename] = survey_part(file, budget)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        if isinstance(error, BadTable):
            raise
        raise Damaged from error
    return surveys


def _unpacks_to_too_much(limits: Limits) -> BadTable:
    megabytes = limits.unpacked // (1024 * 1024)
    return BadTable(
        _(
            "The workbook unpacks to more than {megabytes} MB. Leave out pictures and other sheets.",
            megabytes=megabytes,
        ),
    )


class _MergedCells:
    """Asked for row after row, so that only the areas that reach into a row are looked at."""

    def __init__(self, areas: list[Area]) -> None:
        self.ahead = sorted(areas, key=lambda area: area.first_row, reverse=True)
        self.here: list[Area] = []

    def mark(self, row: int, cells: list[Cell]) -> None:
        """Give each cell of a merged area a problem."""
        while self.ahead and self.ahead[-1].first_row <= row:
            self.here.append(self.ahead.pop())
        if self.here:
            self.here = [area for area in self.here if area.last_row >= row]
        for area in self.here:
            for place in range(area.first_column - 1, min(area.last_column, len(cells))):
                cells[place] = replace(cells[place], problem=MERGED)


def _from_cell(cell: RawCell, epoch: datetime) -> Cell:
    if cell.value is None:
        return NOTHING
    read = _READERS.get(cell.kind)
    return read(cell, cell.value, epoch) if read else Cell(clean_text(str(cell.value)))


def _read_text(_cell: RawCell, value: Any, _epoch: datetime) -> Cell:
    return read_text(str(value))


def _read_formula(_cell: RawCell, value: Any, _epoch: datetime) -> Cell:
    return Cell(problem=FORMULA, written=clean_text(str(value))[:200])


def _read_error(_cell: RawCell, value: Any, _epoch: datetime) -> Cell:
    return Cell(problem=CELL_ERROR, written=str(value))


def _read_yes(_cell: RawCell, value: Any, _epoch: datetime) -> Cell:
    return Cell("yes" if value else "no")


def _read_date(_cell: RawCell, value: Any, _epoch: datetime) -> Cell:
    if not isinstance(value, date):  # a time of the day, or a duration
        return Cell(str(value), is_date=True)
    day = value.date() if isinstance(value, datetime) else value
    return Cell(day.isoformat(), day, is_date=True)


def _read_number(cell: RawCell, value: Any, epoch: datetime) -> Cell:
    if not math.isfinite(value) or abs(value) >= 10**EXACT_DIGITS:
        return Cell(problem=ROUNDED, written=str(value))
    if value != int(value):
        return Cell(repr(value), is_number=True)
    whole = int(value)
    # A format of nothing but zeros shows zeros in front that the number has not.
    form = cell.number_format
    if set(form) == {"0"} and len(form) > 1:
        return Cell(str(whole).zfill(len(form)))
    return Cell(str(whole), from_excel(whole, epoch).date() if whole in SERIALS else None, is_number=True)


_READERS: dict[str, Callable[[RawCell, Any, datetime], Cell]] = {
    "s": _read_text, "str": _read_text, "inlineStr": _read_text, "f": _read_formula, "e": _read_error,
    "b": _read_yes, "d": _read_date, "n": _read_number,
}  # fmt: skip
