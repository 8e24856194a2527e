"""Reading a table row by row: CSV as any spreadsheet writes it, or the first sheet of an XLSX workbook.

Rows come one at a time, so a long table takes no more memory than a short one. Nothing of a workbook is worked out or
followed: no formula, no link. What a spreadsheet did to a number is mended where nothing is lost (9876543210.0, dates
as serial numbers, zeros that only the cell's format shows) and refused where digits are gone (9.87654E+09).
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import openpyxl
from openpyxl.utils.datetime import from_excel

from odop_consignment.imports.problems import CELL_ERROR, FORMULA, ROUNDED, TOO_LONG, BadTable, Problem
from odop_core.i18n import _

MAX_COLUMNS = 64
MAX_TEXT = 2_000
# Beyond it a spreadsheet keeps no digit: 15 are exact.
EXACT = 10**15
# Days that a serial number of a spreadsheet may mean: 2000 to 2100.
SERIALS = range(36526, 73051)

_ARCHIVE = b"PK\x03\x04"
# A workbook of before 2007, or one locked with a password.
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
_SHORTENED = re.compile(r"[+-]?\d+(?:[.,]\d+)?E\+\d+", re.IGNORECASE)
_GUARDED = re.compile(r"'[=+\-@\t\r]")


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says, as text; `day` when it can be a date; `problem` when it cannot be trusted."""

    text: str = ""
    day: date | None = None
    problem: Problem | None = None


NOTHING = Cell()


@dataclass(frozen=True, slots=True)
class Row:
    """`number` is the row's number in the spreadsheet, counted from 1; empty cells at its end are left out."""

    number: int
    cells: list[Cell] = field(default_factory=list)


@dataclass(frozen=True)
class Limits:
    """`rows` without the header; `unpacked` in bytes, of a workbook."""

    rows: int
    unpacked: int


def read_rows(content: bytes, limits: Limits) -> Iterator[Row]:
    """The rows that hold something, the header among them. Raises BadTable, also half way."""
    if content.startswith(_OLD_WORKBOOK):
        raise _damaged()
    found = _xlsx(content, limits) if content.startswith(_ARCHIVE) else _csv(content)
    for row in found:
        if row.number > limits.rows + 1:
            raise BadTable(_("The table has more than {rows} rows. Divide it into several.", rows=limits.rows))
        yield row


def _csv(content: bytes) -> Iterator[Row]:
    # Excel's "Unicode text" is UTF-16 and says so in its first bytes; everything else must be UTF-8.
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    text = io.TextIOWrapper(io.BytesIO(content), encoding, newline="")
    try:
        delimiter = _delimiter(text.readline())
        text.seek(0)
        for number, values in enumerate(csv.reader(text, delimiter=delimiter), start=1):
            if cells := _trimmed([_from_text(value) for value in values[:MAX_COLUMNS]]):
                yield Row(number, cells)
    except UnicodeError as error:
        raise BadTable(_("The table is not in UTF-8. Save it as “CSV UTF-8” or as XLSX.")) from error
    except csv.Error as error:
        raise BadTable(_("The CSV file is damaged: {error}.", error=str(error))) from error


def _delimiter(header: str) -> str:
    """What the header is divided by: what stands in it most often, outside quotes."""
    bare = re.sub(r'"[^"]*"', "", header)
    return max(",;\t", key=bare.count)


def _from_text(value: str) -> Cell:
    text = _clean(value)
    if text.startswith("="):
        return Cell(problem=FORMULA)
    if _SHORTENED.fullmatch(text):
        return Cell(problem=ROUNDED)
    if len(text) > MAX_TEXT:
        return Cell(problem=TOO_LONG)
    return Cell(text[1:] if _GUARDED.match(text) else text)


def _trimmed(cells: list[Cell]) -> list[Cell]:
    """Without the empty ones at the end."""
    while cells and not (cells[-1].text or cells[-1].problem):
        cells.pop()
    return cells


def _clean(value: str) -> str:
    """Composed alike whatever keyboard it came from, on one line, without what PostgreSQL cannot keep."""
    return " ".join(unicodedata.normalize("NFC", value.replace("\0", " ")).split())


def _xlsx(content: bytes, limits: Limits) -> Iterator[Row]:
    _check_archive(content, limits.unpacked)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    except Exception as error:  # openpyxl stumbles over damaged workbooks in every way there is
        raise _damaged() from error
    try:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its own size is not to be trusted
        found = sheet.iter_rows(max_row=limits.rows + 2, max_col=MAX_COLUMNS)
        for number, values in enumerate(found, start=1):
            if cells := _trimmed([_from_cell(cell, book.epoch) for cell in values]):
                yield Row(number, cells)
    except BadTable:
        raise
    except GeneratorExit:
        raise
    except Exception as error:
        raise _damaged() from error
    finally:
        book.close()


def _damaged() -> BadTable:
    return BadTable(_("The workbook is damaged or locked with a password. Save it again as XLSX, without a password."))


def _check_archive(content: bytes, limit: int) -> None:
    """A workbook is an archive: how much it unpacks to is told before it is unpacked, and never exceeded then."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > 1_000 or sum(part.file_size for part in parts) > limit:
                megabytes = limit // (1024 * 1024)
                raise BadTable(
                    _(
                        "The workbook unpacks to more than {megabytes} MB. Leave out pictures and other sheets.",
                        megabytes=megabytes,
                    ),
                )
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    _refuse_entities(archive, part)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise _damaged() from error


def _refuse_entities(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """No honest workbook declares entities, which may unfold to anything."""
    with archive.open(part) as file:
        if b"<!DOCTYPE" in file.read(65_536):
            raise _damaged()


def _from_cell(cell: Any, epoch: datetime) -> Cell:
    """A cell of openpyxl."""
    value, kind = cell.value, cell.data_type
    if value is None:
        return NOTHING
    read = _READERS.get(kind)
    return read(cell, value, epoch) if read else Cell(_clean(str(value)))


def _read_text(_cell: Any, value: Any, _epoch: datetime) -> Cell:
    return _from_text(str(value))


def _read_formula(_cell: Any, _value: Any, _epoch: datetime) -> Cell:
    return Cell(problem=FORMULA)


def _read_error(_cell: Any, _value: Any, _epoch: datetime) -> Cell:
    return Cell(problem=CELL_ERROR)


def _read_yes(_cell: Any, value: Any, _epoch: datetime) -> Cell:
    return Cell("yes" if value else "no")


def _read_date(_cell: Any, value: Any, _epoch: datetime) -> Cell:
    if not isinstance(value, date):  # a time of the day, or a duration
        return Cell(str(value))
    day = value.date() if isinstance(value, datetime) else value
    return Cell(day.isoformat(), day)


def _read_number(cell: Any, value: Any, epoch: datetime) -> Cell:
    if abs(value) >= EXACT:
        return Cell(problem=ROUNDED)
    if value != int(value):
        return Cell(repr(value))
    whole = int(value)
    # A format of nothing but zeros shows zeros in front that the number has not.
    form = str(cell.number_format)
    text = str(whole).zfill(len(form)) if set(form) == {"0"} else str(whole)
    return Cell(text, from_excel(whole, epoch).date() if whole in SERIALS else None)


_READERS: dict[str, Callable[[Any, Any, datetime], Cell]] = {
    "s": _read_text, "str": _read_text, "inlineStr": _read_text, "f": _read_formula, "e": _read_error,
    "b": _read_yes, "d": _read_date, "n": _read_number,
}  # fmt: skip
