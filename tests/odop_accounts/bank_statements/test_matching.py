"""What rows of bank statements mean for payouts, in whatever order and parts they come."""

from __future__ import annotations

import random

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st

from odop_accounts.models import (
    BankStatement,
    BankStatementMatch,
    BankStatementRow,
    Payout,
    PayoutIssue,
    PayoutState,
    PayoutStep,
)
from odop_accounts.payouts.approval import clear_issue
from odop_accounts.payouts.errors import PayoutRefused
from odop_consignment.models import Supplier
from tests.examples import examples
from tests.odop_accounts.bank_statements.samples import KEY, PAYMENT, RETURN, UTR, hand_in, row
from tests.odop_accounts.payouts.samples import CLERK, DUE, due_to, gone_from_bank, payout_in

pytestmark = pytest.mark.django_db
OTHER = "ODOPTEST00000002"


def found(key: str = KEY) -> tuple[str, str | None]:
    payout = Payout.objects.get(key=key)
    return payout.state, payout.issue


def test_a_payment_that_names_the_key_is_paid_with_its_utr() -> None:
    # given
    payout_in(PayoutState.SENT)

    # when
    hand_in(PAYMENT)

    # then
    payout = Payout.objects.get()
    assert (payout.state, payout.utr, str(payout.paid_on), payout.issue) == ("paid", UTR, "2026-11-24", None)
    assert gone_from_bank() == DUE


def test_a_return_by_the_utr_makes_it_due_again() -> None:
    # given
    payout_in(PayoutState.SENT)

    # when
    hand_in(PAYMENT, RETURN)

    # then
    assert found() == ("returned", None)
    assert (due_to(), gone_from_bank()) == (DUE, 0)


def test_a_return_that_came_before_its_payment_waits_for_it() -> None:
    # given
    payout_in(PayoutState.SENT)
    hand_in(RETURN)
    before = found()

    # when
    hand_in(PAYMENT)

    # then
    assert (before, found()) == (("sent", None), ("returned", None))


def test_the_same_and_an_overlapping_statement_change_nothing() -> None:
    # given
    payout_in(PayoutState.SENT)
    first = hand_in(PAYMENT)
    steps = PayoutStep.objects.count()

    # when
    again, overlapping = hand_in(PAYMENT), hand_in(PAYMENT, row("SALARY", debit="5.00"))

    # then
    assert again == first
    assert (overlapping.row_count, overlapping.new_count) == (2, 1)
    assert (BankStatementRow.objects.count(), BankStatement.objects.count()) == (2, 2)
    assert PayoutStep.objects.count() == steps


def test_two_equal_rows_of_a_file_are_kept_both_and_the_second_is_an_issue() -> None:
    # given
    payout_in(PayoutState.SENT)

    # when
    hand_in(PAYMENT, PAYMENT)

    # then
    assert found() == ("paid", PayoutIssue.STATEMENT_UNCLEAR)
    assert sorted(BankStatementMatch.objects.values_list("kind", flat=True)) == ["paid", "repeated"]


@pytest.mark.parametrize("amount", ["881.00", "8820.00"])
def test_another_amount_changes_no_state_and_is_an_issue(amount: str) -> None:
    # given
    payout_in(PayoutState.SENT)

    # when
    hand_in(row(debit=amount))

    # then
    assert found() == ("sent", PayoutIssue.AMOUNT_DIFFERS)


def test_a_utr_of_two_payouts_is_an_issue_of_both_and_changes_no_state() -> None:
    # given
    payout_in(PayoutState.PAID)
    payout_in(PayoutState.PAID, 2)
    Payout.objects.update(issue=None)

    # when
    hand_in(RETURN)

    # then
    assert found(KEY) == found(OTHER) == ("paid", PayoutIssue.UTR_SHARED)


def test_a_row_that_names_two_payouts_is_an_issue_of_both() -> None:
    # given
    payout_in(PayoutState.SENT)
    payout_in(PayoutState.SENT, 2)

    # when
    hand_in(row(f"{KEY} {OTHER}", debit="882.00"))

    # then
    assert found(KEY) == found(OTHER) == ("sent", PayoutIssue.STATEMENT_UNCLEAR)


