"""Reports of the books: their rows, totals, whether they agree with the ledger, and links to them as files.

Amounts are paise; days are Indian.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice

from odop_accounts.reports import links
from odop_accounts.reports.catalogue import REPORTS
from odop_accounts.reports.links import ReportLink
from odop_accounts.reports.making import Agreement, Made, Scope, make_report
from odop_accounts.reports.periods import BadPeriod, Period, read_period
from odop_accounts.reports.report import Column, ReportName
from odop_accounts.reports.tables import written_cells
from odop_core.files.tables import TableFormat
from odop_core.i18n import Text

__all__ = [
    "Agreement", "BadPeriod", "Column", "ReportInfo", "ReportLink", "ReportName", "Scope", "TableFormat",
    "link_to_report", "read_report",
]  # fmt: skip

NumberedCells = tuple[int, tuple[str, ...]]


@dataclass(frozen=True)
class ReportInfo:
    """A report that is read when its rows or totals are asked for. Rows are texts, as in the file, and the last of each
    leads back to its entries; they are numbered from 1."""

    name: ReportName
    period: Period
    scope: Scope
    using: str

    @property
    def title(self) -> Text:
        return REPORTS[self.name].title

    @property
    def first_day(self) -> date:
        return self.period.first

    @property
    def last_day(self) -> date:
        return self.period.last

    @property
    def columns(self) -> tuple[Column, ...]:
        return REPORTS[self.name].columns

    @cached_property
    def _whole(self) -> tuple[int, Made]:
        made = self._make()
        return sum(1 for _row in made.rows()), made

    @property
    def row_count(self) -> int:
        return self._whole[0]

    @property
    def totals(self) -> list[str]:
        totals = self._whole[1].totals
        row = [*(totals.get(column.name) for column in self.columns), ""]
        return list(map(str, written_cells(REPORTS[self.name], row)))[:-1]

    @property
    def ties(self) -> list[Agreement]:
        return self._whole[1].agreements

    @property
    def is_tied(self) -> bool:
        return self._whole[1].agrees

    def rows(self, after: int, before: int | None, limit: int, from_end: bool) -> list[NumberedCells]:
        """So many of those between two numbers, from the beginning or the end."""
        made = self._make()
        with closing(made.rows()) as rows:
            chosen = islice(enumerate(rows, start=1), after, before and before - 1)
            found: Iterable[tuple[int, list[object]]] = deque(chosen, limit) if from_end else islice(chosen, limit)
            return [(number, tuple(map(str, written_cells(made.report, row)))) for number, row in found]

    def _make(self) -> Made:
        return make_report(self.name, self.period, self.scope, using=self.using)


def read_report(name: str, period: str, scope: Scope = Scope(), *, using: str = "default") -> ReportInfo:  # noqa: B008
    """Nothing is read yet. Raises BadPeriod."""
    return ReportInfo(ReportName(name), read_period(period), scope, using)


def link_to_report(report: ReportInfo, format_: TableFormat, *, language: str, by: str) -> ReportLink:
    """A link to the file that ends after some minutes."""
    return links.link_to_report(report.name, str(report.period), report.scope, format_, language=language, by=by)
