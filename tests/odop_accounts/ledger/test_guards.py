"""What the database refuses whoever writes, in the application's own role: each way that a person with psql might try.

A way is the rule that stands against it, and the statements of one transaction.
"""

# ruff: noqa: S608  (the statements are written here)

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import cast

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from odop_accounts.ledger.balances import trial_balance
from odop_accounts.ledger.chart import Purpose
from odop_accounts.ledger.checks import find_contradictions
from odop_accounts.ledger.entries import Entry, Line, post_entries, reverse_entry
from odop_accounts.ledger.periods import close_books
from odop_accounts.models import JournalEntry
from tests.odop_accounts.ledger.samples import TUESDAY, sold

pytestmark = pytest.mark.django_db(transaction=True)

ENTRY = (
    "INSERT INTO odop_accounts_journalentry (key, kind, source, effective_on, recorded_by, currency, narration)"
    " VALUES ('k', 'by hand', 's', '2026-11-24', 'me', 'INR', '')"
)
NEW = "currval('odop_accounts_journalentry_id_seq')"
BANK, GATEWAY, DOLLARS = (
    f"(SELECT id FROM odop_accounts_account WHERE purpose = '{purpose}' AND currency = '{currency}')"
    for purpose, currency in [("bank", "INR"), ("gateway", "INR"), ("bank", "USD")]
)
OLD = "(SELECT id FROM odop_accounts_journalentry WHERE key = 'sale:1:delivered')"
REVERSED = "(SELECT id FROM odop_accounts_journalentry WHERE key = 'sale:2:delivered')"
REVERSAL = "(SELECT id FROM odop_accounts_journalentry WHERE key = 'sale:2:refunded')"


def lines(*rows: tuple[str, int], entry: str = NEW, day: str = "2026-11-24") -> str:
    values = ", ".join(f"({entry}, {account}, {amount}, DATE '{day}')" for account, amount in rows)
    return f"INSERT INTO odop_accounts_journalline (entry_id, account_id, amount, effective_on) VALUES {values}"


CLOSING = "INSERT INTO odop_accounts_periodclosing (closed_until, closed_by, remark) VALUES ({}, 'me', '')"
GOOD_LINES = lines((BANK, 5), (GATEWAY, -5))
WAYS = {
    "an entry without lines": ("odop_entry_has_lines", [ENTRY]),
    "an entry that does not balance": ("odop_entry_balances", [ENTRY, lines((BANK, 5), (GATEWAY, -4))]),
    "lines in two statements": ("odop_entry_balances", [ENTRY, lines((BANK, 5)), lines((GATEWAY, -5))]),
    "more lines for an entry of this transaction": ("odop_entry_whole", [ENTRY, GOOD_LINES, GOOD_LINES]),
    "more lines behind an early check": ("odop_entry_whole", [
        ENTRY, GOOD_LINES, "SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL DEFERRED", GOOD_LINES
    ]),
    "lines taken away behind an early check": ("odop_ledger_stays", [
        ENTRY, GOOD_LINES, "SET CONSTRAINTS ALL IMMEDIATE",
        f"DELETE FROM odop_accounts_journalline WHERE entry_id = {NEW}",
    ]),
    "more lines for an old entry": ("odop_entry_whole", [lines((BANK, 5), (GATEWAY, -5), entry=OLD)]),
    "a line of nothing": ("odop_line_amount", [ENTRY, lines((BANK, 0), (GATEWAY, 0))]),
    "lines of another day": ("odop_entry_uniform", [ENTRY, lines((BANK, 5), (GATEWAY, -5), day="2026-11-25")]),
    "lines of two currencies": ("odop_entry_uniform", [ENTRY, lines((DOLLARS, 5), (GATEWAY, -5))]),
    "lines of no account": ("odop_entry_uniform", [ENTRY, lines(("0", 5), (GATEWAY, -5))]),
    "a key that is there": ("odop_accounts_journalentry_key_key", [
        ENTRY.replace("'k'", "'sale:1:delivered'"), GOOD_LINES
    ]),
    "a key of nothing": ("odop_entry_has_key", [ENTRY.replace("'k'", "''"), GOOD_LINES]),
    "a day that is closed": ("odop_period_closed", [
        ENTRY.replace("2026-11-24", "2026-10-31"), lines((BANK, 5), (GATEWAY, -5), day="2026-10-31")
    ]),
    "a day to come": ("odop_entry_in_future", [
        ENTRY.replace("2026-11-24", "2999-01-01"), lines((BANK, 5), (GATEWAY, -5), day="2999-01-01")
    ]),
    "a moment of its own": ("odop_entry_recorded_now", [
        ENTRY.replace("narration)", "narration, recorded_at)").replace("'')", "'', '2020-01-01')"), GOOD_LINES
    ]),
    "a second reversal": ("odop_accounts_journalentry_reversal_of_id_key", [
        ENTRY.replace("narration)", "narration, reversal_of_id)").replace("'')", f"'', {REVERSED})"), GOOD_LINES
    ]),
    "a reversal of a reversal": ("odop_reversal_fits", [
        ENTRY.replace("narration)", "narration, reversal_of_id)").replace("'')", f"'', {REVERSAL})"), GOOD_LINES
    ]),
    "a reversal of something else": ("odop_reversal_whole", [
        ENTRY.replace("narration)", "narration, reversal_of_id)").replace("'')", f"'', {OLD})"), GOOD_LINES
    ]),
    "another amount": ("odop_ledger_stays", ["UPDATE odop_accounts_journalline SET amount = amount * 2"]),
    "another day": ("odop_ledger_stays", ["UPDATE odop_accounts_journalentry SET effective_on = '2026-11-25'"]),
    "another word": ("odop_ledger_stays", ["UPDATE odop_accounts_journalentry SET narration = 'x'"]),
    "another account": ("odop_ledger_stays", ["UPDATE odop_accounts_account SET party = 'me'"]),
    "another day's total": ("odop_ledger_follows", ["UPDATE odop_accounts_daytotal SET debit = debit + 1"]),
    "a day's total of one's own": ("odop_ledger_follows", [
        f"INSERT INTO odop_accounts_daytotal (account_id, day, debit, credit) VALUES ({BANK}, '2020-01-01', 9, 0)"
    ]),
    "a conflict that updates": ("odop_ledger_stays", [
        ENTRY.replace("'k'", "'sale:1:delivered'") + " ON CONFLICT (key) DO UPDATE SET narration = 'x'"
    ]),
    "merge": ("odop_ledger_stays", [
        "MERGE INTO odop_accounts_journalline USING (SELECT 1) AS one ON true WHEN MATCHED THEN UPDATE SET amount = 1"
    ]),
    "fewer lines": ("odop_ledger_stays", ["DELETE FROM odop_accounts_journalline"]),
    "fewer entries": ("odop_ledger_stays", ["DELETE FROM odop_accounts_journalentry"]),
    "fewer totals": ("odop_ledger_stays", ["DELETE FROM odop_accounts_daytotal"]),
    "fewer accounts": ("odop_ledger_stays", ["DELETE FROM odop_accounts_account"]),
    "no lines at all": ("odop_ledger_stays", ["TRUNCATE odop_accounts_journalline"]),
    "nothing at all": ("odop_ledger_stays", ["TRUNCATE odop_accounts_account CASCADE"]),
    "no totals": ("odop_ledger_stays", ["TRUNCATE odop_accounts_daytotal"]),
    "books opened again": ("odop_ledger_follows", ["UPDATE odop_accounts_books SET closed_until = NULL"]),
    "books without their row": ("odop_ledger_stays", ["DELETE FROM odop_accounts_books"]),
    "more books": ("odop_ledger_follows", ["INSERT INTO odop_accounts_books (id, closed_until) VALUES (2, NULL)"]),
    "a closing taken back": ("odop_ledger_stays", ["DELETE FROM odop_accounts_periodclosing"]),
    "a closing backwards": ("odop_closing_forward", [
        CLOSING.format("DATE '2026-09-30'")
    ]),
    "a closing of today": ("odop_closing_forward", [
        CLOSING.format("(now() AT TIME ZONE 'Asia/Kolkata')::date")
    ]),
}  # fmt: skip


