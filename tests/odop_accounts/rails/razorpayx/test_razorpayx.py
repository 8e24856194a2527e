"""What is RazorpayX' own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from odop_accounts.rails.port import RailUnavailable, TransferInDoubt, TransferState
from odop_accounts.rails.razorpayx import RazorpayX
from odop_accounts.settings import AccountsSettings
from odop_core.plugin.configuration import parse_settings
from tests.odop_accounts.rails.conftest import transfer
from tests.odop_accounts.rails.razorpayx.simulator import RazorpayXSimulator
from tests.odop_accounts.rails.simulator import Said


@pytest.fixture
def simulator() -> Iterator[RazorpayXSimulator]:
    with RazorpayXSimulator() as one:
        yield one


def rail(simulator: RazorpayXSimulator) -> RazorpayX:
    return RazorpayX(parse_settings(AccountsSettings, simulator.settings))


def test_our_key_is_the_idempotency_key_and_the_reference(simulator: RazorpayXSimulator) -> None:
    # when
    rail(simulator).send(transfer())

    # then
    (asked,) = simulator.asked
    assert asked.headers["x-payout-idempotency"] == asked.json["reference_id"] == "odop_payout_1"
    assert asked.json["fund_account"]["bank_account"] == {
        "name": "Shabana Begum", "ifsc": "SBIN0001234", "account_number": "00111122233",
    }  # fmt: skip


def test_the_same_transfer_is_asked_for_in_the_same_words(simulator: RazorpayXSimulator) -> None:
    # when
    for _time in range(2):
        rail(simulator).send(transfer())

    # then
    first, second = simulator.asked
    assert first.body == second.body


def test_a_request_that_is_still_worked_at_is_in_doubt(simulator: RazorpayXSimulator) -> None:
    # given
    simulator.busy.add("odop_payout_1")

    # then
    with pytest.raises(TransferInDoubt):
        rail(simulator).send(transfer())


def test_without_money_a_payout_waits_and_goes_on_by_itself(simulator: RazorpayXSimulator) -> None:
    # given
    simulator.balance_paise = 0
    queued = rail(simulator).send(transfer())

    # when
    simulator.add_money(10_000_00)
    simulator.pay("odop_payout_1", utr="SBIN000012345678")

    # then
    assert queued.state is TransferState.UNDER_WAY
    assert "insufficient balance" in queued.reason
    found = rail(simulator).look_up("odop_payout_1")
    assert found
    assert found.state is TransferState.PAID
    assert simulator.paid_out() == {"odop_payout_1": 1_234_56}


@pytest.mark.parametrize(
    "said",
    [
        "Your account does not have enough balance to carry out the payout operation.",
        "The RazorpayX Account number is invalid.",
        "Your IP address is not whitelisted. Please add it to the allowlist.",
    ],
)
def test_a_refusal_that_is_about_the_shops_account_is_no_fault_of_the_transfer(
    simulator: RazorpayXSimulator, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    error = {"error": {"code": "BAD_REQUEST_ERROR", "description": said, "reason": None}}
    monkeypatch.setattr(simulator, "answer", lambda _request: Said(400, error))

    # then
    with pytest.raises(RailUnavailable) as refused:
        rail(simulator).send(transfer())
    assert refused.value.account_trouble


def test_a_known_key_that_cannot_be_looked_up_is_in_doubt(
    simulator: RazorpayXSimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    words = {"error": {"description": "Different request body sent for the same Idempotency Header"}}
    monkeypatch.setattr(
        simulator, "answer", lambda request: Said(400, words) if request.method == "POST" else Said(500, {})
    )

    # then
    with pytest.raises(TransferInDoubt):
        rail(simulator).send(transfer())
