"""What `odop_doctor` says of payout rails."""

from __future__ import annotations

import pytest

from odop_accounts.models import PayoutState
from odop_accounts.settings import PLUGIN_ID
from odop_accounts.transfers import deliverer
from odop_accounts.transfers.checks import check_rails
from odop_core.health import Problem
from odop_core.models import OutboxItem
from odop_core.retry import DELIVERY
from tests.factories import switch
from tests.odop_accounts.rails.simulator import Fault
from tests.odop_accounts.transfers.conftest import Shop, state_of


def test_a_rail_that_is_used_and_knows_us_is_well(shop: Shop) -> None:
    assert shop.rail in check_rails()


def test_a_rail_that_does_not_know_us_is_named_with_what_to_do(shop: Shop) -> None:
    # given
    switch(PLUGIN_ID, payout_rails=f"rest {shop.rail} NEFT")

    # then
    with pytest.raises(Problem, match="fill in"):
        check_rails()


def test_a_rail_that_is_not_used_is_not_asked(shop: Shop) -> None:
    # given
    switch(PLUGIN_ID, **shop.simulator.settings)

    # then
    assert "bank file" in check_rails()
    assert shop.simulator.asked == []


def test_approved_payouts_that_were_given_up_are_told(shop: Shop) -> None:
    # given
    shop.simulator.faults.append(Fault.TOO_MANY)
    key = shop.approved()
    deliverer.enqueue_approved()
    OutboxItem.objects.update(attempts=DELIVERY.attempts - 1)

    # when
    shop.send()

    # then
    assert state_of(key) == PayoutState.APPROVED
    with pytest.raises(Problem, match="1 approved payouts"):
        check_rails()
