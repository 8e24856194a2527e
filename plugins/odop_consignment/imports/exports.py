"""Handing tables out: all rows of a kind, or a template to fill in. What comes out here can be handed in again."""

from __future__ import annotations

from collections.abc import Iterator

from odop_consignment.imports.columns import ERRORS, Column
from odop_consignment.imports.kinds import TABLES
from odop_consignment.imports.table import Reveal
from odop_consignment.models import TableKind
from odop_core.files.tables import TableFormat, write_table


def export_table(
    kind: TableKind, format_: TableFormat, *, language: str = "en", reveal: Reveal | None = None
) -> Iterator[bytes]:
    """All rows of a kind in parts; read as they are asked for, not as of one moment."""
    table = TABLES[kind]
    columns = [column for column in table.columns if column is not ERRORS]

    def rows() -> Iterator[list[object]]:
        yield _titles(columns, language)
        for row in table.export_rows(reveal):
            yield [row.get(column.name, "") for column in columns]

    return write_table(format_, rows(), columns=len(columns))


def make_template(kind: TableKind, format_: TableFormat, *, language: str = "en") -> bytes:
    """A header and one row that shows what goes where; an import refuses that row. Columns of a workbook are text."""
    columns = [column for column in TABLES[kind].columns if not column.exported_only]
    rows: list[list[object]] = [_titles(columns, language), [column.example for column in columns]]
    return b"".join(write_table(format_, rows, columns=len(columns)))


def _titles(columns: list[Column], language: str) -> list[object]:
    return [column.title.in_language(language) for column in columns]
