"""Asking RazorpayX: its address, its keys, and what its refusals mean (https://razorpay.com/docs/errors/x/)."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass

from odop_accounts.rails import http_api
from odop_accounts.rails.http_api import Reply
from odop_accounts.rails.port import RailUnavailable, RefusedTransfer, TransferInDoubt
from odop_accounts.rails.texts import reason_in

# Refusals with status 400 that are about the shop's account, not about the transfer.
ACCOUNT_REASONS = {
    "insufficient_funds", "low_balance", "authentication_failed", "access_denied", "account_invalid", "ip_not_allowed"
}  # fmt: skip
ACCOUNT_WORDS = (
    "authentication failed", "enough balance", "insufficient balance", "insufficient fund", "ip address", "ip is not",
    "whitelist", "allowlist", "razorpayx account number is invalid", "not activated", "access denied",
)  # fmt: skip
KEY_IS_KNOWN = ("same idempotency", "different request body")


class KeyIsKnown(TransferInDoubt):
    """There was a payout under this key, with another body."""


@dataclass(frozen=True)
class Transport:
    base_url: str
    key_id: str
    key_secret: str

    def get(self, path: str) -> Reply:
        """An answer with JSON. Raises RailUnavailable."""
        try:
            reply = self._ask("GET", path, None, {})
        except TransferInDoubt as error:
            raise RailUnavailable(str(error)) from error
        if reply.is_success and reply.content is not None:
            return reply
        raise RailUnavailable(_words(reply), reply.retry_after, account_trouble=400 <= reply.status < 429)

    def post_payout(self, content: object, key: str) -> Reply:
        """An answer of success. Raises RefusedTransfer, RailUnavailable, TransferInDoubt, KeyIsKnown."""
        reply = self._ask("POST", "/payouts", content, {"X-Payout-Idempotency": key})
        if reply.is_success:
            return reply
        raise _refusal(reply)

    def _ask(self, method: str, path: str, content: object | None, headers: Mapping[str, str]) -> Reply:
        login = base64.b64encode(f"{self.key_id}:{self.key_secret}".encode()).decode()
        url = f"{self.base_url.rstrip('/')}{path}"
        return http_api.ask(method, url, content, {"Authorization": f"Basic {login}", **headers})


def _refusal(reply: Reply) -> Exception:
    """What a refused payout is raised as. Only 400 and 422 speak of the payout itself; a 409 means that a request under
    this key is still being worked at."""
    said, words = _words(reply), _words(reply).lower()
    if any(known in words for known in KEY_IS_KNOWN):
        return KeyIsKnown(said)
    if reply.says_nothing or reply.status == 409:
        return TransferInDoubt(said, reply.retry_after)
    if reply.status == 429:
        return RailUnavailable(said, reply.retry_after)
    about_account = _error(reply).get("reason") in ACCOUNT_REASONS or any(word in words for word in ACCOUNT_WORDS)
    if reply.status in {400, 422} and reply.content is not None and not about_account:
        return RefusedTransfer(said)
    return RailUnavailable(said, reply.retry_after, account_trouble=True)


def _words(reply: Reply) -> str:
    return f"RazorpayX answered {reply.status}: {reason_in(_error(reply).get('description')) or reply.said}"


def _error(reply: Reply) -> dict[str, object]:
    error = (reply.content or {}).get("error")
    return error if isinstance(error, dict) else {}
