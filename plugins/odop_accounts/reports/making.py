"""Making a report: its rows in chunks as they are read, its totals, and whether they agree with the ledger.

All of a report is of one moment of the database, so that what is entered meanwhile makes no difference.
"""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from odop_accounts.reports.catalogue import REPORTS
from odop_accounts.reports.periods import Period
from odop_accounts.reports.report import Report, ReportName
from odop_consignment.api.regimes import regimes_of
from odop_consignment.api.suppliers import suppliers_by_id
from odop_core.i18n import Text

logger = logging.getLogger(__name__)

AT_ONCE = 500


@dataclass(frozen=True)
class Scope:
    """Of which account, party and GSTIN; "" for all. Each counts where the report knows of it."""

    purpose: str = ""
    party: str = ""
    gstin: str = ""


@dataclass(frozen=True)
class Agreement:
    """What the total of a column is, and what the ledger says, in paise."""

    column: str
    title: Text
    total: int
    ledger: int

    @property
    def difference(self) -> int:
        return self.total - self.ledger


@dataclass
class Made:
    """A report while it is made. `rows` can be read once; `totals` (by column) and `agreements` are whole after it.

    Rows are as the query gives them: paise, basis points, days, and the reference at the end.
    """

    report: Report
    period: Period
    scope: Scope = Scope()
    using: str = "default"
    totals: dict[str, int] = field(default_factory=dict)
    agreements: list[Agreement] = field(default_factory=list)

    @property
    def agrees(self) -> bool:
        return not any(agreement.difference for agreement in self.agreements)

    def rows(self) -> Generator[list[Any]]:
        summed = [(place, column.name) for place, column in enumerate(self.report.columns) if column.is_summed]
        totals = {name: 0 for _place, name in summed}
        with self._one_moment(), closing(connections[self.using].chunked_cursor()) as cursor:
            cursor.execute(self.report.sql, self._parameters())
            while chunk := cursor.fetchmany(AT_ONCE):
                for row in self._looked_up([list(row) for row in chunk]):
                    for place, name in summed:
                        totals[name] += int(row[place])
                    yield row
            self.totals = totals
            self.agreements = [self._agreement(tie.column, tie.title, tie.sql) for tie in self.report.ties]
        if not self.agrees:
            logger.error("Report %s of %s does not agree with the ledger.", self.report.name.value, self.period)

    def _agreement(self, column: str, title: Text, sql: str) -> Agreement:
        with connections[self.using].cursor() as cursor:
            cursor.execute(sql, self._parameters())
            return Agreement(column, title, self.totals[column], int(cursor.fetchone()[0]))

    def _parameters(self) -> dict[str, object]:
        return {"first": self.period.first, "last": self.period.last, **self.scope.__dict__}

    @contextmanager
    def _one_moment(self) -> Iterator[None]:
        connection = connections[self.using]
        if connection.in_atomic_block:  # the moment is the caller's
            yield
            return
        with transaction.atomic(using=self.using):
            with connection.cursor() as cursor:
                _fix_moment(cursor)
            yield

    def _looked_up(self, rows: Sequence[list[Any]]) -> Sequence[list[Any]]:
        places = {column.name: place for place, column in enumerate(self.report.columns)}
        for name in self.report.lookups:
            ids = {row[places["supplier"]] for row in rows if row[places["supplier"]]}
            found = _LOOKUPS[name](ids, self.period, self.using)
            for row in rows:
                if row[places[name]] is None:
                    row[places[name]] = found.get(row[places["supplier"]], "")
        return rows


def make_report(
    name: ReportName,
    period: Period,
    scope: Scope = Scope(),
    *,
    using: str = "default",
) -> Made:
    """Nothing is read before its rows are."""
    return Made(REPORTS[name], period, scope, using)


def _fix_moment(cursor: CursorWrapper) -> None:
    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


def _names(ids: set[int], _period: Period, using: str) -> dict[int, str]:
    return {supplier.id: supplier.name for supplier in suppliers_by_id(ids, using).values()}


def _enrolment_numbers(ids: set[int], period: Period, using: str) -> dict[int, str]:
    """The last of the period."""
    return {
        supplier_id: regime.enrolment_number
        for supplier_id, regimes in regimes_of(ids, using).items()
        for regime in regimes
        if regime.enrolment_number and regime.valid_from <= period.last
    }


_LOOKUPS = {"supplier_name": _names, "enrolment_number": _enrolment_numbers}
