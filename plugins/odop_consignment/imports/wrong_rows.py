"""The rows of a table that were left out, kept for some weeks so that they can be mended and handed in again.

What is handed out has the table's own columns in their order, and before them what is wrong. An import passes over that
column.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from odop_consignment.errors import WrongChoice
from odop_consignment.imports.columns import ERRORS, Column, normalise_header
from odop_consignment.imports.records import Record
from odop_consignment.models import TableImport, TableImportError, WrongRow
from odop_core.files.tables import TableFormat, write_table
from odop_core.i18n import _

# They hold personal data, and whoever handed the table in has it.
KEPT = timedelta(days=30)
PAGE = 500


def keep_header(task: TableImport, number: int, titles: Sequence[str]) -> None:
    WrongRow.objects.create(table=task, row=number, cells=list(titles))


def keep_rows(task: TableImport, records: Iterable[Record], columns: Sequence[Column]) -> None:
    """In the transaction that leaves them out."""
    WrongRow.objects.bulk_create(
        WrongRow(table=task, row=record.number, cells=record.written(columns)) for record in records
    )


def export_wrong_rows(
    task: TableImport, format_: TableFormat, columns: Sequence[Column], language: str
) -> Iterator[bytes]:
    """The file, in parts. Raises WrongChoice when no row was wrong, or they are no longer kept."""
    kept = task.wrong_row_set.order_by("row")
    header = kept.first()
    if header is None or kept.count() == 1:
        raise WrongChoice(_("No wrong rows of this table are kept: none was wrong, or it is too long ago."))
    own = {normalise_header(name) for name in ERRORS.names}
    passed_over = [place for place, title in enumerate(header.cells) if normalise_header(title) in own]
    titles = {column.name: column.title.in_language(language) for column in columns}

    def rows() -> Iterator[list[object]]:
        yield [ERRORS.title.in_language(language), *_without(header.cells, passed_over)]
        last = header.row
        while page := list(kept.filter(row__gt=last)[:PAGE]):
            told = _told(task, [row.row for row in page], titles, language)
            for row in page:
                yield [told.get(row.row, ""), *_without(row.cells, passed_over)]
            last = page[-1].row

    return write_table(format_, rows(), columns=len(header.cells) + 1)


def delete_old_rows() -> None:
    WrongRow.objects.filter(table__created_at__lt=datetime.now(UTC) - KEPT).delete()


def _told(task: TableImport, rows: list[int], titles: dict[str, str], language: str) -> dict[int, str]:
    told: dict[int, list[str]] = defaultdict(list)
    for error in TableImportError.objects.filter(table=task, row__in=rows, is_hint=False).order_by("id"):
        message = error.message.in_language(language)
        told[error.row].append(f"{titles.get(error.column, error.column)}: {message}" if error.column else message)
    return {row: " | ".join(messages) for row, messages in told.items()}


def _without(cells: list[str], places: list[int]) -> list[str]:
    return [cell for place, cell in enumerate(cells) if place not in places]
