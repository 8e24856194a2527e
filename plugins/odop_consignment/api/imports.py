"""Tables handed in and out: suppliers, offers and notes as CSV or XLSX.

An import is read by workers, row by row (`import_info` tells how far), and goes on when one of them dies. Personal data
in an export are masked unless somebody says why they must see them, which is written down for each supplier.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePath
from typing import BinaryIO

from django.db import transaction
from django.db.models import Count, Q

from odop_consignment.errors import WrongChoice
from odop_consignment.imports import batches, exports, files, links, slices, wrong_rows
from odop_consignment.imports.batches import TakenOver
from odop_consignment.imports.kinds import TABLES
from odop_consignment.imports.links import TableLink
from odop_consignment.imports.problems import BadTable
from odop_consignment.imports.table import Reveal
from odop_consignment.lookups import find_row, unknown_row
from odop_consignment.models import ImportState, TableImport, TableImportError, TableKind
from odop_consignment.settings import ConsignmentSettings
from odop_core.database.filters import Choice, Flag, Moments, String
from odop_core.database.lists import RowList
from odop_core.database.locks import lock_subject
from odop_core.database.pagination import Window
from odop_core.database.text_search import Search
from odop_core.files.errors import StorageUnavailable
from odop_core.files.tables import TableFormat
from odop_core.i18n import Text, _, alternatives
from odop_core.india import aadhaar
from odop_core.plugin import configuration

__all__ = [
    "IMPORTS", "BadTable", "ImportInfo", "ImportProblem", "ImportState", "Reveal", "StorageUnavailable",
    "TableFormat", "TableKind", "TableLink", "TakenOver", "continue_import", "count_errors_of_imports",
    "count_import_errors", "errors_of_imports", "export_table", "export_wrong_rows", "import_errors", "import_info",
    "imports_by_id", "link_to_export", "link_to_template", "link_to_wrong_rows", "make_template", "start_import",
]  # fmt: skip


@dataclass(frozen=True)
class ImportInfo:
    """A table that was handed in. `rows_total` is None until somebody looked through the file.

    Of a dry run, the numbers tell what would be created, changed and refused. `failure` says why the file cannot be
    read (on).
    """

    id: int
    kind: TableKind
    dry_run: bool
    state: ImportState
    file_name: str
    rows_total: int | None
    rows_read: int
    rows_created: int
    rows_changed: int
    rows_wrong: int
    failure: Text
    created_by: str
    created_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True)
class ImportProblem:
    """What is wrong with a row, counted as a spreadsheet does (the header is row 1); with all of it when `column`, a
    column's name, is "". Of a hint the row was taken all the same."""

    id: int
    row: int
    column: str
    message: Text
    is_hint: bool


def start_import(
    file: BinaryIO, file_name: str, kind: str, *, dry_run: bool, by: str, in_background: bool = True
) -> ImportInfo:
    """Take a table in and have workers read it. The same file handed in again while it waits or is read is one import.

    Not `in_background`, it waits for `read_on`; workers only take it over after an hour. Raises WrongChoice, BadTable
    (empty or too large), StorageUnavailable.
    """
    content = _content(file)
    values = {
        "kind": _kind(kind), "dry_run": dry_run, "created_by": by, "file_sha256": hashlib.sha256(content).hexdigest(),
    }  # fmt: skip
    with transaction.atomic():
        lock_subject("table", f"{values['file_sha256']}:{by}")
        unfinished = TableImport.objects.filter(**values, state__in=[ImportState.WAITING, ImportState.RUNNING])
        row = unfinished.first() or TableImport.objects.create(
            **values, file=files.store_file(content), file_name=_shown(file_name)
        )
        not_before = None if in_background else datetime.now(UTC) + slices.PATIENCE
        slices.schedule_slice(row.pk, row.rows_read, not_before=not_before)
    return _info(row)


def continue_import(
    import_id: int, *, seconds: float = float("inf"), on_progress: batches.Progress | None = None
) -> ImportInfo:
    """Read a table here and now, to its end or for about so long. `on_progress` gets the row of the import after each
    batch.

    Raises UnknownRow, StorageUnavailable, StoreUnavailable (it reads on later), TakenOver (a worker is at it).
    """
    find_row(TableImport, import_id)
    batches.continue_import(import_id, seconds=seconds, on_progress=on_progress)
    return import_info(import_id)


def import_info(import_id: int, using: str = "default") -> ImportInfo:
    """Raises UnknownRow."""
    row = TableImport.objects.using(using).filter(pk=import_id).first()
    return _info(row or find_row(TableImport, import_id))


def import_errors(import_id: int, window: Window, using: str = "default") -> list[ImportProblem]:
    """What concerns the whole table, then in the order of its rows."""
    rows = TableImportError.objects.using(using).filter(table_id=import_id)
    return [_problem(row) for row in window.select(rows)]


def count_import_errors(import_id: int, using: str = "default") -> int:
    return TableImportError.objects.using(using).filter(table_id=import_id).count()


def export_table(kind: str, format_: str, *, language: str = "en", reveal: Reveal | None = None) -> Iterator[bytes]:
    """All rows of a kind, in parts, with English or Hindi (`hi`) titles. Raises WrongChoice.

    With `reveal` personal data are shown, to somebody who must be allowed to see them.
    """
    if reveal and not (reveal.by and reveal.reason.strip()):
        raise WrongChoice(_("Name the person who wants to see personal data, and the reason."))
    return exports.export_table(_kind(kind), _format(format_), language=language, reveal=reveal)


