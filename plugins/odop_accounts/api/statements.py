"""Account sales, as plain data. Amounts in paise, above zero for the supplier; days are Indian."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Window
from django.db.models.functions import RowNumber

from odop_accounts.models import Statement, StatementLine
from odop_accounts.statements.explanations import explain_lines
from odop_accounts.statements.issue import issue_on_demand
from odop_accounts.statements.links import link_to_paper, paper_response
from odop_accounts.statements.totals import NOTHING, Totals, totals_of
from odop_consignment.api.errors import UnknownRow
from odop_consignment.api.suppliers import find_suppliers, suppliers_by_id
from odop_core.database.filters import Days, Moments, RowID, String
from odop_core.database.lists import RECORDED, RowList, Sort
from odop_core.database.text_search import Search
from odop_core.i18n import Text, _

__all__ = [
    "STATEMENTS", "StatementInfo", "StatementLineInfo", "Totals", "issue_statement", "lines_of_statements",
    "link_to_paper", "paper_response", "statements_by_id", "statements_of_suppliers",
]  # fmt: skip

# Of one supplier, for whoever reads them all at once.
MOST_AT_ONCE = 100


@dataclass(frozen=True)
class StatementInfo:
    """`opening_paise` is the closing balance of the one before; `closing_paise` is `earned` (not due yet), `due` (to be
    paid out; below zero the supplier owes it) and `under_way` to the bank together."""

    id: int
    number: str
    supplier_id: int
    turn: int
    first_day: date
    last_day: date
    issued_on: date
    issued_at: datetime
    issued_by: str
    line_count: int
    opening_paise: int
    closing_paise: int
    earned_paise: int
    due_paise: int
    under_way_paise: int
    totals: Totals


@dataclass(frozen=True)
class StatementLineInfo:
    """What one entry brought (`amount_paise`), of what that is made, and why. `sale_id` is None for what is of no sale.
    `value_paise` is what the buyer paid and what of a discount the shop bears."""

    place: int
    entry_id: int
    kind: str
    day: date
    sale_id: int | None
    title: Text
    explanation: Text
    rule: Text
    value_paise: int
    goods_tax_paise: int
    commission_paise: int
    charges_paise: int
    services_tax_paise: int
    tcs_paise: int
    tds_paise: int
    compensation_paise: int
    payout_paise: int
    other_paise: int
    amount_paise: int


def issue_statement(supplier_id: int, *, by: str) -> StatementInfo:
    """Of all that was recorded since the last one. Raises UnknownRow."""
    if supplier_id not in suppliers_by_id([supplier_id]):
        raise UnknownRow(_("There is no supplier {number}.", number=supplier_id))
    return _show([issue_on_demand(supplier_id, by=by)], "default")[0]


def statements_by_id(ids: Iterable[int], using: str = "default") -> dict[int, StatementInfo]:
    """Two queries."""
    rows = list(Statement.objects.using(using).filter(pk__in=list(ids)))
    return {info.id: info for info in _show(rows, using)}


def statements_of_suppliers(supplier_ids: Iterable[int], using: str = "default") -> dict[int, list[StatementInfo]]:
    """By supplier, the newest first, `MOST_AT_ONCE` of each at most. Two queries."""
    turn = Window(RowNumber(), partition_by="supplier_id", order_by="-id")
    rows = Statement.objects.using(using).filter(supplier_id__in=list(supplier_ids)).annotate(row_number=turn)
    found: dict[int, list[StatementInfo]] = defaultdict(list)
    for info in _show(list(rows.filter(row_number__lte=MOST_AT_ONCE).order_by("-id")), using):
        found[info.supplier_id].append(info)
    return found


def lines_of_statements(ids: Iterable[int], using: str = "default") -> dict[int, list[StatementLineInfo]]:
    """By statement, in the order in which they were recorded. A constant number of queries."""
    rows = StatementLine.objects.using(using).filter(statement__in=list(ids)).order_by("statement_id", "place")
    found: dict[int, list[StatementLineInfo]] = defaultdict(list)
    for line in explain_lines(list(rows), using):
        row = line.row
        found[row.statement_id].append(
            StatementLineInfo(
                row.place, row.entry_id, row.kind, row.effective_on, line.sale_id, line.title, line.words, line.why,
                row.buyer_paise + row.discount_paise, row.goods_tax_paise, row.commission_paise, row.charges_paise,
                row.services_tax_paise, row.tcs_paise, row.tds_paise, row.compensation_paise, row.payout_paise,
                row.other_paise, row.amount_paise,
            )
        )  # fmt: skip
    return found


def _show(rows: list[Statement], using: str) -> list[StatementInfo]:
    totals = totals_of([row.pk for row in rows], using)
    return [
        StatementInfo(
            row.pk, row.number, row.supplier_id, row.turn, row.first_day, row.last_day, row.issued_on, row.issued_at,
            row.issued_by, row.line_count, row.opening_paise, row.closing_paise, row.earned_paise, row.due_paise,
            row.under_way_paise, totals.get(row.pk, NOTHING),
        )
        for row in rows
    ]  # fmt: skip


STATEMENTS = RowList(
    Statement,
    rows=lambda using: Statement.objects.using(using).all(),
    show=_show,
    filters={
        "supplier_id": RowID("supplier_id", "Whose they are.", of="Supplier"),
        "number": String("number", "Their numbers."),
        "last_day": Days("last_day", "The last Indian day they are of."),
        "created_at": Moments("issued_at", "When they were issued."),
    },
    sorts={
        "created_at": RECORDED,
        "last_day": Sort("The last Indian day they are of.", "last_day"),
        "due": Sort("What was to be paid out.", "due_paise"),
    },
    search=Search("Words of the supplier's names or reference.", others={"supplier_id": find_suppliers}),
)
