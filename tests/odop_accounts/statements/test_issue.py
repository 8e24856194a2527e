"""Statements go on where the last one ended, and together they are the ledger."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Sum
from hypothesis import given, settings
from hypothesis import strategies as st

from odop_accounts.ledger.balances import balances
from odop_accounts.ledger.chart import Purpose
from odop_accounts.ledger.entries import Entry, Line, post_entries
from odop_accounts.models import Statement, StatementLine, StatementRun
from odop_accounts.statements import runs
from odop_accounts.statements.checks import find_differences
from odop_accounts.statements.issue import issue_on_demand
from odop_accounts.statements.lines import OWED
from odop_core.india.dates import today
from odop_core.models import InboxEvent
from tests.effort import effort

pytestmark = pytest.mark.django_db

SHOP = "seller:09AAACU1234A1Z5"


def entry(key: str, *lines: Line, kind: str = "delivered", days_ago: int = 0) -> int:
    source = key.rpartition(":")[0]
    return post_entries([Entry(key, kind, source, today() - timedelta(days=days_ago), lines)])[0]


def consigned(number: int, supplier: int = 1, days_ago: int = 0) -> int:
    """₹1,180.00 paid by the buyer; of ₹1,000.00 without GST, ₹100.00 commission and ₹18.00 GST on it are kept."""
    return entry(
        f"sale:{number}:delivered",
        Line(Purpose.BUYER_ADVANCE, 118_000),
        Line(Purpose.GOODS_SOLD, -100_000, SHOP),
        Line(Purpose.GOODS_BOUGHT, 100_000, SHOP),
        Line(Purpose.OUTPUT_TAX, -18_000 - 1_800, SHOP),
        Line(Purpose.COMMISSION, -10_000),
        Line(Purpose.SUPPLIER_EARNED, -88_200, f"supplier:{supplier}"),
        days_ago=days_ago,
    )


def due(number: int, supplier: int = 1, paise: int = 88_200) -> int:
    party = f"supplier:{supplier}"
    return entry(
        f"sale:{number}:due",
        Line(Purpose.SUPPLIER_EARNED, paise, party),
        Line(Purpose.SUPPLIER_PAYABLE, -paise, party),
        kind="due",
    )


def period_over() -> StatementRun:
    """A run of the month, as if it ended now."""
    run = StatementRun.objects.create(
        interval="monthly",
        first_day=today().replace(day=1),
        last_day=today() + timedelta(days=StatementRun.objects.count()),
    )
    run.refresh_from_db()
    return run


def go_through() -> int:
    issued = 0
    while (step := runs.take_step()) is not None:
        issued += step
    return issued


def test_a_line_says_of_what_an_amount_is_made() -> None:
    # given a consignor's sale in the shop's own name
    consigned(1)

    # when the statement is issued
    line = issue_on_demand(1, by="staff:1").lines.get()

    # then of ₹1,180.00 the GST of the goods, the commission and the GST on it are taken off
    found = {name: getattr(line, f"{name}_paise") for name in
             ("buyer", "goods_tax", "commission", "services_tax", "other", "amount")}  # fmt: skip
    assert found == {"buyer": 118_000, "goods_tax": 18_000, "commission": 10_000, "services_tax": 1_800, "other": 0,
                     "amount": 88_200}  # fmt: skip


def test_of_a_vendors_sale_the_shop_keeps_no_gst_of_the_goods() -> None:
    # given a sale in the vendor's own name: ₹50.00 of the discount is the shop's, TCS is collected
    entry(
        "sale:1:delivered",
        Line(Purpose.BUYER_ADVANCE, 113_000), Line(Purpose.DISCOUNT, 5_000), Line(Purpose.COMMISSION, -10_000),
        Line(Purpose.OUTPUT_TAX, -1_800), Line(Purpose.TAX_COLLECTED, -500, "supplier:1"),
        Line(Purpose.SUPPLIER_EARNED, -105_700, "supplier:1"),
    )  # fmt: skip

    # when
    line = issue_on_demand(1, by="staff:1").lines.get()

    # then
    assert (line.buyer_paise, line.discount_paise, line.goods_tax_paise) == (113_000, 5_000, 0)
    assert (line.services_tax_paise, line.tcs_paise, line.other_paise) == (1_800, 500, 0)


def test_what_becomes_due_or_goes_on_its_way_is_no_line_but_moves_the_balance() -> None:
    # given a sale that became due, of which a payout is ordered
    consigned(1)
    due(1)
    entry("payout:1:approved", Line(Purpose.SUPPLIER_PAYABLE, 50_000, "supplier:1"),
          Line(Purpose.PAYOUT_UNDER_WAY, -50_000, "supplier:1"), kind="payout_ordered")  # fmt: skip

    # when
    statement = issue_on_demand(1, by="staff:1")

    # then
    assert (statement.line_count, statement.earned_paise) == (1, 0)
    assert (statement.due_paise, statement.under_way_paise, statement.closing_paise) == (38_200, 50_000, 88_200)


def test_an_entry_of_an_earlier_day_is_a_line_of_the_next_statement() -> None:
    # given a statement, and then an entry of a day that it covers
    consigned(1)
    first = issue_on_demand(1, by="staff:1")
    consigned(2, days_ago=20)

    # when the next is issued
    second = issue_on_demand(1, by="staff:1")

    # then it has that line, and begins with the balance of the first
    assert [line.source for line in second.lines.all()] == ["sale:2"]
    assert (second.turn, second.opening_paise, second.since) == (2, first.closing_paise, first.until)


def test_who_had_no_movement_gets_none_and_on_demand_an_empty_one() -> None:
    # given a supplier with a statement
    consigned(1)
    issue_on_demand(1, by="staff:1")

    # when a period ends in which nothing happened
    period_over()

    # then none is issued; on demand it is the one of today
    assert go_through() == 0
    assert issue_on_demand(1, by="staff:1").turn == 1
    # and who never had anything gets an empty one
    empty = issue_on_demand(7, by="staff:1")
    assert (empty.line_count, empty.closing_paise, empty.number[:2]) == (0, 0, "AS")


def test_a_run_goes_on_where_it_was_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    # given five suppliers, and a worker that is stopped in its second step
    monkeypatch.setattr(runs, "SUPPLIERS_AT_ONCE", 2)
    for number in range(1, 6):
        consigned(number, supplier=number)
    period_over()
    runs.take_step()
    with pytest.raises(ZeroDivisionError):
        _step_and_die()

    # when another goes on
    go_through()

    # then each supplier has one statement, numbered without a gap, and was told once
    rows = Statement.objects.order_by("serial").values_list("supplier_id", "turn", "serial")
    assert list(rows) == [(number, 1, number) for number in range(1, 6)]
    assert InboxEvent.objects.filter(kind="accounts.statement_issued").count() == 5
    assert runs.take_step() is None


@transaction.atomic
def _step_and_die() -> None:
    runs.take_step()
    raise ZeroDivisionError


def test_a_period_is_begun_once() -> None:
    # when two workers look for what is due
    first = runs.begin_due_run(runs.Interval.WEEKLY)
    again = runs.begin_due_run(runs.Interval.WEEKLY)
    go_through()

    # then the week that is over was begun once, and nothing more is due
    assert first is not None
    assert again is None
    assert runs.begin_due_run(runs.Interval.WEEKLY) is None


COPY = """
    INSERT INTO odop_accounts_statement (supplier_id, turn, run_id, first_day, last_day, since, until, line_count,
        opening_paise, movement_paise, closing_paise, earned_paise, due_paise, under_way_paise, issued_by, issuer,
        series, issued_on)
    SELECT supplier_id, 2, run_id, first_day, last_day, {}, 0, 0, 0, 0, 0, 0, 0, '', '', 'AS', issued_on
    FROM odop_accounts_statement"""


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE odop_accounts_statement SET due_paise = 0, earned_paise = closing_paise",
        "DELETE FROM odop_accounts_statementline",
        "UPDATE odop_accounts_statementline SET kind = 'x'",
        "TRUNCATE odop_accounts_statement CASCADE",
        pytest.param(COPY.format("since, until"), id="a second one of the same time"),
        pytest.param(COPY.format("until, now()"), id="one that begins with another balance"),
    ],
)
def test_what_is_issued_stays(statement: str) -> None:
    # given an issued statement
    consigned(1)
    issue_on_demand(1, by="staff:1")

    # when somebody writes it with psql, then PostgreSQL refuses
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_nothing_is_recorded_before_a_line_that_was_drawn() -> None:
    # given a run, when somebody posts an entry as if recorded before it, in the transaction that began earlier
    run = period_over()

    # then PostgreSQL refuses
    with pytest.raises(DatabaseError, match="recorded now"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO odop_accounts_journalentry (key, kind, source, effective_on, currency, narration, recorded_by,"
            " recorded_at) VALUES ('x', 'delivered', 'sale:9', current_date, 'INR', '', 'system', %s)",
            [run.until - timedelta(microseconds=1)],
        )


def test_no_line_can_be_drawn_in_the_future() -> None:
    with pytest.raises(DatabaseError, match="cannot be issued yet"), transaction.atomic():
        StatementRun.objects.create(interval="on_demand", until=period_over().until + timedelta(hours=1))


MOVES = st.lists(
    st.tuples(
        st.sampled_from(["sale", "back", "due", "paid", "tds", "two suppliers", "demand", "period"]),
        st.integers(1, 3),
        st.integers(1, 99_999),
        st.integers(0, 40),
    ),
    max_size=25,
)


@settings(max_examples=effort(20, nightly=300), deadline=None)
@given(MOVES)
def test_all_statements_together_are_the_ledger(moves: list[tuple[str, int, int, int]]) -> None:
    with transaction.atomic():
        # given whatever was recorded of three suppliers, and statements in between
        for number, (what, supplier, paise, days_ago) in enumerate(moves):
            _move(number, what, supplier, paise, days_ago)

        # when the last statements are issued
        for supplier in (1, 2, 3):
            issue_on_demand(supplier, by="staff:1")

            # then they say what the ledger says, paisa by paisa and account by account
            of_ledger = balances(f"supplier:{supplier}")
            last = Statement.objects.filter(supplier_id=supplier).latest("turn")
            assert [last.earned_paise, last.due_paise, last.under_way_paise] == [
                -of_ledger.get(each, 0) for each in OWED
            ]
            lines = StatementLine.objects.filter(supplier_id=supplier).aggregate(
                amount=Sum("amount_paise", default=0), tds=Sum("tds_paise", default=0)
            )
            assert lines["amount"] == last.closing_paise
            assert lines["tds"] == -of_ledger.get(Purpose.TAX_DEDUCTED, 0)
        assert find_differences() == []
        transaction.set_rollback(True)


def _move(number: int, what: str, supplier: int, paise: int, days_ago: int) -> None:
    party, key = f"supplier:{supplier}", f"sale:{number}:{what}"
    if what == "demand":
        issue_on_demand(supplier, by="staff:1")
    elif what == "period":
        period_over()
        go_through()
    elif what == "two suppliers":
        entry(key, Line(Purpose.SUPPLIER_PAYABLE, paise, party), Line(Purpose.SUPPLIER_PAYABLE, -paise, "supplier:9"))
    else:
        of_move = {
            "sale": (Purpose.BUYER_ADVANCE, "", Purpose.SUPPLIER_EARNED),
            "back": (Purpose.SUPPLIER_EARNED, party, Purpose.BUYER_RECEIVABLE),
            "due": (Purpose.SUPPLIER_EARNED, party, Purpose.SUPPLIER_PAYABLE),
            "paid": (Purpose.PAYOUT_UNDER_WAY, party, Purpose.BANK),
            "tds": (Purpose.SUPPLIER_EARNED, party, Purpose.TAX_DEDUCTED),
        }
        debit, of_debit, credit = of_move[what]
        of_credit = "" if credit in (Purpose.BUYER_RECEIVABLE, Purpose.BANK) else party
        entry(key, Line(debit, paise, of_debit), Line(credit, -paise, of_credit), days_ago=days_ago)
