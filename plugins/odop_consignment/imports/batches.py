"""Taking a table over, batch after batch, each in one transaction with the note of how far we are.

So whoever is killed at whatever moment, no row is taken twice and none is forgotten: the next worker goes on after
`rows_read`. Two workers at the same table notice each other by that number, and the later one leaves. Within a batch
each row (each note) stands or falls alone. A dry run does the same and takes each batch back.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from django.db import DataError, IntegrityError, InterfaceError, OperationalError, transaction
from django.utils import timezone

from odop_consignment.errors import Refusal
from odop_consignment.imports import files, problems, wrong_rows
from odop_consignment.imports.groups import find_broken_groups, full_key, group_records
from odop_consignment.imports.header import Header, find_header
from odop_consignment.imports.kinds import TABLES
from odop_consignment.imports.problems import BadRow, BadTable, Problem
from odop_consignment.imports.readers import Limits, TableFile, open_table
from odop_consignment.imports.records import Record
from odop_consignment.imports.table import Outcome, Table
from odop_consignment.imports.totals import is_total
from odop_consignment.models import ImportState, TableImport, TableImportError, TableKind
from odop_consignment.settings import ConsignmentSettings
from odop_core.files.errors import StorageUnavailable
from odop_core.i18n import Text, _
from odop_core.plugin import configuration
from odop_core.queue import work
from odop_core.store.port import StoreRefused

logger = logging.getLogger(__name__)

ENDED = (ImportState.DONE, ImportState.FAILED)
# Of what somebody wrote, so much is said again.
VALUE_LENGTH = 500
# Rows for which the store is asked together.
LOOKED_UP_AT_ONCE = 100
# Rows named that only look like totals.
MOST_NOTES = 100

Progress = Callable[[TableImport], object]


class TakenOver(work.LostClaim):
    """Another worker is at this table."""


@dataclass
class _Tally:
    """What became of the rows of a batch."""

    rows: Counter[Outcome] = field(default_factory=Counter)
    wrong: list[Record] = field(default_factory=list)
    errors: list[tuple[int, Problem]] = field(default_factory=list)
    hints: list[tuple[int, Problem]] = field(default_factory=list)

    def take(self, group: list[Record], outcome: Outcome) -> None:
        self.rows[outcome] += len(group)
        self.hints += [(record.number, hint) for record in group for hint in record.hints]

    def refuse(self, group: list[Record], found: list[tuple[int, Problem]]) -> None:
        self.wrong += group
        self.errors += found


def continue_import(import_id: int, *, seconds: float = float("inf"), on_progress: Progress | None = None) -> bool:
    """Read on where the last one stopped, for about so long. Returns whether the end was reached.

    `on_progress` hears of each batch. Raises TableImport.DoesNotExist, TakenOver, StorageUnavailable, StoreUnavailable.
    """
    task = TableImport.objects.get(pk=import_id)
    if task.state in ENDED:
        return True
    until = time.monotonic() + seconds
    try:
        file = open_table(files.read_file(task.file), _limits())
        header = _scan(task, file)
        for batch in _batches(task, header, file):
            _import_batch(task, batch)
            if on_progress:
                on_progress(task)
            if time.monotonic() > until:
                return False
        _finish(task, ImportState.DONE)
    except BadTable as error:
        _finish(task, ImportState.FAILED, error)
    except StoreRefused as error:
        _finish(task, ImportState.FAILED, problems.store_refused(error))
    return True


def fail_import(import_id: int, reason: str) -> None:
    """No worker can read it on; what was taken over stays. Doing it again is fine."""
    task = TableImport.objects.filter(pk=import_id).exclude(state__in=ENDED).first()
    if task:
        error = BadTable(_("Reading stopped after row {row}: {reason}", row=task.rows_read + 1, reason=reason))
        _finish(task, ImportState.FAILED, error)


def _limits() -> Limits:
    settings = configuration.load_settings(ConsignmentSettings)
    return Limits(settings.table_rows, 10 * settings.table_megabytes * 1024 * 1024)


def _scan(task: TableImport, file: TableFile) -> Header:
    """Understand the header and, the first time, see that the whole file can be read before anything is changed."""
    table = TABLES[TableKind(task.kind)]
    header = find_header(file.rows(), table.columns)
    if task.state != ImportState.WAITING:
        return header
    scan = _Scan(table, header)
    broken = find_broken_groups(table, scan.records(file))
    with transaction.atomic():
        _lock(task)
        task.state, task.rows_total, task.broken_groups = ImportState.RUNNING.value, scan.last - 1, broken
        task.save(update_fields=["state", "rows_total", "broken_groups"])
        unknown = [problems.unknown_column(name).in_column(name) for name in header.unknown]
        _record(task, [(header.number, note) for note in (*file.notes, *unknown)] + scan.notes, is_hint=True)
        wrong_rows.keep_header(task, header.number, header.titles)
    return header


@dataclass
class _Scan:
    """Reads all rows once, and remembers the last one and those that are only totals."""

    table: Table
    header: Header
    last: int = 1
    notes: list[tuple[int, Problem]] = field(default_factory=list)

    def records(self, file: TableFile) -> Iterator[Record]:
        for row in file.rows():
            if row.number <= self.header.number or self.header.is_repeated(row):
                continue
            self.last = row.number
            record = self.header.record(row)
            if not is_total(record, self.table.columns):
                yield record
            elif len(self.notes) < MOST_NOTES:
                self.notes.append((row.number, problems.TOTAL))


def _batches(task: TableImport, header: Header, file: TableFile) -> Iterator[list[list[Record]]]:
    """Groups of rows that are taken together, by batches."""
    table = TABLES[TableKind(task.kind)]
    records = _Scan(table, header).records(file)
    for asked in _portions(_unread(task, table, records), LOOKED_UP_AT_ONCE):
        table.look_up(asked)
        yield from _portions(iter(asked), table.batch)


def _unread(task: TableImport, table: Table, records: Iterator[Record]) -> Iterator[list[Record]]:
    """Groups that nobody has read yet. Those read before are only remembered by their keys."""
    first_rows: dict[int, int] = {}
    broken = {int(row): part for row, part in task.broken_groups.items()}
    for group in group_records(table, records):
        if part := broken.get(group[0].number):
            group[0].add_problem(problems.part_of_note(part))
        _refuse_repeated(table, group, first_rows)
        if group[-1].number - 1 > task.rows_read:
            yield group


def _portions(groups: Iterator[list[Record]], rows: int) -> Iterator[list[list[Record]]]:
    """Groups together, as soon as they have so many rows."""
    portion: list[list[Record]] = []
    for group in groups:
        portion.append(group)
        if sum(map(len, portion)) >= rows:
            yield portion
            portion = []
    if portion:
        yield portion


def _refuse_repeated(table: Table, group: list[Record], first_rows: dict[int, int]) -> None:
    """A table says one thing of one subject: whatever comes a second time is a mistake somebody should look at."""
    key = full_key(table, group[0])
    if not key:
        return
    first = first_rows.setdefault(hash(key), group[0].number)
    if first != group[0].number and not table.groups:
        group[0].add_problem(problems.same_as_row(first))
    if group[0].text(table.columns[0].name) == table.columns[0].example:
        group[0].add_problem(problems.EXAMPLE)


def _import_batch(task: TableImport, batch: list[list[Record]]) -> None:
    table = TABLES[TableKind(task.kind)]
    tally = _Tally()
    with transaction.atomic():
        _lock(task)
        with transaction.atomic():
            table.lock(batch)
            for group in batch:
                _import_group(table, group, task.created_by, tally)
            if task.dry_run:
                transaction.set_rollback(True)
        _record(task, tally.errors)
        _record(task, tally.hints, is_hint=True)
        wrong_rows.keep_rows(task, tally.wrong, table.columns)
        task.rows_read = batch[-1][-1].number - 1
        task.rows_created += tally.rows[Outcome.CREATED]
        task.rows_changed += tally.rows[Outcome.CHANGED]
        task.rows_wrong += len(tally.wrong)
        task.save(update_fields=["rows_read", "rows_created", "rows_changed", "rows_wrong"])


def _import_group(table: Table, group: list[Record], by: str, tally: _Tally) -> None:
    """One row, or the rows of one note: all of them or none. What is wrong with the cells already is known to the
    records: `import_group` finds the rest, and records nothing then."""
    for record in group:
        record.check_cells(table.columns)
    try:
        if any(not problem.column for record in group for problem in record.problems):
            raise BadRow  # the row itself is wrong, whatever its cells say
        with transaction.atomic():
            tally.take(group, table.import_group(group, by))
    except BadRow as error:
        found = [(record.number, problem) for record in group for problem in record.problems]
        loose = [(group[0].number, problem) for problem in error.problems]
        tally.refuse(group, found or loose)
    except Refusal as refusal:
        tally.refuse(group, [(group[0].number, problems.from_refusal(refusal))])
    except (IntegrityError, DataError) as error:
        logger.warning("Row %s contradicts what is recorded: %s", group[0].number, error)
        tally.refuse(group, [(group[0].number, problems.CONTRADICTION)])
    except (OperationalError, InterfaceError, StorageUnavailable):  # nobody's row is wrong: the batch is tried again
        raise
    except Exception:
        logger.exception("Row %s could not be taken.", group[0].number)
        tally.refuse(group, [(group[0].number, problems.OUR_FAULT)])


def _lock(task: TableImport) -> None:
    """Nobody else reads on until our transaction ends. Raises TakenOver when somebody did since we last looked."""
    held = TableImport.objects.select_for_update().get(pk=task.pk)
    if (held.state, held.rows_read) != (task.state, task.rows_read):
        raise TakenOver(f"{task} is being read by another worker.")


def _record(task: TableImport, found: list[tuple[int, Problem]], *, is_hint: bool = False) -> None:
    TableImportError.objects.bulk_create(
        TableImportError(
            table=task, row=row, column=problem.column[:64], message=_shortened(problem.message), is_hint=is_hint,
        )
        for row, problem in found
    )  # fmt: skip


def _shortened(text: Text) -> Text:
    values = text.values.items()
    shortened = {name: each[:VALUE_LENGTH] if isinstance(each, str) else each for name, each in values}
    return replace(text, values=shortened)


@transaction.atomic
def _finish(task: TableImport, state: ImportState, error: BadTable | None = None) -> None:
    _lock(task)
    task.state, task.finished_at = state.value, timezone.now()
    if error:
        task.failure = _shortened(error.text)
    else:
        task.rows_read = task.rows_total or 0  # beyond the last row that was taken there may be a total
    task.save(update_fields=["state", "finished_at", "failure", "rows_read"])
    files.delete_file(task)
