"""What is Cashfree's own."""

from __future__ import annotations

import base64
from collections.abc import Iterator

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from odop_accounts.rails.cashfree import Cashfree
from odop_accounts.rails.port import RailUnavailable, RefusedTransfer, TransferInDoubt, TransferState
from odop_accounts.settings import AccountsSettings
from odop_core.plugin.configuration import BadPluginSettings, parse_settings
from tests.odop_accounts.rails.cashfree.simulator import Beneficiary, CashfreeSimulator
from tests.odop_accounts.rails.conftest import transfer
from tests.odop_accounts.rails.simulator import Said


@pytest.fixture
def simulator() -> Iterator[CashfreeSimulator]:
    with CashfreeSimulator() as one:
        yield one


def rail(simulator: CashfreeSimulator, **changes: str) -> Cashfree:
    return Cashfree(parse_settings(AccountsSettings, {**simulator.settings, **changes}))


def test_an_account_that_cashfree_knows_by_another_id_is_used(simulator: CashfreeSimulator) -> None:
    # given
    simulator.beneficiaries.append(Beneficiary("by_hand", "SHABANA  BEGUM", "00111122233", "SBIN0001234"))

    # when
    rail(simulator).send(transfer())

    # then
    assert simulator.asked[-1].json["beneficiary_details"] == {"beneficiary_id": "by_hand"}


def test_an_account_that_cashfree_knows_under_another_name_is_not_paid(simulator: CashfreeSimulator) -> None:
    # given
    simulator.beneficiaries.append(Beneficiary("by_hand", "Ram Lal", "00111122233", "SBIN0001234"))

    # then
    with pytest.raises(RefusedTransfer, match="another name"):
        rail(simulator).send(transfer())
    assert simulator.payments == []


def test_an_account_that_cashfree_found_invalid_is_not_paid(simulator: CashfreeSimulator) -> None:
    # given
    simulator.beneficiaries.append(Beneficiary("b", "Shabana Begum", "00111122233", "SBIN0001234", "INVALID"))

    # then
    with pytest.raises(RefusedTransfer):
        rail(simulator).send(transfer())


def test_without_money_a_transfer_fails_and_says_why(simulator: CashfreeSimulator) -> None:
    # given
    simulator.balance_paise = 0

    # when
    sent = rail(simulator).send(transfer())

    # then
    assert sent.state is TransferState.FAILED
    assert "INSUFFICIENT_BALANCE" in sent.reason


def test_an_account_without_payouts_is_the_accounts_trouble(simulator: CashfreeSimulator) -> None:
    # given
    simulator.is_enabled = False

    # then
    with pytest.raises(RailUnavailable) as refused:
        rail(simulator).send(transfer())
    assert refused.value.account_trouble


def test_a_beneficiary_that_could_not_be_made_leaves_no_doubt(
    simulator: CashfreeSimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    monkeypatch.setattr(simulator, "answer", lambda _request: Said(502, "<html>bad gateway</html>"))

    # then
    with pytest.raises(RailUnavailable):
        rail(simulator).send(transfer())


def test_who_was_slow_to_know_the_account_is_not_asked_to_pay(
    simulator: CashfreeSimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    monkeypatch.setattr("odop_accounts.rails.cashfree.SLOW_SECONDS", -1)

    # then
    with pytest.raises(RailUnavailable, match="too slow"):
        rail(simulator).send(transfer())
    assert simulator.payments == []


def test_a_known_id_that_cannot_be_looked_up_is_in_doubt(
    simulator: CashfreeSimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    rail(simulator).send(transfer())
    answer = simulator.answer
    monkeypatch.setattr(
        simulator, "answer",
        lambda request: Said(500, {}) if request.path == "/payout/transfers" and request.method == "GET"
        else answer(request),
    )  # fmt: skip

    # then
    with pytest.raises(TransferInDoubt):
        rail(simulator).send(transfer())


@pytest.mark.parametrize("damage", [str, lambda pem: pem.replace("\n", " "), lambda pem: pem.replace("\n", "\\n")])
def test_with_the_public_key_requests_prove_who_sends_them(simulator: CashfreeSimulator, damage: type[str]) -> None:
    # given
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()

    # when
    rail(simulator, cashfree_public_key=damage(pem)).send(transfer())

    # then
    oaep = padding.OAEP(mgf=padding.MGF1(hashes.SHA1()), algorithm=hashes.SHA1(), label=None)  # noqa: S303
    for asked in simulator.asked:
        spoken = private.decrypt(base64.b64decode(asked.headers["x-cf-signature"]), oaep).decode()
        client_id, _dot, second = spoken.partition(".")
        assert client_id == "CF10023ABCDEF"
        assert second.isdigit()


def test_a_text_that_is_no_public_key_is_refused(simulator: CashfreeSimulator) -> None:
    with pytest.raises(BadPluginSettings, match="public key"):
        rail(simulator, cashfree_public_key="-----BEGIN PRIVATE KEY-----")