def make_template(kind: str, format_: str, *, language: str = "en") -> bytes:
    """A table to fill in: the columns and one example, which an import refuses. Raises WrongChoice."""
    return exports.make_template(_kind(kind), _format(format_), language=language)


def link_to_export(kind: str, format_: str, *, language: str = "en", by: str) -> TableLink:
    """A link that soon ends to all rows of a kind, personal data masked. Raises WrongChoice."""
    return links.link_to_table(_kind(kind), _format(format_), language=language, template=False, by=by)


def link_to_template(kind: str, format_: str, *, language: str = "en", by: str) -> TableLink:
    """The same to a table to fill in. Raises WrongChoice."""
    return links.link_to_table(_kind(kind), _format(format_), language=language, template=True, by=by)


def export_wrong_rows(import_id: int, format_: str, *, language: str = "en") -> Iterator[bytes]:
    """The rows that were left out, as they stand in the table, each with what is wrong: to be mended.

    Raises UnknownRow, WrongChoice (there are none, or they were deleted after some weeks).
    """
    task = find_row(TableImport, import_id)
    return wrong_rows.export_wrong_rows(task, _format(format_), TABLES[TableKind(task.kind)].columns, language)


def link_to_wrong_rows(
    import_id: int, format_: str, *, language: str = "en", by: str, sees_all: bool = False
) -> TableLink:
    """A link that soon ends to them. They are shown as they were handed in, so only to who did that, or to somebody who
    may see personal data (`sees_all`). Raises UnknownRow, WrongChoice."""
    task = find_row(TableImport, import_id)
    if task.created_by != by and not sees_all:
        raise unknown_row(TableImport, import_id)
    export_wrong_rows(import_id, format_, language=language)
    return links.link_to_wrong_rows(task, _format(format_), language=language, by=by)


def imports_by_id(import_ids: Iterable[int], using: str = "default") -> dict[int, ImportInfo]:
    rows = TableImport.objects.using(using).filter(pk__in=list(import_ids))
    return {row.pk: _info(row) for row in rows}


def errors_of_imports(
    import_ids: Iterable[int], window: Window, using: str = "default"
) -> dict[int, list[ImportProblem]]:
    """The same window of what is wrong with each table. One query."""
    found = window.select_each(TableImportError.objects.using(using), "table_id", import_ids)
    return {import_id: [_problem(row) for row in rows] for import_id, rows in found.items()}


def count_errors_of_imports(import_ids: Iterable[int], using: str = "default") -> dict[int, int]:
    rows = TableImportError.objects.using(using).filter(table__in=list(import_ids)).values_list("table_id")
    return dict(rows.annotate(Count("id")).order_by())


def _problem(row: TableImportError) -> ImportProblem:
    return ImportProblem(row.pk, row.row, row.column, row.message, row.is_hint)


def _content(file: BinaryIO) -> bytes:
    megabytes = configuration.load_settings(ConsignmentSettings).table_megabytes
    content = file.read(megabytes * 1024 * 1024 + 1)
    if len(content) > megabytes * 1024 * 1024:
        raise BadTable(_("The table is larger than {megabytes} MB.", megabytes=megabytes))
    if not content.strip():
        raise BadTable(_("The table is empty."))
    return content


def _kind(kind: str) -> TableKind:
    if kind not in TableKind.values():
        kinds = ", ".join(TableKind.values())
        raise WrongChoice(_("There are tables of {kinds}, not of {kind!r}.", kinds=kinds, kind=kind))
    return TableKind(kind)


def _format(format_: str) -> TableFormat:
    if format_ not in TableFormat.values():
        known = alternatives(TableFormat.values())
        raise WrongChoice(_("Tables come as {formats}, not as {format!r}.", formats=known, format=format_))
    return TableFormat(format_)


def _shown(file_name: str) -> str:
    """A file's name without its folders, as far as it may be kept."""
    name = PurePath(file_name.replace("\\", "/")).name.replace("\0", "")[:255]
    return "…" if aadhaar.contains_aadhaar(name) else name


def _info(row: TableImport) -> ImportInfo:
    return ImportInfo(
        id=row.pk, kind=TableKind(row.kind), dry_run=row.dry_run, state=ImportState(row.state),
        file_name=row.file_name, rows_total=row.rows_total, rows_read=row.rows_read, rows_created=row.rows_created,
        rows_changed=row.rows_changed, rows_wrong=row.rows_wrong, failure=row.failure,
        created_by=row.created_by, created_at=row.created_at, finished_at=row.finished_at,
    )  # fmt: skip


IMPORTS = RowList(
    TableImport,
    rows=lambda using: TableImport.objects.using(using).all(),
    show=lambda rows, _using: [_info(row) for row in rows],
    filters={
        "status": Choice("state", "How far they have come.", states=ImportState),
        "kind": Choice("kind", "What the table is of.", states=TableKind),
        "is_dry_run": Flag("Whether they were only tried.", holds=lambda _using: Q(dry_run=True)),
        "created_by": String("created_by", "The ID of the user who handed them in."),
        "created_at": Moments("created_at", "When they were handed in."),
    },
    search=Search("Words of the file's name.", columns=("file_name",)),
)
