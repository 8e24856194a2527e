"""An approved payout goes to its rail once, and what becomes of it is recorded."""

from __future__ import annotations

from typing import Any

import pytest

from odop_accounts.ledger.checks import find_contradictions
from odop_accounts.models import Payout, PayoutState
from odop_accounts.payouts import states
from odop_accounts.payouts.approval import approve_batch
from odop_accounts.payouts.preparation import prepare_batch
from odop_accounts.posting.holds import place_hold
from odop_accounts.settings import PLUGIN_ID
from odop_accounts.transfers import deliverer
from odop_accounts.transfers.rails import load_rail
from odop_core.i18n import recall
from odop_core.models import OutboxItem
from odop_core.models.work import WorkState
from odop_core.queue import worker
from tests.factories import make_due, switch
from tests.odop_accounts.payouts.samples import APPROVER, PREPARER, due_to, gone_from_bank, owe, payee, under_way_to
from tests.odop_accounts.rails.simulator import Fault
from tests.odop_accounts.transfers.conftest import AMOUNT, Shop, sending, state_of


def test_an_approved_payout_is_sent_and_in_the_end_paid(shop: Shop) -> None:
    # given
    key = shop.approved()

    # when
    shop.send()

    # then
    assert state_of(key) == PayoutState.SENT
    assert Payout.objects.get(key=key).rail_reference

    # when
    shop.simulator.pay(key, utr="SBIN000012345678")
    shop.send_later()

    # then
    paid = Payout.objects.get(key=key)
    assert (paid.state, paid.utr) == (PayoutState.PAID, "SBIN000012345678")
    assert (due_to(), under_way_to(), gone_from_bank()) == (0, 0, AMOUNT)
    assert shop.simulator.paid_out() == {key: AMOUNT}
    assert find_contradictions() == []


def test_who_approves_sends_it_by_the_rail_of_its_amount(shop: Shop) -> None:
    # given
    switch(PLUGIN_ID, payout_rails=f"1000 {shop.rail} IMPS", **shop.simulator.settings)
    owe(payee(1), 1_000_00)
    owe(payee(2), 1_000_01)
    batch = prepare_batch(by=PREPARER)
    assert batch

    # when
    approve_batch(batch.pk, by=APPROVER)
    worker.run_due()

    # then
    small, large = Payout.objects.order_by("supplier_id")
    assert (small.state, small.rail, small.mode) == (PayoutState.SENT, shop.rail, "IMPS")
    assert (large.state, large.rail) == (PayoutState.APPROVED, "bank_file")
    assert shop.simulator.paid_out() == {small.key: 1_000_00}


def test_a_supplier_who_was_held_meanwhile_is_not_paid(shop: Shop) -> None:
    # given
    shop.simulator.faults.append(Fault.TOO_MANY)
    key = shop.approved()
    shop.send()
    place_hold(1, None, reason="A complaint.", by=PREPARER)

    # when
    shop.send_later()

    # then
    assert state_of(key) == PayoutState.CANCELLED
    assert shop.simulator.paid_out() == {}


def test_the_bank_statement_names_the_shop(shop: Shop) -> None:
    # given
    switch(PLUGIN_ID, payout_narration="Lucknow Haat", **shop.simulator.settings)
    key = shop.approved()

    # when
    shop.send()

    # then
    number = Payout.objects.get(key=key).pk
    asked = shop.simulator.asked[-1].json
    assert asked.get("narration", asked.get("transfer_remarks")) == f"Lucknow Haat {number}"


def test_what_a_statement_said_first_is_asked_for_nevertheless(shop: Shop) -> None:
    # given: somebody recorded it by hand before the worker came
    key = shop.approved()
    deliverer.enqueue_approved()
    states.record_sent(key)

    # when
    shop.send()

    # then
    assert shop.simulator.paid_out() == {}
    assert OutboxItem.objects.filter(key=f"look-up:{key}:1").exists()


def test_it_is_enqueued_once(shop: Shop) -> None:
    # given
    shop.approved()

    # then
    assert [deliverer.enqueue_approved() for _time in range(2)] == [1, 0]


def test_what_goes_by_bank_file_is_left_alone(shop: Shop) -> None:
    # given
    key = shop.approved(rail="bank_file")

    # when
    shop.send()

    # then
    assert state_of(key) == PayoutState.APPROVED


