"""Cashfree Payouts V2 as its public documents describe it (see `odop_accounts.rails.cashfree`)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
from dataclasses import dataclass
from typing import Any

from tests.odop_accounts.rails.simulator import Payment, Request, Said, Simulator, Webhook

CLIENT_ID, CLIENT_SECRET = "CF10023ABCDEF", "cfsk_test_secret_1"


@dataclass
class Beneficiary:
    id: str
    name: str
    account_number: str
    ifsc: str
    status: str = "VERIFIED"


class CashfreeSimulator(Simulator):
    """Beneficiaries, one an account, and standard transfers to them."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.beneficiaries: list[Beneficiary] = []
        # Without it the merchant's account has no payouts.
        self.is_enabled = True
        self.moment = "1764550000"

    @property
    def settings(self) -> dict[str, Any]:
        return {
            "cashfree_base_url": f"{self.address}/payout", "cashfree_client_id": CLIENT_ID,
            "cashfree_client_secret": CLIENT_SECRET,
        }  # fmt: skip

    def is_payment(self, request: Request) -> bool:
        return request.method == "POST" and request.path == "/payout/transfers"

    def refusal(self, status: int) -> Said:
        return _error(status, "too_many_requests" if status == 429 else "internal_error", "try again later")

    def answer(self, request: Request) -> Said:
        if request.headers.get("x-api-version") != "2024-01-01":
            return _error(400, "x_api_version_missing", "x-api-version: should be provided")
        if (request.headers.get("x-client-id"), request.headers.get("x-client-secret")) != (CLIENT_ID, CLIENT_SECRET):
            return _error(401, "authentication_failed", "Invalid client_id and client_secret combination")
        if not self.is_enabled:
            return _error(403, "apis_not_enabled", "APIs not enabled")
        at = (request.method, request.path)
        if at == ("POST", "/payout/beneficiary"):
            return self._add_beneficiary(request.json)
        if at == ("GET", "/payout/beneficiary"):
            return self._find_beneficiary(request.query)
        if at == ("POST", "/payout/transfers"):
            return self._create(request)
        if at == ("GET", "/payout/transfers"):
            return self._find(request.query)
        return Said(404, "<html>not found</html>")

    def _add_beneficiary(self, asked: dict[str, Any]) -> Said:
        new_id, name, bank = (
            asked["beneficiary_id"], asked["beneficiary_name"], asked["beneficiary_instrument_details"],
        )  # fmt: skip
        if not re.fullmatch(r"[A-Za-z0-9_|.]{1,50}", new_id):
            return _error(400, "beneficiary_id_invalid", "beneficiary_id: only alphabets, numbers, _ | . are allowed")
        if not re.fullmatch(r"[A-Za-z ]{1,100}", name):
            return _error(400, "beneficiary_name_invalid", "beneficiary_name: only alphabets and whitespaces")
        if not re.fullmatch(r"[A-Z]{4}0[A-Z0-9]{6}", bank["bank_ifsc"]):
            return _error(422, "bank_ifsc_invalid", "bank_ifsc : invalid value provided")
        if any(known.id == new_id for known in self.beneficiaries):
            return _error(409, "beneficiary_id_already_exists", "beneficiary_id already exists")
        account = (bank["bank_account_number"], bank["bank_ifsc"])
        if any((known.account_number, known.ifsc) == account for known in self.beneficiaries):
            return _error(409, "beneficiary_already_exists", "beneficiary already exists with these bank details")
        self.beneficiaries.append(Beneficiary(new_id, name, *account))
        return Said(201, _beneficiary(self.beneficiaries[-1]))

    def _find_beneficiary(self, query: dict[str, str]) -> Said:
        account = (query.get("bank_account_number"), query.get("bank_ifsc"))
        for known in self.beneficiaries:
            if known.id == query.get("beneficiary_id") or (known.account_number, known.ifsc) == account:
                return Said(200, _beneficiary(known))
        return _error(404, "beneficiary_not_found", "beneficiary not found")

    def _create(self, request: Request) -> Said:
        asked = request.json
        key, to = asked["transfer_id"], asked["beneficiary_details"]["beneficiary_id"]
        if not re.fullmatch(r"[A-Za-z0-9_]{1,40}", key):
            return _error(400, "transfer_id_invalid", "transfer_id : invalid value provided")
        if any(payment.key == key for payment in self.payments):
            self.repeats.append(key)
            return _error(409, "transfer_id_already_exists", "Transfer ID already exists")
        if not re.fullmatch(r"[A-Za-z0-9 ]{0,70}", asked.get("transfer_remarks", "")):
            return _error(400, "transfer_remarks_invalid", "transfer_remarks : invalid value provided")
        if asked["transfer_mode"] not in {"banktransfer", "imps", "neft", "rtgs"}:
            return _error(400, "transfer_mode_invalid", "transfer_mode : invalid value provided")
        known = next((one for one in self.beneficiaries if one.id == to), None)
        if known is None:
            return _error(404, "beneficiary_not_found", "beneficiary not found")
        payment = Payment(
            str(100_000 + len(self.payments)), key, round(asked["transfer_amount"] * 100), known.account_number,
            known.name, "RECEIVED", request.body,
        )  # fmt: skip
        if payment.amount_paise > self.balance_paise:
            payment.status, payment.reason = "REJECTED", "INSUFFICIENT_BALANCE"
        else:
            self.take_money(payment)
        self.payments.append(payment)
        return Said(200, _transfer(payment))

    def _find(self, query: dict[str, str]) -> Said:
        payment = next((one for one in self.payments if one.key == query.get("transfer_id")), None)
        if payment is None:
            return _error(404, "transfer_id_not_found", "transfer_id does not exist")
        if self.pays_at_once and payment.status == "RECEIVED":
            payment.status, payment.utr = "SUCCESS", f"UTR{payment.id.zfill(12)}"
        return Said(200, _transfer(payment))

    def pay(self, key: str, utr: str = "") -> None:
        payment = self.of(key)
        payment.status, payment.utr = "SUCCESS", utr
        self._tell("TRANSFER_SUCCESS", payment)

    def fail(self, key: str, reason: str) -> None:
        payment = self.of(key)
        payment.status, payment.reason, payment.back = "FAILED", reason, True
        self._tell("TRANSFER_FAILED", payment)

    def give_back(self, key: str, reason: str) -> None:
        payment = self.of(key)
        payment.status, payment.reason, payment.back = "REVERSED", reason, True
        self._tell("TRANSFER_REVERSED", payment)

    def _tell(self, event: str, payment: Payment) -> None:
        self.webhooks.append(webhook(event, _transfer(payment), self.moment))


