"""Looking through the parts of a workbook as they stream by, before any library builds something from them.

A workbook is an archive of XML that may unfold to anything: a row of two million cells, a million empty rows, texts or
styles without end. Elements are counted while they are read, and reading stops at a limit. What a sheet hides or merges
is noted on the way, and where its last cell with something in it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

from odop_consignment.imports.problems import BadTable
from odop_core.i18n import _

# Excel's own limit.
CELLS_A_ROW = 16_384
# A row of ours, written inline, has three elements for each cell.
ELEMENTS_A_ROW = 4 * CELLS_A_ROW
ELEMENTS_A_TABLE_ROW = 100
# Of the rows that a table may have. Some people format rows to the end of the sheet.
EMPTY_ROWS = 4
# Of all that is neither a row nor a text, in the parts that openpyxl keeps in memory: styles, merged cells, links.
OTHER_ELEMENTS = 100_000
DEPTH = 64
# One tag or one text. A cell holds 32,767 letters.
BYTES_WITHOUT_TAG = 1024 * 1024
MERGED = 2_000
CHUNK = 64 * 1024

_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_KEPT_PARTS = ("worksheet", "workbook", "styleSheet", "Types", "Relationships", "Properties", "coreProperties")
_STRICT = "http://purl.oclc.org/ooxml/"
_TRUE = ("1", "true", "on")


@dataclass(frozen=True)
class Area:
    """Rows and columns, counted from 1, the last ones included."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int


@dataclass
class SheetSurvey:
    """`last_row` and `last_column` are of cells with something in them; 0 for an empty sheet."""

    last_row: int = 0
    last_column: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[range] = field(default_factory=list)
    merged: list[Area] = field(default_factory=list)


class Damaged(BadTable):
    """No whole workbook."""

    def __init__(self) -> None:
        super().__init__(_("The workbook is damaged. Open it in a spreadsheet and save it again as XLSX."))


class TooMuch(BadTable):
    """More than any table holds."""

    def __init__(self) -> None:
        super().__init__(
            _("The workbook holds far more than a table does. Copy the table into a new workbook and save that.")
        )


@dataclass
class Budget:
    """Elements that all parts together may have, and rows that a sheet may have, empty ones too."""

    left: int
    rows: int


def survey_part(part: IO[bytes], budget: Budget) -> SheetSurvey:
    """Raises Damaged, TooMuch. Of a part that is no sheet the survey stays empty."""
    return _Surveyor(budget).read(part)


class _Surveyor:
    """One part. Handlers of expat, so that nothing is built of what is not asked for."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.found = SheetSurvey()
        self.depth = self.rows = self.row = self.column = 0
        self.cells = self.in_row = self.elsewhere = 0
        self.root = ""
        self.is_in_row = False
        self.names: dict[str, str] = {}
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype

    def read(self, part: IO[bytes]) -> SheetSurvey:
        since_tag = 0
        try:
            while chunk := part.read(CHUNK):
                last = chunk.rfind(b">")
                since_tag = since_tag + len(chunk) if last < 0 else len(chunk) - last
                if since_tag > BYTES_WITHOUT_TAG:
                    raise TooMuch
                self.parser.Parse(chunk, False)
            self.parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise Damaged from error
        return self.found

    def _start(self, tag: str, given: dict[str, str]) -> None:
        self.depth += 1
        self.budget.left -= 1
        if self.budget.left < 0 or self.depth > DEPTH:
            raise TooMuch
        name = self.names.get(tag) or self.names.setdefault(tag, tag.rpartition(":")[2])
        if not self.root:
            self._begin(name, given)
        if self.root not in _KEPT_PARTS:
            return
        if name == "row" and self.root == "worksheet":
            self._begin_row(given)
        elif self.is_in_row:
            self._in_row(name, given)
        else:
            self._elsewhere(name, given)

    def _begin(self, root: str, given: dict[str, str]) -> None:
        self.root = root
        if any(value.startswith(_STRICT) for value in given.values()):
            raise BadTable(
                _(
                    "This workbook is “Strict Open XML”. Open it and save it as “Excel Workbook (.xlsx)”, "
                    "without “Strict”."
                )
            )

    def _end(self, tag: str) -> None:
        self.depth -= 1
        if self.is_in_row and self.names.get(tag) == "row":
            self.is_in_row = False

    def _begin_row(self, given: dict[str, str]) -> None:
        self.rows += 1
        if self.rows > self.budget.rows:
            raise TooMuch
        number = _number(given["r"]) if "r" in given else self.row + 1
        if number <= self.row:  # such a row would be passed over
            raise Damaged
        self.row, self.column, self.cells, self.in_row, self.is_in_row = number, 0, 0, 0, True
        if len(given) > 1 and (given.get("hidden", "").lower() in _TRUE or given.get("ht") in ("0", "0.0")):
            self.found.hidden_rows.add(number)

    def _in_row(self, name: str, given: dict[str, str]) -> None:
        self.in_row += 1
        if name == "c":
            self.cells += 1
            self.column = self._column(given)
        elif name in ("v", "is", "f"):
            self.found.last_row = self.row
            self.found.last_column = max(self.found.last_column, self.column)
        if self.cells > CELLS_A_ROW or self.in_row > ELEMENTS_A_ROW:
            raise TooMuch

    def _column(self, given: dict[str, str]) -> int:
        """A cell that stands where another stood already, or in another row, would take its place without a word."""
        if "r" not in given:
            return self.column + 1
        row, column = _place(given["r"])
        if row != self.row or column <= self.column:
            raise Damaged
        return column

    def _elsewhere(self, name: str, given: dict[str, str]) -> None:
        self.elsewhere += 1
        if self.elsewhere > OTHER_ELEMENTS:
            raise TooMuch
        if name == "col" and (given.get("hidden", "").lower() in _TRUE or given.get("width") == "0"):
            self.found.hidden_columns.append(range(_number(given.get("min", "")), _number(given.get("max", "")) + 1))
        elif name == "mergeCell":
            self._merge(given.get("ref", ""))

    def _merge(self, reference: str) -> None:
        first, _colon, last = reference.partition(":")
        top, left = _place(first)
        bottom, right = _place(last or first)
        self.found.merged.append(Area(top, bottom, left, right))
        if len(self.found.merged) > MERGED:
            raise BadTable(_("Very many cells are merged. Mark the table, undo “merge cells”, and fill in each cell."))

    def _refuse_doctype(self, *_declared: object) -> None:
        """No honest workbook declares entities, which may unfold to anything."""
        raise Damaged


def _place(reference: str) -> tuple[int, int]:
    """Row and column of a cell's name."""
    match = _REFERENCE.fullmatch(reference.upper())
    if not match:
        raise Damaged
    column = 0
    for letter in match.group(1):
        column = column * 26 + ord(letter) - 64
    return int(match.group(2)), column


def _number(text: str) -> int:
    if not (text.isdecimal() and text.isascii() and len(text) <= 7):
        raise Damaged
    return int(text)
