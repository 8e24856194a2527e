"""A report as CSV or XLSX: titles, rows, totals, and below them what the ledger says, and the difference: 0.00."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from odop_accounts.reports.making import Made
from odop_accounts.reports.report import REFERENCE, ColumnKind, Report
from odop_core.files.tables import TableFormat, write_table
from odop_core.i18n import Text, _
from odop_core.india.money import rupees


def write_report(made: Made, format_: TableFormat, *, language: str = "en") -> Iterator[bytes]:
    """The file, in parts."""
    return write_table(format_, _rows(made, language))


def written_cells(report: Report, row: Sequence[Any]) -> list[object]:
    """A row as people read it: rupees, percent, days."""
    kinds = [column.kind for column in (*report.columns, REFERENCE)]
    return [_cell(kind, value) for kind, value in zip(kinds, row, strict=True)]


def _rows(made: Made, language: str) -> Iterator[list[object]]:
    columns = made.report.columns
    yield [column.title.in_language(language) for column in (*columns, REFERENCE)]
    for row in made.rows():
        yield written_cells(made.report, row)
    yield _summary(made, made.totals, _("Total"), language)
    for agreement in made.agreements:
        yield _summary(made, {agreement.column: agreement.ledger}, agreement.title, language)
        difference = _("Difference: {what}", what=agreement.title)
        yield _summary(made, {agreement.column: agreement.difference}, difference, language)


def _summary(made: Made, amounts: dict[str, int], title: Text, language: str) -> list[object]:
    row = [amounts.get(column.name) for column in made.report.columns]
    return written_cells(made.report, [*row, title.in_language(language)])


def _cell(kind: ColumnKind, value: Any) -> object:
    if value is None:
        return ""
    if kind == ColumnKind.MONEY:
        return rupees(int(value))
    if kind == ColumnKind.RATE:
        return Decimal(int(value)).scaleb(-2)
    if kind == ColumnKind.COUNT:
        return int(value)
    return value
