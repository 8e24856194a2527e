"""Takes over a table of suppliers, offers or notes from the command line.

What is printed may end in a log: telephone numbers and the like that a message quotes are masked.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from odop_consignment.api import UnknownRow, WrongChoice, imports
from odop_consignment.models import TableImport
from odop_core.database.pagination import Window
from odop_core.files.errors import StorageUnavailable
from odop_core.files.tables import write_private
from odop_core.security.foreign_text import mask_text
from odop_core.store import host
from odop_core.store.port import StoreUnavailable

PAGE = 500


class Command(BaseCommand):
    help = "Read a CSV or XLSX table. Rows that are wrong are named and left out. Ends with an error if there were any."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("kind", nargs="?", choices=imports.TableKind.values(), help="what the table holds")
        parser.add_argument("file", nargs="?", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="check every row and change nothing")
        parser.add_argument("--by", default="command line", help="who does it, for the records")
        parser.add_argument("--background", action="store_true", help="leave the reading to the workers")
        parser.add_argument("--resume", type=int, metavar="ID", help="read on where an import was interrupted")
        parser.add_argument(
            "--wrong-rows", type=Path, metavar="FILE", help="write the rows that were left out there; .csv or .xlsx"
        )
        parser.add_argument("--language", choices=["en", "hi"], default="en", help="of the messages about rows")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            with host.current_host().background_work():
                self._handle(**options)
        except (WrongChoice, UnknownRow, StorageUnavailable, StoreUnavailable, imports.TakenOver) as error:
            raise CommandError(mask_text(error)) from error

    def _handle(
        self, *, background: bool, resume: int | None, language: str, wrong_rows: Path | None, **options: Any
    ) -> None:
        if wrong_rows and wrong_rows.suffix not in (".csv", ".xlsx"):
            raise CommandError("Name the file of the wrong rows .csv or .xlsx.")
        import_id = resume or self._start(background=background, **options)
        if background:
            self.stdout.write(f"Import {import_id} waits for a worker.")
            return
        info = self._read(import_id)
        if wrong_rows and info.rows_wrong:
            format_ = wrong_rows.suffix.removeprefix(".")
            write_private(wrong_rows, imports.export_wrong_rows(info.id, format_, language=language))
        self._report(info, language)

    def _start(
        self, *, kind: str | None, file: Path | None, dry_run: bool, by: str, background: bool, **_options: Any
    ) -> int:
        if kind is None or file is None:
            raise CommandError("Say what kind of table it is, and where: odop_import_table suppliers suppliers.csv")
        try:
            with file.open("rb") as opened:
                info = imports.start_import(opened, file.name, kind, dry_run=dry_run, by=by, in_background=background)
        except OSError as error:
            raise CommandError(f"{file} cannot be opened: {error.strerror}.") from error
        return info.id

    def _read(self, import_id: int) -> imports.ImportInfo:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        console = Console(stderr=True)
        try:
            with Progress(*columns, console=console, transient=True) as progress:
                bar = progress.add_task("rows", total=None)
                return imports.continue_import(import_id, on_progress=lambda row: _show(progress, bar, row))
        except BaseException:
            self.stderr.write(f"Interrupted. Read on with: odop_import_table --resume {import_id}")
            raise

    def _report(self, info: imports.ImportInfo, language: str) -> None:
        last = 0
        while page := imports.import_errors(info.id, Window(PAGE, after=last)):
            for problem in page:
                message = mask_text(problem.message.in_language(language))
                hint = "(hint) " if problem.is_hint else ""
                self.stdout.write(f"row {problem.row}{problem.column and f', {problem.column}'}: {hint}{message}")
            last = page[-1].id
        if info.failure:
            raise CommandError(mask_text(info.failure.in_language(language)))
        would = "would be " if info.dry_run else ""
        self.stdout.write(
            f"{info.rows_read} rows read: {info.rows_created} {would}created, {info.rows_changed} {would}changed,"
            f" {info.rows_wrong} wrong."
        )
        if info.rows_wrong:
            raise CommandError("Some rows are wrong. Mend them and hand the table in again: the others do not change.")


def _show(progress: Progress, bar: TaskID, row: TableImport) -> None:
    progress.update(bar, completed=row.rows_read, total=row.rows_total)
