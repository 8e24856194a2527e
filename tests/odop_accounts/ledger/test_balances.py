from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from odop_accounts.ledger.balances import account_lines, balance, balances, trial_balance
from odop_accounts.ledger.chart import Purpose
from odop_accounts.ledger.checks import find_contradictions
from odop_accounts.ledger.entries import Entry, Line, post_entries
from odop_accounts.models import DayTotal
from tests.odop_accounts.ledger.samples import MONDAY, RUKHSANA, TUESDAY, WEDNESDAY, sold

pytestmark = pytest.mark.django_db


def test_account_nobody_used_stands_at_zero() -> None:
    assert balance(Purpose.BANK) == 0
    assert balances("supplier:404") == {}
    assert trial_balance() == {}
    assert list(account_lines(Purpose.BANK, "", MONDAY, WEDNESDAY)) == []


def test_entry_of_an_earlier_day_moves_all_later_balances() -> None:
    # given
    post_entries([sold("sale:1:delivered", WEDNESDAY)])

    # when
    post_entries([sold("sale:2:delivered", MONDAY)])

    # then
    days = (MONDAY - timedelta(days=1), MONDAY, TUESDAY, WEDNESDAY)
    assert [balance(Purpose.COMMISSION, at=day) for day in days] == [0, -11_800, -11_800, -23_600]


def test_balances_of_a_party_are_of_all_its_accounts() -> None:
    # given
    paid = (Line(Purpose.SUPPLIER_PAYABLE, 50_000, RUKHSANA), Line(Purpose.PAYOUT_UNDER_WAY, -50_000, RUKHSANA))
    post_entries([sold(), Entry("payout:1", "payout", "payout:1", WEDNESDAY, paid), sold("x", party="supplier:2")])

    # then
    assert balances(RUKHSANA) == {Purpose.SUPPLIER_PAYABLE: -56_200, Purpose.PAYOUT_UNDER_WAY: -50_000}


def test_lines_of_an_account_come_with_the_balance_after_each() -> None:
    # given: one before the days asked for, one later than the other but posted first, one after
    post_entries([sold("a", MONDAY - timedelta(days=40)), sold("b", WEDNESDAY), sold("c", MONDAY)])
    post_entries([sold("d", WEDNESDAY + timedelta(days=1))])

    # when
    lines = list(account_lines(Purpose.COMMISSION, "", MONDAY, WEDNESDAY))

    # then
    assert [(line.effective_on, line.balance) for line in lines] == [(MONDAY, -23_600), (WEDNESDAY, -35_400)]


@pytest.mark.parametrize("entries", [10, 200])
def test_balance_takes_one_query_over_days_however_many_entries(entries: int, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    # given
    post_entries(sold(f"sale:{number}") for number in range(entries))

    # then
    with django_assert_num_queries(1):
        assert balance(Purpose.COMMISSION) == -11_800 * entries
    assert DayTotal.objects.count() == 3


ENTRIES = st.lists(
    st.tuples(
        st.integers(0, 40), st.sampled_from(["supplier:1", "supplier:2"]), st.integers(10, 10**12),
        st.sampled_from(["INR", "USD"]),
    ),
    max_size=12,
)  # fmt: skip


class Books(TestCase):
    @settings(max_examples=25, deadline=None)
    @given(ENTRIES, st.integers(0, 45))
    def test_balances_are_the_sums_of_the_lines_on_every_day(
        self, drawn: list[tuple[int, str, int, str]], until: int
    ) -> None:
        # given
        entries = [
            replace(sold(f"sale:{turn}", MONDAY - timedelta(days=days), amount, party), currency=currency)
            for turn, (days, party, amount, currency) in enumerate(drawn)
        ]

        # when
        for entry in entries:
            post_entries([entry])

        # then
        at = MONDAY - timedelta(days=until)
        for currency in ("INR", "USD"):
            for party in ("supplier:1", "supplier:2"):
                assert balance(Purpose.SUPPLIER_PAYABLE, party, currency=currency, at=at) == sum(
                    line.amount
                    for entry in entries
                    if entry.effective_on <= at and entry.currency == currency
                    for line in entry.lines
                    if line.party == party
                )
            assert sum(trial_balance(currency=currency, at=at).values()) == 0
        assert find_contradictions() == []