def webhook(event: str, data: object, moment: str = "1764550000", secret: str = CLIENT_SECRET) -> Webhook:
    body = json.dumps({"data": data, "event_time": "2026-11-24T13:43:58", "type": event}).encode()
    digest = hmac.new(secret.encode(), moment.encode() + body, hashlib.sha256).digest()
    headers = {"x-webhook-signature": base64.b64encode(digest).decode(), "x-webhook-timestamp": moment}
    return Webhook(event, headers, body)


def _beneficiary(known: Beneficiary) -> dict[str, Any]:
    return {
        "beneficiary_id": known.id, "beneficiary_name": known.name, "beneficiary_status": known.status,
        "beneficiary_instrument_details": {"bank_account_number": known.account_number, "bank_ifsc": known.ifsc},
    }  # fmt: skip


def _transfer(payment: Payment) -> dict[str, Any]:
    return {
        "transfer_id": payment.key, "cf_transfer_id": payment.id, "status": payment.status,
        "status_code": payment.reason or "COMPLETED", "status_description": "what there is to say of it",
        "transfer_amount": payment.amount_paise / 100, "transfer_mode": "BANK", "fundsource_id": "CASHFREE_1",
        "transfer_utr": payment.utr or None, "added_on": "2026-11-24T13:39:25Z",
    }  # fmt: skip


def _error(status: int, code: str, message: str) -> Said:
    return Said(status, {"type": "invalid_request_error", "code": code, "message": message})
