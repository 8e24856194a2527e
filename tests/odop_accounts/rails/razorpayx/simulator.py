"""RazorpayX as its public documents describe it (see `odop_accounts.rails.razorpayx`)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
from typing import Any

from tests.odop_accounts.rails.simulator import Payment, Request, Said, Simulator, Webhook

KEY_ID, KEY_SECRET, WEBHOOK_SECRET, ACCOUNT = (
    "rzp_test_1DP5mmOlF5G5ag",
    "thisissupersecret",
    "hook-secret",
    "7878780080316316",
)


class RazorpayXSimulator(Simulator):
    """Payouts by the composite API; contacts and fund accounts of the same details are made once."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.contacts: dict[str, str] = {}
        self.fund_accounts: dict[str, str] = {}
        # Requests under these keys are still being worked at.
        self.busy: set[str] = set()

    @property
    def settings(self) -> dict[str, Any]:
        return {
            "razorpayx_base_url": f"{self.address}/v1", "razorpayx_key_id": KEY_ID, "razorpayx_key_secret": KEY_SECRET,
            "razorpayx_account_number": ACCOUNT, "razorpayx_webhook_secret": WEBHOOK_SECRET,
        }  # fmt: skip

    def is_payment(self, request: Request) -> bool:
        return request.method == "POST" and request.path == "/v1/payouts"

    def refusal(self, status: int) -> Said:
        code = "SERVER_ERROR" if status >= 500 else "BAD_REQUEST_ERROR"
        return _error(status, "Request failed. Please retry after some time", code=code)

    def answer(self, request: Request) -> Said:
        login = base64.b64encode(f"{KEY_ID}:{KEY_SECRET}".encode()).decode()
        if request.headers.get("authorization") != f"Basic {login}":
            return _error(401, "Authentication failed")
        if self.is_payment(request):
            return self._create(request)
        if request.method == "GET" and request.path == "/v1/payouts":
            return self._list(request)
        return _error(400, "The requested URL was not found on the server.")

    def _create(self, request: Request) -> Said:
        key, asked = request.headers.get("x-payout-idempotency", ""), request.json
        if not key:
            return _error(400, "Idempotency key is missing. Include idempotency header and key in the request.")
        if not re.fullmatch(r"[A-Za-z0-9_ -]{4,36}", key):
            return _error(400, "Idempotency key is invalid.")
        if key in self.busy:
            return _error(409, "Another payout operation is in progress for the same Idempotency key")
        if known := next((payment for payment in self.payments if payment.key == key), None):
            self.repeats.append(key)
            if known.body != request.body:
                return _error(400, "Different request body sent for the same Idempotency Header")
            return Said(200, _entity(known))
        if refused := _refused(asked):
            return refused
        bank = asked["fund_account"]["bank_account"]
        self._fund_account(asked["fund_account"])
        payment = Payment(
            f"pout_{len(self.payments):014d}", key, asked["amount"], bank["account_number"], bank["name"],
            "processing", request.body,
        )  # fmt: skip
        if payment.amount_paise > self.balance_paise:
            if not asked.get("queue_if_low_balance"):
                return _error(
                    400, "Your account does not have enough balance to carry out the payout operation.",
                    reason="insufficient_funds",
                )  # fmt: skip
            payment.status, payment.reason = "queued", "There is insufficient balance in your business account"
        else:
            self.take_money(payment)
        self.payments.append(payment)
        return Said(200, _entity(payment))

    def _fund_account(self, asked: dict[str, Any]) -> None:
        contact = json.dumps(asked["contact"], sort_keys=True)
        contact_id = self.contacts.setdefault(contact, f"cont_{len(self.contacts):014d}")
        account = json.dumps([contact_id, asked["bank_account"]], sort_keys=True)
        self.fund_accounts.setdefault(account, f"fa_{len(self.fund_accounts):014d}")

    def _list(self, request: Request) -> Said:
        if request.query.get("account_number") != ACCOUNT:
            return _error(400, "The RazorpayX Account number is invalid.")
        found = [payment for payment in self.payments if payment.key == request.query.get("reference_id", payment.key)]
        if self.pays_at_once:
            for payment in found:
                if payment.status == "processing":
                    payment.status, payment.utr = "processed", f"UTR{payment.id[-12:]}"
        return Said(200, {"entity": "collection", "count": len(found), "items": [_entity(p) for p in found]})

    def pay(self, key: str, utr: str = "") -> None:
        payment = self.of(key)
        event = "payout.updated" if payment.status == "processed" else "payout.processed"
        payment.status, payment.utr, payment.reason = "processed", utr, ""
        self._tell(event, payment)

    def fail(self, key: str, reason: str) -> None:
        payment = self.of(key)
        payment.status, payment.reason, payment.back = "failed", reason, True
        self._tell("payout.failed", payment)

    def give_back(self, key: str, reason: str) -> None:
        payment = self.of(key)
        payment.status, payment.reason, payment.back = "reversed", reason, True
        self._tell("payout.reversed", payment)

    def add_money(self, amount_paise: int) -> None:
        """What is queued for want of money goes on."""
        self.balance_paise += amount_paise
        for payment in self.payments:
            if payment.status == "queued" and payment.amount_paise <= self.balance_paise:
                self.take_money(payment)
                payment.status, payment.reason = "processing", ""
                self._tell("payout.initiated", payment)

    def _tell(self, event: str, payment: Payment) -> None:
        self.webhooks.append(webhook(event, {"payout": {"entity": _entity(payment)}}))


def webhook(event: str, payload: dict[str, Any], secret: str = WEBHOOK_SECRET) -> Webhook:
    content = {"entity": "event", "account_id": "acc_1", "event": event, "contains": ["payout"], "payload": payload}
    body = json.dumps(content).encode()
    signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    event_id = hashlib.sha256(body).hexdigest()[:14]
    return Webhook(event, {"x-razorpay-signature": signature, "x-razorpay-event-id": event_id}, body)


def _refused(asked: dict[str, Any]) -> Said | None:
    if asked.get("account_number") != ACCOUNT:
        return _error(400, "The RazorpayX Account number is invalid.")
    if not isinstance(asked.get("amount"), int) or asked["amount"] < 100:
        return _error(400, "Minimum transaction amount should be 100 paise")
    bank, contact = asked["fund_account"]["bank_account"], asked["fund_account"]["contact"]
    if not re.fullmatch(r"[A-Z]{4}0[A-Z0-9]{6}", bank["ifsc"]):
        return _error(400, "Invalid IFSC Code in Bank Account")
    if not re.fullmatch(r"[A-Za-z0-9 '_/().-]{3,50}", contact["name"]):
        return _error(400, "The contact name is invalid")
    if not re.fullmatch(r"[A-Za-z0-9 ]{1,30}", asked["narration"]):
        return _error(400, "The narration is invalid")
    return None


def _entity(payment: Payment) -> dict[str, Any]:
    return {
        "id": payment.id, "entity": "payout", "fund_account_id": "fa_00000000000001", "amount": payment.amount_paise,
        "currency": "INR", "fees": 590, "tax": 90, "status": payment.status, "purpose": "payout",
        "utr": payment.utr or None, "mode": "IMPS", "reference_id": payment.key, "narration": "Acme", "batch_id": None,
        "status_details": {"description": payment.reason, "source": "beneficiary_bank", "reason": "bank"},
        "created_at": 1545383037,
    }  # fmt: skip


def _error(status: int, description: str, code: str = "BAD_REQUEST_ERROR", reason: str | None = None) -> Said:
    return Said(
        status,
        {"error": {"code": code, "description": description, "source": "business", "step": None, "reason": reason}},
    )
