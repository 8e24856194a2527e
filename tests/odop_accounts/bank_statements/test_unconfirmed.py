"""Payouts that the statements of their days do not show."""

from __future__ import annotations

from datetime import timedelta

import pytest

from odop_accounts.bank_statements.unconfirmed import mark_unconfirmed
from odop_accounts.models import Payout, PayoutIssue, PayoutState
from odop_accounts.payouts.approval import clear_issue
from odop_core.india.dates import today
from tests.odop_accounts.bank_statements.samples import hand_in, row
from tests.odop_accounts.payouts.samples import CLERK, payout_in

pytestmark = pytest.mark.django_db


def cover(days: int) -> None:
    """Statements without the payout, from today on for so many days."""
    first, last = today(), today() + timedelta(days=days)
    hand_in(*(row("SALARY", debit="5.00", day=f"{day:%d/%m/%Y}") for day in (first, last)))


@pytest.mark.parametrize(("days", "issue"), [(1, None), (10, PayoutIssue.NOT_CONFIRMED)])
def test_what_the_statements_of_its_days_do_not_show_is_an_issue(days: int, issue: PayoutIssue | None) -> None:
    # given
    payout_in(PayoutState.SENT)
    cover(days)

    # when
    mark_unconfirmed("hdfc")

    # then
    assert Payout.objects.get().issue == issue


def test_the_issue_goes_when_the_payment_is_found_and_does_not_come_again_when_it_was_settled() -> None:
    # given
    payout_in(PayoutState.SENT)
    payout_in(PayoutState.SENT, 2)
    cover(10)
    mark_unconfirmed("hdfc")

    # when
    hand_in(row("ODOPTEST00000001", debit="882.00"))
    clear_issue(Payout.objects.get(supplier_id=2).pk, reason="The bank will send it.", by=CLERK)
    mark_unconfirmed("hdfc")

    # then
    assert list(Payout.objects.order_by("key").values_list("state", "issue")) == [("paid", None), ("sent", None)]