def test_a_rail_that_is_asked_too_often_leaves_it_approved(shop: Shop) -> None:
    # given
    shop.simulator.faults.append(Fault.TOO_MANY)
    key = shop.approved()

    # when
    shop.send()

    # then
    waiting = Payout.objects.get(key=key)
    assert waiting.state == PayoutState.APPROVED
    assert "429" in waiting.reason

    # when
    shop.send_later()

    # then
    assert state_of(key) == PayoutState.SENT


def test_what_was_called_off_meanwhile_is_not_sent(shop: Shop) -> None:
    # given
    shop.simulator.faults.append(Fault.TOO_MANY)
    key = shop.approved()
    shop.send()
    states.record_cancelled(key, "Not now.", by=PREPARER)

    # when
    shop.send_later()

    # then
    assert state_of(key) == PayoutState.CANCELLED
    assert shop.simulator.paid_out() == {}
    assert sending(key).state == WorkState.DONE


@pytest.mark.parametrize("changes", [{"ifsc": "NOTABANK"}, {"beneficiary_name": "रुखसाना बेगम"}, {"mode": "UPI"}])
def test_what_no_bank_would_carry_has_failed_and_is_due_again(shop: Shop, changes: dict[str, Any]) -> None:
    # given
    key = shop.approved(**changes)

    # when
    shop.send()

    # then
    failed = Payout.objects.get(key=key)
    assert failed.state == PayoutState.FAILED
    assert failed.reason
    assert (due_to(), under_way_to()) == (AMOUNT, 0)


def test_why_it_failed_is_said_in_the_readers_language(shop: Shop) -> None:
    # given
    key = shop.approved(beneficiary_name="रुखसाना बेगम")

    # when
    shop.send()

    # then
    reason = recall(Payout.objects.get(key=key).reason)
    assert "Latin letters" in reason.in_language("en")
    assert "अंग्रेज़ी अक्षरों" in reason.in_language("hi")


def test_wrong_keys_leave_it_approved_with_the_reason(shop: Shop) -> None:
    # given
    key = shop.approved()
    switch(
        PLUGIN_ID, **{**shop.simulator.settings, "razorpayx_key_secret": "wrong-one", "cashfree_client_id": "CF_wrong"}
    )

    # when
    shop.send()

    # then
    waiting = Payout.objects.get(key=key)
    assert waiting.state == PayoutState.APPROVED
    assert "401" in waiting.reason


def test_settings_that_cannot_be_read_leave_no_doubt(shop: Shop) -> None:
    # given
    key = shop.approved()
    switch(PLUGIN_ID, payout_rails="nonsense")

    # when
    shop.send()

    # then
    assert state_of(key) == PayoutState.APPROVED
    assert not sending(key).in_doubt


def test_while_the_plugin_is_off_nothing_is_sent(shop: Shop) -> None:
    # given
    key = shop.approved()
    switch(PLUGIN_ID, active=False, **shop.simulator.settings)

    # when
    shop.send()

    # then
    assert state_of(key) == PayoutState.APPROVED
    assert shop.simulator.asked == []


def test_without_money_it_waits_at_the_rail_or_fails_with_the_reason(shop: Shop) -> None:
    # given
    shop.simulator.balance_paise = 0
    key = shop.approved()

    # when
    shop.send()

    # then
    poor = Payout.objects.get(key=key)
    waits = load_rail(shop.rail).capabilities.waits_for_money
    assert poor.state == (PayoutState.SENT if waits else PayoutState.FAILED)
    assert "balance" in poor.reason.lower()
    assert shop.simulator.paid_out() == {}


def test_a_late_utr_is_asked_for(shop: Shop) -> None:
    # given
    key = shop.approved()
    shop.send()
    shop.simulator.pay(key)
    shop.send_later()
    early = Payout.objects.get(key=key)

    # when
    shop.simulator.pay(key, utr="SBIN000012345678")
    make_due(OutboxItem)
    shop.send()

    # then
    assert (early.state, early.utr) == (PayoutState.PAID, "")
    assert Payout.objects.get(key=key).utr == "SBIN000012345678"


def test_money_that_comes_back_is_due_again(shop: Shop) -> None:
    # given
    key = shop.approved()
    shop.send()
    shop.simulator.pay(key, utr="SBIN000012345678")
    shop.send_later()

    # when
    shop.simulator.give_back(key, "BENE_NAME_DIFFERS")
    shop.send_later()

    # then
    back = Payout.objects.get(key=key)
    assert back.state == PayoutState.RETURNED
    assert "BENE_NAME_DIFFERS" in back.reason
    assert (due_to(), gone_from_bank()) == (AMOUNT, 0)
    assert find_contradictions() == []