@pytest.fixture
def books() -> None:
    """Books with entries, a reversal and a closed month."""
    moved = (Line(Purpose.BANK, 700), Line(Purpose.GATEWAY, -700))
    rupees = Entry("moved", "gateway_paid", "gateway:1", TUESDAY, moved)
    second = sold("sale:2:delivered")
    post_entries([sold(), second, rupees, replace(rupees, key="dollars", currency="USD")])
    number = JournalEntry.objects.get(key=second.key).pk
    reverse_entry(number, key="sale:2:refunded", effective_on=TUESDAY, narration="", recorded_by="me")
    close_books(date(2026, 10, 31), by="user-1")


def by_hand(statements: list[str]) -> None:
    """In one transaction, as the application's role. Raises DatabaseError."""
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.mark.usefixtures("books")
@pytest.mark.parametrize("way", WAYS)
def test_database_refuses(way: str) -> None:
    # given
    before = trial_balance(), trial_balance(currency="USD"), JournalEntry.objects.count()

    # when
    rule, statements = WAYS[way]
    with pytest.raises(DatabaseError) as refused:
        by_hand(statements)

    # then
    assert cast("psycopg.Error", refused.value.__cause__).diag.constraint_name == rule
    assert (trial_balance(), trial_balance(currency="USD"), JournalEntry.objects.count()) == before
    assert find_contradictions() == []


@pytest.mark.usefixtures("books")
def test_what_is_right_is_taken_by_hand_as_well() -> None:
    # when
    by_hand([ENTRY, GOOD_LINES])

    # then
    assert trial_balance()[Purpose.BANK] == 705


@pytest.mark.usefixtures("books")
def test_who_closes_the_books_waits_for_who_is_posting() -> None:
    # given: an entry of November that is not committed yet
    until = date(2026, 11, 24)
    with psycopg.connect(**connection.get_connection_params()) as other:
        other.execute(ENTRY)

        # then
        with pytest.raises(DatabaseError, match="lock timeout"):
            by_hand(["SET LOCAL lock_timeout = '50ms'", CLOSING.format(f"DATE '{until}'")])
        other.rollback()
    close_books(until + timedelta(days=1), by="me")


@pytest.mark.usefixtures("books")
def test_old_view_of_the_books_does_not_see_them_open() -> None:
    """A transaction that began before the closing, at an isolation level that shows it the past."""
    # given
    with psycopg.connect(**connection.get_connection_params()) as other:
        other.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        other.execute("SELECT * FROM odop_accounts_books")
        close_books(date(2026, 11, 24), by="me")

        # then
        with pytest.raises(psycopg.errors.SerializationFailure):
            other.execute(ENTRY)
        other.rollback()
