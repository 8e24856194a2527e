"""Writing a table as CSV or XLSX, a part at a time, so that a long one takes no more memory than a short one.

No cell of ours is ever a formula: text that a spreadsheet would take for one is marked as text, by an apostrophe in CSV
(which an import takes off again) and by the cell's type in XLSX.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from odop_core.database.states import State

# Spreadsheets of others take text that begins with these for a formula.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
ROWS_A_PART = 500
BYTES_A_PART = 64 * 1024


class TableFormat(State):
    CSV = "csv", "text with commas, in UTF-8"
    XLSX = "xlsx", "a workbook of Excel and LibreOffice"


def write_table(format_: TableFormat, rows: Iterable[list[object]]) -> Iterator[bytes]:
    """The file, in parts."""
    return _xlsx(rows) if format_ == TableFormat.XLSX else _csv(rows)


def _csv(rows: Iterable[list[object]]) -> Iterator[bytes]:
    # Excel takes text for Hindi only when the file says that it is UTF-8.
    yield "\ufeff".encode()
    part = io.StringIO()
    writer = csv.writer(part)
    for number, row in enumerate(rows, start=1):
        writer.writerow([_guarded(_text(value)) for value in row])
        if number % ROWS_A_PART == 0:
            yield part.getvalue().encode()
            part.seek(0)
            part.truncate()
    yield part.getvalue().encode()


def _xlsx(rows: Iterable[list[object]]) -> Iterator[bytes]:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("ODOP")
    sheet.freeze_panes = "A2"
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    with tempfile.TemporaryFile() as file:
        book.save(file)
        file.seek(0)
        while part := file.read(BYTES_A_PART):
            yield part


def _cell(sheet: object, value: object) -> object:
    if isinstance(value, int):
        return value
    cell = WriteOnlyCell(sheet, value="")
    # Set past openpyxl's own judgement, which makes a formula of "=1". Text also keeps the zeros of "09".
    cell._value, cell.data_type = _text(value), "s"
    cell.number_format = "@"
    return cell


def _text(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    # What XML, and so a workbook, cannot hold.
    return "".join(char for char in str(value) if char >= " " or char in "\t\n")


def _guarded(text: str) -> str:
    return f"'{text}" if text.startswith(DANGEROUS) else text
