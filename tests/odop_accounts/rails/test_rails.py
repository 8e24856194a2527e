"""What every rail does, whatever goes wrong on the way, against the simulators' books.

The kinds of faults are those that the rails' public documents warn of (lost answers, 5xx after the money moved, doubled
and out-of-order webhooks, a UTR that comes late), and a lost answer taken for a failure, by which a seller was paid
twice (https://github.com/spree/spree/pull/14500).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from odop_accounts.rails.port import (
    BadTransfer,
    BadWebhook,
    RailUnavailable,
    RefusedTransfer,
    TransferInDoubt,
    TransferState,
)
from odop_core.security.signatures import BadSignature
from tests.odop_accounts.rails.conftest import Tried, transfer
from tests.odop_accounts.rails.simulator import Fault, Webhook

LOST = [Fault.BROKEN_AFTER, Fault.GATEWAY_TIMEOUT_AFTER, Fault.HANG_UP_AFTER, Fault.NONSENSE_AFTER]


def test_a_transfer_is_sent_and_paid(tried: Tried) -> None:
    # when
    sent = tried.rail.send(transfer())

    # then
    assert (sent.key, sent.state, sent.amount_paise) == ("odop_payout_1", TransferState.UNDER_WAY, 1_234_56)
    assert sent.rail_reference
    assert tried.simulator.of("odop_payout_1").account_number == "00111122233"

    # when
    tried.simulator.pay("odop_payout_1", utr="SBIN000012345678")

    # then
    found = tried.rail.look_up("odop_payout_1")
    assert found
    assert (found.state, found.utr) == (TransferState.PAID, "SBIN000012345678")


def test_the_utr_may_come_after_it_was_paid(tried: Tried) -> None:
    # given
    tried.rail.send(transfer())
    tried.simulator.pay("odop_payout_1")

    # when
    early = tried.rail.look_up("odop_payout_1")
    tried.simulator.pay("odop_payout_1", utr="SBIN000012345678")
    late = tried.rail.look_up("odop_payout_1")

    # then
    assert early
    assert (early.state, early.utr) == (TransferState.PAID, "")
    assert late
    assert late.utr == "SBIN000012345678"


@pytest.mark.parametrize("fault", LOST)
def test_a_lost_answer_is_in_doubt_and_found_again(tried: Tried, fault: Fault) -> None:
    # given
    tried.simulator.faults.append(fault)

    # when
    with pytest.raises(TransferInDoubt):
        tried.rail.send(transfer())

    # then
    found = tried.rail.look_up("odop_payout_1")
    assert found
    assert found.state is TransferState.UNDER_WAY

    # when it is sent again, though nobody should
    again = tried.rail.send(transfer())

    # then
    assert again.state is TransferState.UNDER_WAY
    assert tried.simulator.paid_out() == {"odop_payout_1": 1_234_56}


@pytest.mark.parametrize("fault", [Fault.BROKEN_BEFORE, Fault.HANG_UP_BEFORE])
def test_what_was_not_done_is_in_doubt_too_and_may_be_sent_again(tried: Tried, fault: Fault) -> None:
    # given
    tried.simulator.faults.append(fault)

    # when
    with pytest.raises(TransferInDoubt):
        tried.rail.send(transfer())

    # then
    assert tried.rail.look_up("odop_payout_1") is None
    tried.rail.send(transfer())
    assert tried.simulator.paid_out() == {"odop_payout_1": 1_234_56}


def test_asked_too_often_it_says_when_to_come_back(tried: Tried) -> None:
    # given
    tried.simulator.faults.append(Fault.TOO_MANY)

    # when
    with pytest.raises(RailUnavailable) as refused:
        tried.rail.send(transfer())

    # then
    assert refused.value.retry_after == timedelta(seconds=7)
    assert not refused.value.account_trouble
    assert tried.simulator.paid_out() == {}


def test_who_cannot_be_reached_has_surely_got_nothing(tried: Tried) -> None:
    # given
    nobody = "http://127.0.0.1:9/v1"
    rail = tried.with_settings(razorpayx_base_url=nobody, cashfree_base_url=nobody)

    # then
    with pytest.raises(RailUnavailable):
        rail.send(transfer())
    with pytest.raises(RailUnavailable):
        rail.look_up("odop_payout_1")


@pytest.mark.parametrize("missing", ["wrong", ""])
def test_wrong_and_missing_keys_are_the_accounts_trouble(tried: Tried, missing: str) -> None:
    # given
    secret = "wrong-secret" if missing else ""
    rail = tried.with_settings(razorpayx_key_secret=secret, cashfree_client_secret=secret)

    # then
    for ask in (lambda: rail.send(transfer()), lambda: rail.look_up("odop_payout_1"), rail.check_account):
        with pytest.raises(RailUnavailable) as refused:
            ask()
        assert refused.value.account_trouble


def test_a_wrong_address_is_the_accounts_trouble(tried: Tried) -> None:
    # given
    wrong = f"{tried.simulator.address}/elsewhere"
    rail = tried.with_settings(razorpayx_base_url=wrong, cashfree_base_url=wrong)

    # then
    with pytest.raises(RailUnavailable) as refused:
        rail.look_up("odop_payout_1")
    assert refused.value.account_trouble


def test_keys_that_work_are_found_to_work(tried: Tried) -> None:
    tried.rail.check_account()


@pytest.mark.parametrize(
    "changes",
    [{"ifsc": "NOTANIFSC"}, {"beneficiary_name": "शबाना बेगम"}, {"beneficiary_name": "---"}, {"beneficiary_name": ""}],
)
def test_a_transfer_that_no_bank_could_carry_is_refused_for_good(tried: Tried, changes: dict[str, Any]) -> None:
    with pytest.raises(RefusedTransfer):
        tried.rail.send(replace(transfer(), **changes))
    assert tried.simulator.paid_out() == {}


@pytest.mark.parametrize("name", ["M. Shabana-Begum", "O'Brien & Sons", "José Á. Lima", "  Ram   Lal "])
def test_signs_in_names_and_words_do_not_stop_a_transfer(tried: Tried, name: str) -> None:
    tried.rail.send(transfer(beneficiary_name=name, narration="ODOP: Mart – नवंबर/2026, statement 14 of the long list"))
    assert len(tried.simulator.payments) == 1


def test_a_key_that_stands_for_another_transfer_shows_that_one(tried: Tried) -> None:
    # given
    tried.rail.send(transfer())

    # when
    shown = tried.rail.send(transfer(amount_paise=9_999_99))

    # then
    assert shown.amount_paise == 1_234_56
    assert tried.simulator.paid_out() == {"odop_payout_1": 1_234_56}


def test_money_that_comes_back_after_it_was_paid(tried: Tried) -> None:
    # given
    tried.rail.send(transfer())
    tried.simulator.pay("odop_payout_1", utr="SBIN000012345678")

    # when
    tried.simulator.give_back("odop_payout_1", "BENE_NAME_DIFFERS")

    # then
    found = tried.rail.look_up("odop_payout_1")
    assert found
    assert found.state is TransferState.RETURNED
    assert "BENE_NAME_DIFFERS" in found.reason


def test_why_it_failed_is_told_without_the_number_of_the_account(tried: Tried) -> None:
    # given
    tried.rail.send(transfer())

    # when
    tried.simulator.fail("odop_payout_1", "account 00111122233 is closed")

    # then
    found = tried.rail.look_up("odop_payout_1")
    assert found
    assert found.state is TransferState.FAILED
    assert "closed" in found.reason
    assert "00111122233" not in found.reason


def test_a_status_that_is_new_to_us_is_no_end(tried: Tried) -> None:
    # given
    tried.rail.send(transfer())
    tried.simulator.of("odop_payout_1").status = "on_the_moon"

    # then
    found = tried.rail.look_up("odop_payout_1")
    assert found
    assert found.state is TransferState.UNDER_WAY


def test_paise_arrive_as_they_were_sent(tried: Tried) -> None:
    # given
    amounts = [100, 101, 1_10, 1_235, 4_99_99, 19_99_999, 1_23_45_678]

    # when
    for at, amount in enumerate(amounts):
        tried.rail.send(transfer(f"odop_payout_{at}", amount))

    # then
    assert [payment.amount_paise for payment in tried.simulator.payments] == amounts


def test_one_account_is_made_known_once(tried: Tried) -> None:
    # when
    for at in range(3):
        tried.rail.send(transfer(f"odop_payout_{at}"))

    # then
    made = getattr(tried.simulator, "fund_accounts", None) or getattr(tried.simulator, "beneficiaries", None)
    assert len(made or ()) == 1


def test_webhooks_tell_what_became_of_it_in_any_order_and_twice(tried: Tried) -> None:
    # given
    tried.rail.send(transfer())
    tried.simulator.pay("odop_payout_1", utr="SBIN000012345678")
    tried.simulator.give_back("odop_payout_1", "ACCOUNT_BLOCKED")
    paid, returned = tried.simulator.webhooks

    # when
    told = [tried.rail.parse_webhook(hook.headers, hook.body) for hook in (returned, paid, paid)]

    # then
    states = [status.state for status in told if status]
    assert states == [TransferState.RETURNED, TransferState.PAID, TransferState.PAID]
    assert {status.key for status in told if status} == {"odop_payout_1"}


def test_a_webhook_that_was_tampered_with_is_refused(tried: Tried) -> None:
    # given
    tried.rail.send(transfer())
    tried.simulator.pay("odop_payout_1", utr="SBIN000012345678")
    hook = tried.simulator.webhooks[0]
    tampered = [
        ({}, hook.body),
        (hook.headers, hook.body.replace(b"odop_payout_1", b"odop_payout_2")),
        ({name: value[::-1] for name, value in hook.headers.items()}, hook.body),
        (dict.fromkeys(hook.headers, "é"), hook.body),
    ]

    # then
    for headers, body in tampered:
        with pytest.raises(BadSignature):
            tried.rail.parse_webhook(headers, body)


def test_without_a_secret_no_webhook_is_genuine(tried: Tried, sign: Callable[[str, str], Webhook]) -> None:
    # given
    rail = tried.with_settings(razorpayx_webhook_secret="", cashfree_client_secret="")
    hook = sign(tried.name, "payout.processed")

    # then
    with pytest.raises(BadSignature):
        rail.parse_webhook(hook.headers, hook.body)


@pytest.mark.parametrize("event", ["transaction.created", "LOW_BALANCE_ALERT", "payout.downtime.started"])
def test_webhooks_about_something_else_tell_nothing(
    tried: Tried, event: str, sign: Callable[[str, str], Webhook]
) -> None:
    # given
    hook = sign(tried.name, event)

    # then
    assert tried.rail.parse_webhook(hook.headers, hook.body) is None


def test_a_genuine_webhook_that_nobody_can_read_says_so(tried: Tried, sign: Callable[[str, str], Webhook]) -> None:
    # given
    hook = sign(tried.name, "payout.processed" if tried.name == "razorpayx" else "TRANSFER_SUCCESS")

    # then
    with pytest.raises(BadWebhook):
        tried.rail.parse_webhook(hook.headers, hook.body)


def test_what_the_table_of_capabilities_says_is_true(tried: Tried) -> None:
    # given
    can = tried.rail.capabilities
    tried.rail.send(transfer())

    # when it is sent again, as it is
    asked = len(tried.simulator.asked)
    tried.rail.send(transfer())

    # then the rail answered it, or refused it as known and was asked what became of it
    looked_up = any(request.method == "GET" for request in tried.simulator.asked[asked:])
    assert looked_up is not can.repeat_answers

    # when there is no money
    tried.simulator.balance_paise = 0
    poor = tried.rail.send(transfer("odop_payout_2"))

    # then
    assert poor.state is (TransferState.UNDER_WAY if can.waits_for_money else TransferState.FAILED)
    assert poor.reason


@pytest.mark.parametrize("key", ["", "abc", "a" * 37, "with-dash", "with space", "हिंदी", "new\nline"])
def test_no_transfer_has_a_key_that_a_rail_would_refuse(key: str) -> None:
    with pytest.raises(BadTransfer):
        replace(transfer(), key=key)


def test_no_transfer_is_of_nothing() -> None:
    with pytest.raises(BadTransfer):
        replace(transfer(), amount_paise=0)
