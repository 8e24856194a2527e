"""Rows that only sum up those above them, and are no row of the table."""

from __future__ import annotations

from collections.abc import Sequence

from odop_consignment.imports.columns import Column
from odop_consignment.imports.records import Record
from odop_core.india.spelling import fold_spelling

_TOTALS = frozenset(
    map(
        fold_spelling,
        ("total", "totals", "grand total", "sub total", "sum", "total pieces", "total quantity", "total qty",
         "कुल", "योग", "कुल योग", "महायोग", "जोड़", "कुल जोड़"),
    )
)  # fmt: skip


def is_total(record: Record, columns: Sequence[Column]) -> bool:
    """Whether the first thing it says is "Total", and something lacks that each row must have."""
    first = next((cell.shown for cell in record.row.cells if cell.shown), "")
    return fold_spelling(first) in _TOTALS and any(_is_lacking(record, column) for column in columns)


def _is_lacking(record: Record, column: Column) -> bool:
    return column.needed and not record.has(column.name) and not (column.instead and record.has(column.instead))
