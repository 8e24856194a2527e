"""Which state may follow which, and that the money in the books follows the state.

Cases after public threads on payouts told twice and out of order (formancehq/stack 1464, envato/double_entry 114) and
RazorpayX' documents (UTR late, webhooks doubled, processed and then reversed).
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from odop_accounts.ledger.checks import find_contradictions
from odop_accounts.ledger.periods import close_books
from odop_accounts.models import JournalEntry, Payout, PayoutIssue, PayoutState, PayoutStep
from odop_accounts.models.payouts import OPEN_STATES
from odop_accounts.payouts import states
from odop_accounts.payouts.errors import WrongState
from odop_consignment.api.errors import UnknownRow
from odop_core.india import dates
from tests.examples import examples
from tests.odop_accounts.payouts.samples import (
    DUE,
    due_to,
    gone_from_bank,
    owe,
    payout,
    payout_in,
    tell,
    under_way_to,
)

pytestmark = pytest.mark.django_db

TOLD = ["approve", "sending", "unsent", "sent", "paid", "failed", "returned", "doubt", "cancelled"]


@pytest.mark.parametrize("state", PayoutState)
def test_money_stands_where_the_state_says(state: PayoutState) -> None:
    # given
    payout_in(state)

    # when
    due, under_way, gone = due_to(), under_way_to(), gone_from_bank()

    # then
    expected = {
        "supplier_payable": (DUE, 0, 0),
        "payout_under_way": (0, DUE, 0),
        "bank": (0, 0, DUE),
    }
    assert (due, under_way, gone) == expected[states.STANDS_ON[state].value]


@examples(25, nightly=500)
@given(told=st.lists(st.sampled_from(TOLD), max_size=12))
def test_whatever_is_told_in_whatever_order_no_paisa_is_lost_or_doubled(told: list[str]) -> None:
    with transaction.atomic():
        # given
        owe(1)
        made = payout()

        # when
        for what in told:
            before = Payout.objects.get(pk=made.pk)
            try:
                changed = tell(made.key, what)
            except WrongState:
                changed = False
            after = Payout.objects.get(pk=made.pk)

            # then
            assert changed == (_facts(before) != _facts(after))
            assert after.state == before.state or after.state in states.NEXT[PayoutState(before.state)]
            assert due_to() + under_way_to() + gone_from_bank() == DUE
            stands = {"supplier_payable": due_to(), "payout_under_way": under_way_to(), "bank": gone_from_bank()}
            assert stands[states.STANDS_ON[PayoutState(after.state)].value] == DUE
        assert find_contradictions() == []
        transaction.set_rollback(True)


def _facts(row: Payout) -> tuple[object, ...]:
    return (row.state, row.utr, row.issue, row.rail_reference)


@pytest.mark.parametrize("state", [state for state in PayoutState if state != PayoutState.PREPARED])
@pytest.mark.parametrize("what", ["sending", "sent", "paid", "failed", "returned", "doubt"])
def test_what_is_told_again_changes_nothing(state: PayoutState, what: str) -> None:
    # given
    made = payout_in(state)
    tell(made.key, what)
    entries, steps = JournalEntry.objects.count(), PayoutStep.objects.count()

    # when
    changed = tell(made.key, what)

    # then
    assert not changed
    assert (JournalEntry.objects.count(), PayoutStep.objects.count()) == (entries, steps)


@pytest.mark.parametrize("what", ["sending", "unsent", "sent", "paid", "failed", "returned", "doubt"])
def test_what_nobody_approved_is_neither_sent_nor_paid(what: str) -> None:
    # given
    made = payout_in(PayoutState.PREPARED)

    # then
    with pytest.raises(WrongState):
        tell(made.key, what)


@pytest.mark.parametrize(
    "state", [PayoutState.SENDING, PayoutState.SENT, PayoutState.IN_DOUBT, PayoutState.PAID, PayoutState.FAILED]
)
def test_what_the_rail_may_have_is_not_called_off(state: PayoutState) -> None:
    # given
    made = payout_in(state)

    # then
    with pytest.raises(WrongState, match=str(made.pk)):
        tell(made.key, "cancelled")


def test_only_one_hands_it_over() -> None:
    # given
    made = payout_in(PayoutState.APPROVED)

    # when
    first, second = tell(made.key, "sending"), tell(made.key, "sending")

    # then
    assert (first, second) == (True, False)


def test_what_the_rail_did_not_take_is_sent_again() -> None:
    # given
    made = payout_in(PayoutState.SENDING)

    # when
    tell(made.key, "unsent")

    # then
    assert tell(made.key, "sending")
    assert under_way_to() == DUE


def test_paid_after_it_was_called_failed_takes_the_money_and_is_an_issue() -> None:
    # given
    made = payout_in(PayoutState.FAILED)

    # when
    tell(made.key, "paid")

    # then
    made.refresh_from_db()
    assert (made.state, made.issue, due_to()) == (PayoutState.PAID, PayoutIssue.PAID_AFTER_FAILED, 0)


def test_called_failed_after_it_was_paid_is_an_issue() -> None:
    # given
    made = payout_in(PayoutState.PAID)

    # when
    tell(made.key, "failed")

    # then
    made.refresh_from_db()
    assert (made.state, made.issue) == (PayoutState.PAID, PayoutIssue.FAILED_AFTER_PAID)


def test_a_utr_may_come_later() -> None:
    # given
    made = payout_in(PayoutState.SENT)
    states.record_paid(made.key)

    # when
    changed = states.record_paid(made.key, utr="HDFCR1")

    # then
    made.refresh_from_db()
    assert (changed, made.utr) == (True, "HDFCR1")


@pytest.mark.parametrize(("utr", "issue"), [("HDFCR1", PayoutIssue.UTR_SHARED), ("", None)])
def test_a_utr_of_two_payouts_is_an_issue(utr: str, issue: str | None) -> None:
    # given
    other, made = payout_in(PayoutState.SENT), payout_in(PayoutState.SENT, 2)
    states.record_paid(other.key, utr="HDFCR1")

    # when
    states.record_paid(made.key, utr=utr)

    # then
    made.refresh_from_db()
    assert (made.state, made.issue) == (PayoutState.PAID, issue)


def test_another_utr_of_the_same_payout_is_an_issue() -> None:
    # given
    made = payout_in(PayoutState.PAID)
    first = made.utr

    # when
    states.record_paid(made.key, utr="HDFCR1")

    # then
    made.refresh_from_db()
    assert (made.utr, made.issue) == (first, PayoutIssue.UTR_CHANGED)


def test_what_the_bank_says_of_a_closed_day_is_entered_on_the_next() -> None:
    # given
    made = payout_in(PayoutState.SENT)
    yesterday = dates.today() - timedelta(days=1)
    close_books(yesterday, by="user:accountant")

    # when
    states.record_paid(made.key, paid_on=date(2026, 11, 25))

    # then
    made.refresh_from_db()
    assert made.paid_on == date(2026, 11, 25)
    assert JournalEntry.objects.get(kind="payout_paid").effective_on == yesterday + timedelta(days=1)


def test_a_key_nobody_knows_is_refused() -> None:
    with pytest.raises(UnknownRow):
        states.record_paid("ODOPNOBODYHASTHIS")


@pytest.mark.parametrize("state", OPEN_STATES)
def test_a_supplier_has_one_open_payout(state: PayoutState) -> None:
    # given
    payout_in(state)

    # then
    with pytest.raises(IntegrityError, match="odop_payout_one_open"), transaction.atomic():
        payout(key="ODOPSECONDONE000")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE odop_accounts_payout SET amount_paise = amount_paise * 10",
        "UPDATE odop_accounts_payout SET supplier_id = 2",
        "UPDATE odop_accounts_payout SET ifsc = 'HDFC0000001'",
        "UPDATE odop_accounts_payout SET approved_by = 'user:other'",
        "UPDATE odop_accounts_payout SET approved_by = prepared_by",
        "DELETE FROM odop_accounts_payout",
        "UPDATE odop_accounts_payoutstep SET moved_by = 'user:other'",
        "DELETE FROM odop_accounts_payoutstep",
    ],
)
def test_the_database_refuses_to_change_whom_how_much_and_who_approved(statement: str) -> None:
    # given
    payout_in(PayoutState.SENT)

    # then
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