def test_what_names_no_payout_is_kept_without_a_match() -> None:
    # given
    payout_in(PayoutState.SENT)

    # when
    hand_in(row("SALARY", debit="882.00"))

    # then
    assert found() == ("sent", None)
    assert BankStatementRow.objects.count() == 1
    assert not BankStatementMatch.objects.exists()


def test_a_payment_of_what_nobody_approved_is_an_issue() -> None:
    # given
    payout_in(PayoutState.PREPARED)

    # when
    hand_in(PAYMENT)

    # then
    assert found() == ("prepared", PayoutIssue.STATEMENT_UNCLEAR)


def test_a_return_of_what_is_called_failed_waits_for_its_payment() -> None:
    # given
    payout_in(PayoutState.FAILED)
    hand_in(row(f"RETURN {KEY}", credit="882.00"))
    before = found()

    # when
    hand_in(PAYMENT)

    # then
    assert before == ("failed", PayoutIssue.STATEMENT_UNCLEAR)
    assert found()[0] == "returned"
    assert due_to() == DUE


def test_who_is_the_supplier_leaves_their_own_payout_to_another_person() -> None:
    # given
    payout_in(PayoutState.PAID)
    Supplier.objects.update(user_id="user-own")
    hand_in(RETURN, by="user-own")
    before = found()

    # when
    hand_in(RETURN, by="user-2")

    # then
    assert (before[0], found()[0]) == ("paid", "returned")


def test_an_issue_that_a_person_settled_does_not_come_again() -> None:
    # given
    payout_in(PayoutState.SENT)
    wrong = row(debit="881.00")
    hand_in(wrong)

    # when
    clear_issue(Payout.objects.get().pk, reason="The bank took a rupee.", by=CLERK)
    hand_in(wrong, row("SALARY", debit="5.00"))

    # then
    assert found() == ("sent", None)
    with pytest.raises(PayoutRefused, match="no issue"):
        clear_issue(Payout.objects.get().pk, reason="Again.", by=CLERK)


def test_a_row_is_never_changed_or_deleted() -> None:
    # given
    hand_in(PAYMENT)

    # then
    for change in (lambda: BankStatementRow.objects.update(amount_paise=1), BankStatementRow.objects.all().delete):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            change()


LEDGER_OF_THE_BANK = [
    row(f"NEFT {KEY}", debit="882.00", reference=UTR, balance="9000.00"),
    row("SALARY", debit="882.00", balance="8118.00"),
    row("SALARY", debit="882.00", balance="7236.00"),
    row(f"NEFT {OTHER}", debit="882.00", reference="HDFCN52026112400002", balance="6354.00"),
    row(f"RETURN {UTR}", credit="882.00", day="25/11/26", balance="7236.00"),
    row("NEFT ODOPTEST00000003", debit="881.00", day="25/11/26", balance="6355.00"),
]


@examples(10, nightly=300)
@given(
    parts=st.lists(st.lists(st.sampled_from(LEDGER_OF_THE_BANK), min_size=1, max_size=6, unique=True), max_size=4),
    seed=st.integers(0, 999),
)
def test_however_rows_are_split_doubled_and_reordered_payouts_end_alike(parts: list[list[str]], seed: int) -> None:
    with transaction.atomic():
        # given
        for supplier_id in (1, 2, 3):
            payout_in(PayoutState.SENT, supplier_id)

        # when
        everything = [*parts, *([each] for each in LEDGER_OF_THE_BANK)]
        random.Random(seed).shuffle(everything)
        for part in everything:
            hand_in(*part)

        # then
        states = list(Payout.objects.order_by("key").values_list("state", "issue"))
        assert states == [("returned", None), ("paid", None), ("sent", PayoutIssue.AMOUNT_DIFFERS)]
        assert BankStatementRow.objects.count() == len(LEDGER_OF_THE_BANK)
        assert BankStatementMatch.objects.count() == 4
        transaction.set_rollback(True)
