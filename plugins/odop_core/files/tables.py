"""Writing a table as CSV or XLSX, a part at a time, so that a long one takes no more memory than a short one.

No cell of ours is ever a formula: text that a spreadsheet would take for one is marked as text, by an apostrophe in CSV
(which an import takes off again, see `formulas`) and by the cell's type in XLSX. Columns of a workbook are text down to
its last row, so that zeros stay also of what somebody types below. Numbers are numbers in both: `int`, and
`Decimal` with its decimals (rupees).
"""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.http import FileResponse
from django.http.response import HttpResponseBase
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from odop_core.database.states import State
from odop_core.files.formulas import guard
from odop_core.files.responses import forbid_caching

TEXT = "@"
RUPEES = "0.00"
WIDTH = 20
ROWS_A_PART = 500
# What a sheet of a workbook holds; the titles stand on each.
ROWS_A_SHEET = 1_048_576
BYTES_A_PART = 64 * 1024


class TableFormat(State):
    CSV = "csv", "text with commas, in UTF-8"
    XLSX = "xlsx", "a workbook of Excel and LibreOffice"


CONTENT_TYPES = {
    TableFormat.CSV: "text/csv; charset=utf-8",
    TableFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def write_table(format_: TableFormat, rows: Iterable[list[object]], *, columns: int = 0) -> Iterator[bytes]:
    """The file, in parts. So many columns of a workbook are text, however far down somebody writes."""
    return _xlsx(rows, columns) if format_ == TableFormat.XLSX else _csv(rows)


def write_private(path: Path, parts: Iterable[bytes]) -> None:
    """A file that only its owner can read: it may hold personal data."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.writelines(parts)


def table_response(file_name: str, format_: TableFormat, parts: Iterable[bytes]) -> HttpResponseBase:
    """A table to keep. It is written before the first byte is sent: a table that cannot be finished is an error, and
    not a shorter table."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    file.writelines(parts)
    file.seek(0)
    return forbid_caching(
        FileResponse(file, as_attachment=True, filename=file_name, content_type=CONTENT_TYPES[format_])
    )


def _csv(rows: Iterable[list[object]]) -> Iterator[bytes]:
    # Excel takes text for Hindi only when the file says that it is UTF-8.
    yield "\ufeff".encode()
    part = io.StringIO()
    writer = csv.writer(part)
    for number, row in enumerate(rows, start=1):
        writer.writerow([value if isinstance(value, int | Decimal) else guard(_text(value)) for value in row])
        if number % ROWS_A_PART == 0:
            yield part.getvalue().encode()
            part.seek(0)
            part.truncate()
    yield part.getvalue().encode()


def _xlsx(rows: Iterable[list[object]], columns: int) -> Iterator[bytes]:
    book = Workbook(write_only=True)
    sheet = _Cells(_new_sheet(book, columns))
    titles: list[object] = []
    for number, row in enumerate(rows):
        if number % (ROWS_A_SHEET - 1) == 1 and number > 1:
            sheet = _Cells(_new_sheet(book, columns))
            sheet.append(titles)
        titles = titles or row
        sheet.append(row)
    with tempfile.TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        while part := file.read(BYTES_A_PART):
            yield part


def _new_sheet(book: Workbook, columns: int) -> Any:
    sheet = book.create_sheet(f"ODOP {len(book.worksheets) + 1}" if book.worksheets else "ODOP")
    sheet.freeze_panes = "A2"
    for place in range(1, columns + 1):
        column = sheet.column_dimensions[get_column_letter(place)]
        column.width, column.number_format = WIDTH, TEXT
    return sheet


class _Cells:
    """Of one sheet: openpyxl writes a cell before it asks for the next one, so one is filled again and again. To make
    and format each would take most of the time of a long table."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._text, self._rupees = (WriteOnlyCell(sheet, value="") for _kind in range(2))
        self._text.number_format, self._rupees.number_format = TEXT, RUPEES

    def append(self, row: list[object]) -> None:
        self._sheet.append(self._cell(value) for value in row)

    def _cell(self, value: object) -> object:
        if isinstance(value, int):
            return value
        if isinstance(value, Decimal):
            self._rupees.value = value
            return self._rupees
        # Set past openpyxl's own judgement, which makes a formula of "=1". Text also keeps the zeros of "09".
        self._text._value, self._text.data_type = _text(value), "s"
        return self._text


def _text(value: object) -> str:
    """On one line, and without what XML, and so a workbook, cannot hold."""
    if isinstance(value, date):
        return value.isoformat()
    line = "".join(" " if char in "\t\r\n\x0b\x0c" else char for char in str(value))
    return "".join(
        char for char in line if char >= " " and not "\ud800" <= char <= "\udfff" and char not in "\ufffe\uffff"
    )
