"""Reading a table row by row: CSV as any spreadsheet writes it, or a sheet of an XLSX workbook.

Rows come one at a time, so a long table takes no more memory than a short one. Nothing of a workbook is worked out or
followed: no formula, no link. `cells` says what becomes of a cell, `delimited` reads text, `workbooks` reads XLSX (and
`surveys` counts what is in it first), `foreign` names the files that are no tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from odop_consignment.imports.problems import BadTable, Problem
from odop_consignment.imports.readers import delimited, foreign, workbooks
from odop_consignment.imports.readers.cells import Cell, Row
from odop_consignment.imports.readers.limits import Limits
from odop_core.i18n import _

__all__ = ["Cell", "Limits", "Row", "TableFile", "open_table", "read_rows"]

_ARCHIVE = b"PK\x03\x04"


@dataclass(frozen=True)
class TableFile:
    """A file that was looked through and can be read, any number of times. `notes` are about it as a whole."""

    source: workbooks.Workbook | delimited.DelimitedText
    limits: Limits
    notes: tuple[Problem, ...] = ()

    def rows(self) -> Iterator[Row]:
        """The rows that hold something, the header among them. Raises BadTable, also half way."""
        for row in self.source.rows():
            if row.number > self.limits.rows + 1:
                raise too_long(self.limits)
            yield row


def open_table(content: bytes, limits: Limits) -> TableFile:
    """Raises BadTable for a file that is no table, is damaged, or too large."""
    foreign.refuse_foreign_file(content)
    if content.startswith(_ARCHIVE):
        book = workbooks.open_workbook(content, limits)
        return TableFile(book, limits, book.notes)
    return TableFile(delimited.open_text(content), limits)


def read_rows(content: bytes, limits: Limits) -> Iterator[Row]:
    """As `TableFile.rows`."""
    return open_table(content, limits).rows()


def too_long(limits: Limits) -> BadTable:
    return BadTable(_("The table has more than {rows} rows. Divide it into several.", rows=limits.rows))
