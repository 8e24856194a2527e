"""What nobody saw the end of is looked up, and sent again only where the rail does not know it.

Cases after public threads on payouts that were paid twice: a lost answer taken for a failure (spree/spree 14500), a
conflict taken for a failure (pulgueta/wompi-node 35), and what the rails' documents warn of.
"""

from __future__ import annotations

import pytest

from odop_accounts.models import Payout, PayoutIssue, PayoutState
from odop_accounts.payouts import states
from odop_accounts.rails.port import Mode, Transfer
from odop_accounts.transfers import deliverer
from odop_accounts.transfers.rails import load_rail
from odop_core.models import OutboxItem
from odop_core.models.work import WorkState
from odop_core.retry import DELIVERY
from tests.odop_accounts.payouts.samples import due_to
from tests.odop_accounts.rails.simulator import Fault
from tests.odop_accounts.transfers.conftest import AMOUNT, Shop, sending, state_of

AFTER = [Fault.BROKEN_AFTER, Fault.GATEWAY_TIMEOUT_AFTER, Fault.HANG_UP_AFTER, Fault.NONSENSE_AFTER]
BEFORE = [Fault.BROKEN_BEFORE, Fault.HANG_UP_BEFORE]


@pytest.mark.parametrize("fault", AFTER)
def test_a_lost_answer_is_in_doubt_until_the_rail_was_asked(shop: Shop, fault: Fault) -> None:
    # given
    shop.simulator.faults.append(fault)
    key = shop.approved()

    # when
    shop.send()

    # then
    assert state_of(key) == PayoutState.IN_DOUBT

    # when
    asked = len(shop.simulator.asked)
    shop.send_later()

    # then
    assert {request.method for request in shop.simulator.asked[asked:]} == {"GET"}
    assert state_of(key) == PayoutState.SENT
    assert shop.simulator.paid_out() == {key: AMOUNT}


@pytest.mark.parametrize("fault", BEFORE)
def test_what_the_rail_does_not_know_is_sent_again(shop: Shop, fault: Fault) -> None:
    # given
    shop.simulator.faults.append(fault)
    key = shop.approved()

    # when
    shop.send()
    shop.send_later()

    # then
    assert state_of(key) == PayoutState.SENT
    assert shop.simulator.paid_out() == {key: AMOUNT}


@pytest.mark.parametrize("was_sent", [True, False])
def test_who_follows_a_killed_worker_asks_first(shop: Shop, was_sent: bool) -> None:
    # given: it died after its attempt had begun
    key = shop.approved()
    deliverer.enqueue_approved()
    OutboxItem.objects.update(in_doubt=True, attempts=1)
    states.record_sending(key)
    if was_sent:
        transfer = Transfer(key, AMOUNT, "Rukhsana Begum", "123456789012", "SBIN0001234", Mode.IMPS, "another")
        load_rail(shop.rail).send(transfer)

    # when
    shop.send_later()

    # then
    assert state_of(key) == PayoutState.SENT
    assert shop.simulator.paid_out() == {key: AMOUNT}


def test_what_was_never_answered_stays_in_doubt_and_is_asked_for(shop: Shop) -> None:
    # given: the last attempt, too, hears nothing
    shop.simulator.faults.append(Fault.HANG_UP_AFTER)
    key = shop.approved()
    deliverer.enqueue_approved()
    OutboxItem.objects.update(attempts=DELIVERY.attempts - 1)

    # when
    shop.send()

    # then
    assert sending(key).state == WorkState.DEAD
    assert state_of(key) == PayoutState.IN_DOUBT

    # when
    shop.simulator.pay(key, utr="SBIN000012345678")
    shop.send_later()

    # then
    assert state_of(key) == PayoutState.PAID


def test_a_payout_in_doubt_has_failed_when_nobody_sends_it_and_the_rail_never_heard_of_it(shop: Shop) -> None:
    # given
    shop.simulator.faults.append(Fault.HANG_UP_BEFORE)
    key = shop.approved()
    deliverer.enqueue_approved()
    OutboxItem.objects.update(attempts=DELIVERY.attempts - 1)
    shop.send()

    # when it is asked at once, while something may still be on its way
    shop.send_later()

    # then
    assert state_of(key) == PayoutState.IN_DOUBT

    # when it is asked hours later
    given_up = sending(key)
    OutboxItem.objects.filter(pk=given_up.pk).update(finished_at="2026-11-01T10:00:00Z")
    shop.send_later()

    # then
    assert state_of(key) == PayoutState.FAILED
    assert due_to() == AMOUNT

    # when somebody replays it nevertheless
    OutboxItem.objects.filter(pk=given_up.pk).update(state=WorkState.WAITING, attempts=0)
    shop.send_later()

    # then
    assert shop.simulator.paid_out() == {}


def test_another_amount_under_our_key_is_for_a_person(shop: Shop) -> None:
    # given
    key = shop.approved()
    other = Transfer(key, 1_00, "Rukhsana Begum", "123456789012", "SBIN0001234", Mode.IMPS, "another")
    load_rail(shop.rail).send(other)

    # when
    shop.send()

    # then
    odd = Payout.objects.get(key=key)
    assert (odd.state, odd.issue) == (PayoutState.IN_DOUBT, PayoutIssue.AMOUNT_DIFFERS)
    assert shop.simulator.paid_out() == {key: 1_00}
