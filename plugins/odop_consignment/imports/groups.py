"""Rows that are taken together: the lines of a note.

A note is taken whole or not at all, and a posted one is never changed. So before anything is taken, notes are looked
for of which a part stands elsewhere in the table, or of which a row may be that names its note or its supplier not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby

from odop_consignment.imports.problems import BadTable
from odop_consignment.imports.records import Record
from odop_consignment.imports.table import Table
from odop_core.i18n import _

# More of them is a table in another order, not a mistake.
MOST_BROKEN = 10_000


def group_records(table: Table, records: Iterable[Record]) -> Iterator[list[Record]]:
    """Rows after each other with the same key, if the table groups them; else each row alone."""
    for _key, group in groupby(records, lambda record: (table.groups and full_key(table, record)) or record.number):
        yield list(group)


def full_key(table: Table, record: Record) -> str:
    """ "" when a part of it is missing."""
    parts = table.key(record)
    return "\t".join(parts) if all(parts) else ""


def find_broken_groups(table: Table, records: Iterable[Record]) -> dict[int, int]:
    """By the first row of each group that must not be taken: a row that belongs to it and stands apart, or may.

    The key's first part is the group's own name (a note's reference). Reads all records. Raises BadTable when there are
    very many.
    """
    search = _Search()
    for group in group_records(table, records):
        if not table.groups:
            continue
        search.look_at(group[0].number, table.key(group[0]))
        if len(search.broken) > MOST_BROKEN:
            raise BadTable(_("The rows of very many notes stand apart. Sort the table by note, and hand it in again."))
    return search.finish()


class _Search:
    """Keeps numbers only, so that a long table needs little memory."""

    def __init__(self) -> None:
        self.broken: dict[int, int] = {}
        self.first_rows: dict[int, int] = {}
        self.by_name: dict[int, list[int]] = defaultdict(list)
        self.nameless: list[tuple[int, tuple[str, ...]]] = []
        self.named_alone: dict[int, int] = {}
        self.last: tuple[int, tuple[str, ...]] | None = None

    def look_at(self, row: int, key: tuple[str, ...]) -> None:
        if all(key):
            self._group(row, key)
        elif key[0]:
            self.named_alone[hash(key[0])] = row
        else:
            if self.last and _fits(key, self.last[1]):
                self.broken[self.last[0]] = row
            self.nameless.append((row, key))

    def _group(self, row: int, key: tuple[str, ...]) -> None:
        first = self.first_rows.setdefault(hash(key), row)
        if first != row:
            self.broken.setdefault(first, row)
            self.broken[row] = first
        self.by_name[hash(key[0])].append(row)
        for other, parts in self.nameless:
            if _fits(parts, key):
                self.broken.setdefault(row, other)
        self.nameless.clear()
        self.last = row, key

    def finish(self) -> dict[int, int]:
        """Rows that name the group and nothing else may belong to any of this name, wherever it stands."""
        for name, row in self.named_alone.items():
            for first in self.by_name.get(name, ()):
                self.broken.setdefault(first, row)
        return self.broken


def _fits(given: tuple[str, ...], key: tuple[str, ...]) -> bool:
    return all(part in ("", whole) for part, whole in zip(given, key, strict=True))
