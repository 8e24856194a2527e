"""What a kind of table is: its columns, which rows belong together, and what becomes of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from odop_consignment.imports.columns import Column
from odop_consignment.imports.records import Record
from odop_consignment.models import TableKind


class Outcome(Enum):
    CREATED = "created"
    CHANGED = "changed"
    SAME = "as it was"


@dataclass(frozen=True)
class Reveal:
    """Somebody is to see personal data unmasked, and said why; it is written down for each supplier shown."""

    by: str
    reason: str


@dataclass(frozen=True)
class Table:
    """`key` tells what a row is about, by parts; "" for a part that is missing. Rows after each other with the same one
    are taken together if the table `groups` them (the lines of a note), and refused otherwise. Of a group whose rows
    stand apart nothing is taken.

    `import_group` records one such group for `by` and raises BadRow, or what the functions raise that it calls; `lock`
    goes before a batch of them and locks, in one order for all, what they will lock. At most `batch` rows are taken
    over in one transaction. `look_up` goes before all of it and before any transaction, for about a hundred rows at
    once, and asks the store what they need from it. `export_rows` hands out all rows for an export, by the columns'
    names.
    """

    kind: TableKind
    columns: Sequence[Column]
    key: Callable[[Record], tuple[str, ...]]
    import_group: Callable[[list[Record], str], Outcome]
    export_rows: Callable[[Reveal | None], Iterator[dict[str, object]]]
    groups: bool = False
    batch: int = 100
    look_up: Callable[[list[list[Record]]], None] = lambda _groups: None
    lock: Callable[[list[list[Record]]], None] = lambda _batch: None
