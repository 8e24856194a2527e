"""Issuing statements: each goes on where the supplier's last one ended, whoever asked for it and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db import transaction

from odop_accounts.events import StatementIssued
from odop_accounts.intervals import Interval
from odop_accounts.models import Statement, StatementLine, StatementRun
from odop_accounts.statements.lines import LedgerLine, ledger_lines
from odop_core.database.locks import lock_subjects
from odop_core.india.dates import indian_day, today
from odop_core.queue import inbox

# Of the house: one series for all suppliers.
SERIES = "AS"


def issue_on_demand(supplier_id: int, *, by: str) -> Statement:
    """The statement of all that was recorded since the last one, until now; one with no lines if that is nothing. Asked
    for again on the same day when nothing happened since, it is the same one."""
    # Two transactions, so that whoever posts waits for the line alone.
    run = StatementRun.objects.create(interval=Interval.ON_DEMAND.value)
    run.refresh_from_db()
    issued = issue_statements(run, [supplier_id], by=by, even_empty=True)
    return issued[0] if issued else Statement.objects.filter(supplier_id=supplier_id).latest("turn")


@transaction.atomic
def issue_statements(
    run: StatementRun, supplier_ids: Sequence[int], *, by: str, even_empty: bool = False
) -> list[Statement]:
    """Of those of these suppliers who have none until the run's line yet. Who had no movement gets none, unless
    `even_empty`."""
    lock_subjects("statement", [str(supplier_id) for supplier_id in supplier_ids])
    last = _last_statements(supplier_ids)
    since = {each: last[each].until if each in last else None for each in supplier_ids}
    since = {each: moment for each, moment in since.items() if moment is None or moment < run.until}
    found: dict[int, list[LedgerLine]] = defaultdict(list)
    for line in ledger_lines(since, run.until):
        found[line.supplier_id].append(line)
    issued_on = today()
    wanted = [each for each in since if found[each] or (even_empty and not _is_same_day(last.get(each), issued_on))]
    made = [_statement(run, each, last.get(each), found[each], by=by, issued_on=issued_on) for each in wanted]
    statements = Statement.objects.bulk_create(made)
    StatementLine.objects.bulk_create(
        [row for statement in statements for row in _rows(statement, found[statement.supplier_id])], batch_size=2000
    )
    for statement in statements:
        _announce(statement)
    return statements


def _last_statements(supplier_ids: Sequence[int]) -> dict[int, Statement]:
    rows = Statement.objects.filter(supplier_id__in=list(supplier_ids)).order_by("supplier_id", "-turn")
    return {row.supplier_id: row for row in rows.distinct("supplier_id")}


def _is_same_day(last: Statement | None, day: date) -> bool:
    return last is not None and last.last_day == day


def _statement(
    run: StatementRun, supplier_id: int, last: Statement | None, lines: list[LedgerLine], *, by: str, issued_on: date
) -> Statement:
    opening = last.closing_paise if last else 0
    movement = sum(line.amount_paise for line in lines)
    until = indian_day(run.until)
    last_day = run.last_day or until
    return Statement(
        series=SERIES,
        issued_on=issued_on,
        supplier_id=supplier_id,
        turn=last.turn + 1 if last else 1,
        run=run,
        first_day=min(_first_day(run, last, lines), last_day),
        last_day=last_day,
        since=last.until if last else None,
        until=run.until,
        line_count=sum(line.is_shown for line in lines),
        opening_paise=opening,
        movement_paise=movement,
        closing_paise=opening + movement,
        earned_paise=(last.earned_paise if last else 0) + sum(line.earned_paise for line in lines),
        due_paise=(last.due_paise if last else 0) + sum(line.due_paise for line in lines),
        under_way_paise=(last.under_way_paise if last else 0) + sum(line.under_way_paise for line in lines),
        issued_by=by,
    )


def _first_day(run: StatementRun, last: Statement | None, lines: list[LedgerLine]) -> date:
    """The period's; a supplier's first statement begins with their first entry, and one after another that ended inside
    the period begins there."""
    begun = [run.first_day] if run.first_day else []
    if last is None:
        return min([*begun, *(line.effective_on for line in lines), run.last_day or indian_day(run.until)])
    return max([*begun, indian_day(last.until)])


def _rows(statement: Statement, lines: list[LedgerLine]) -> list[StatementLine]:
    shown = [line for line in lines if line.is_shown]
    return [
        StatementLine(
            statement=statement,
            supplier_id=line.supplier_id,
            place=place,
            entry_id=line.entry_id,
            kind=line.kind,
            source=line.source,
            effective_on=line.effective_on,
            narration=line.narration,
            buyer_paise=line.buyer_paise,
            discount_paise=line.discount_paise,
            goods_tax_paise=line.goods_tax_paise,
            commission_paise=line.commission_paise,
            charges_paise=line.charges_paise,
            services_tax_paise=line.services_tax_paise,
            tcs_paise=line.tcs_paise,
            tds_paise=line.tds_paise,
            compensation_paise=line.compensation_paise,
            payout_paise=line.payout_paise,
            other_paise=line.other_paise,
            amount_paise=line.amount_paise,
        )
        for place, line in enumerate(shown, start=1)
    ]


def _announce(statement: Statement) -> None:
    event = StatementIssued(
        statement_id=statement.pk,
        supplier_id=statement.supplier_id,
        number=statement.number,
        first_day=statement.first_day,
        last_day=statement.last_day,
        due_paise=statement.due_paise,
    )
    inbox.announce(event, key=f"{event.kind}:{statement.pk}")
