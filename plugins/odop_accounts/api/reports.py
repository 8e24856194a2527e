"""Reports of the books: their rows, totals, whether they agree with the ledger, and links to them as files.

Amounts are paise; days are Indian.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from odop_accounts.reports.catalogue import REPORTS
from odop_accounts.reports.links import ReportLink
from odop_accounts.reports.links import link_to_report as _link
from odop_accounts.reports.making import Agreement, Made, Scope, make_report
from odop_accounts.reports.periods import BadPeriod, Period, read_period
from odop_accounts.reports.report import REFERENCE, ReportName
from odop_accounts.reports.tables import written_cells
from odop_core.files.tables import TableFormat
from odop_core.i18n import Text

__all__ = [
    "REPORTS", "Agreement", "BadPeriod", "Made", "Period", "ReportInfo", "ReportLink", "ReportName", "Scope",
    "TableFormat", "link_to_report", "read_report",
]  # fmt: skip

MOST_ROWS = 1000


@dataclass(frozen=True)
class ReportInfo:
    """The first rows of a report, in words; its totals are of all. `has_more`: the rest is in the file."""

    name: ReportName
    title: Text
    period: Period
    scope: Scope
    columns: tuple[tuple[str, Text], ...]
    rows: tuple[tuple[str, ...], ...]
    row_count: int
    totals: tuple[str, ...]
    agreements: tuple[Agreement, ...]

    @property
    def agrees(self) -> bool:
        return not any(agreement.difference for agreement in self.agreements)

    @property
    def has_more(self) -> bool:
        return self.row_count > len(self.rows)


def read_report(
    name: str, period: str, *, purpose: str = "", party: str = "", gstin: str = "", first: int = 100,
    using: str = "default",
) -> ReportInfo:  # fmt: skip
    """A report with its first rows. Raises BadPeriod."""
    made = make_report(ReportName(name), read_period(period), Scope(purpose, party, gstin), using=using)
    rows = made.rows()
    shown = [tuple(map(str, written_cells(made.report, row))) for row in islice(rows, min(first, MOST_ROWS))]
    count = len(shown) + sum(1 for _row in rows)
    return ReportInfo(
        made.report.name, made.report.title, made.period, made.scope,
        tuple((column.name, column.title) for column in (*made.report.columns, REFERENCE)),
        tuple(shown), count,
        tuple(map(str, written_cells(made.report, [*(made.totals.get(c.name) for c in made.report.columns), ""]))),
        tuple(made.agreements),
    )  # fmt: skip


def link_to_report(
    name: str, period: str, *, purpose: str = "", party: str = "", gstin: str = "", format_: str = TableFormat.XLSX,
    language: str = "en", by: str,
) -> ReportLink:  # fmt: skip
    """A link to the file that ends after some minutes. Raises BadPeriod."""
    return _link(ReportName(name), period, Scope(purpose, party, gstin), TableFormat(format_), language=language, by=by)
