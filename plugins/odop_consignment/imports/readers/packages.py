"""The parts of a workbook that a table needs, read by openpyxl: sheets, texts, formats and cells, and nothing besides.

openpyxl's own reading of a whole workbook looks through each sheet for its size, and builds charts and pivots.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.worksheet._reader import WorkSheetParser

from odop_consignment.imports.problems import BadTable
from odop_consignment.imports.readers.surveys import Damaged


@dataclass(frozen=True)
class Sheet:
    title: str
    path: str
    is_visible: bool


@dataclass(frozen=True, slots=True)
class RawCell:
    """`kind` is openpyxl's letter for the type of the value; `place` counts columns from 1."""

    place: int
    value: Any
    kind: str
    number_format: str


class Package:
    """Raises Damaged, from everything it does: openpyxl stumbles over damaged workbooks in every way there is."""

    def __init__(self, content: bytes) -> None:
        try:
            with warnings.catch_warnings():  # of what a workbook has and we do not use
                warnings.simplefilter("ignore")
                self._reader = ExcelReader(io.BytesIO(content), read_only=True, keep_links=False)
                self._reader.read_manifest()
                self._reader.read_workbook()
        except Exception as error:
            raise Damaged from error

    @property
    def sheets(self) -> list[Sheet]:
        """In their order; charts that are sheets of their own left out."""
        try:
            return [
                Sheet(sheet.name, relation.target, sheet.state == "visible")
                for sheet, relation in self._reader.parser.find_sheets()
                if relation.target in self._reader.valid_files and "chartsheet" not in relation.Type
            ]
        except Exception as error:
            raise Damaged from error

    @property
    def epoch(self) -> datetime:
        """The day from which serial numbers count."""
        found: datetime = self._reader.wb.epoch
        return found

    def rows(self, path: str, last_row: int) -> Iterator[tuple[int, list[RawCell]]]:
        """The rows of a sheet by their numbers, with the cells that are there; reading stops behind the last one."""
        try:
            self._reader.read_strings()
            apply_stylesheet(self._reader.archive, self._reader.wb)
            with warnings.catch_warnings(), self._reader.archive.open(path) as part:
                warnings.simplefilter("ignore")
                for number, cells in self._parser(part).parse():
                    if number > last_row:
                        return
                    yield number, [self._cell(cell) for cell in cells]
        except (BadTable, GeneratorExit):
            raise
        except Exception as error:
            raise Damaged from error

    def _parser(self, part: Any) -> WorkSheetParser:
        book = self._reader.wb
        return WorkSheetParser(
            part, self._reader.shared_strings, epoch=book.epoch, date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )  # fmt: skip

    def _cell(self, cell: dict[str, Any]) -> RawCell:
        return RawCell(cell["column"], cell["value"], cell["data_type"], self._number_format(cell["style_id"]))

    def _number_format(self, style: int) -> str:
        book = self._reader.wb
        number = book._cell_styles[style].numFmtId
        if number < BUILTIN_FORMATS_MAX_SIZE:
            return BUILTIN_FORMATS.get(number, "General")
        return str(book._number_formats[number - BUILTIN_FORMATS_MAX_SIZE])
