"""`odop_doctor` compares payouts and ledger."""

from __future__ import annotations

import pytest

from odop_accounts.models import Payout, PayoutState
from odop_accounts.payouts.checks import check_payouts
from odop_core.health import Problem
from tests.odop_accounts.payouts.samples import payout_in

pytestmark = pytest.mark.django_db


def test_payouts_of_every_state_agree_with_the_books() -> None:
    # given
    for number, state in enumerate(PayoutState, 1):
        payout_in(state, number)

    # then
    assert check_payouts() == f"{len(PayoutState)} payouts agree"


@pytest.mark.parametrize("state", [PayoutState.PAID, PayoutState.SENT, PayoutState.FAILED])
def test_a_state_that_was_changed_by_hand_is_found(state: PayoutState) -> None:
    # given
    made = payout_in(PayoutState.PAID if state != PayoutState.PAID else PayoutState.SENT)
    Payout.objects.update(state=state)

    # then
    with pytest.raises(Problem, match=f"payout {made.pk}"):
        check_payouts()
