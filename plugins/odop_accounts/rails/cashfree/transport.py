"""Asking Cashfree: its address, its keys, and what its refusals mean
(https://www.cashfree.com/docs/api-reference/payouts/v2/response-codes).
"""

from __future__ import annotations

import base64
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

from odop_accounts.rails import http_api
from odop_accounts.rails.http_api import Reply
from odop_accounts.rails.port import RailUnavailable, RefusedTransfer, TransferInDoubt
from odop_accounts.rails.public_key import read_public_key
from odop_accounts.rails.texts import reason_in

API_VERSION = "2024-01-01"
# Refusals that are about the shop's account, not about the transfer.
ACCOUNT_WORDS = (
    "balance", "not_enabled", "payout_inactive", "authentication", "whitelist", "ip address", "fundsource", "signature",
)  # fmt: skip


class NotFound(LookupError):
    """Cashfree surely has nothing of that id."""


class AlreadyThere(Exception):
    """Cashfree has something of that id, or of that account; the message is its own."""


@dataclass(frozen=True)
class Transport:
    base_url: str
    client_id: str
    client_secret: str
    # PEM; "" where Cashfree knows us by our address.
    public_key: str = ""

    def get(self, path: str, **query: str) -> Reply:
        """An answer with JSON. Raises NotFound, RailUnavailable."""
        try:
            reply = self._ask("GET", f"{path}?{urlencode(query)}", None)
        except TransferInDoubt as error:
            raise RailUnavailable(str(error)) from error
        if reply.is_success and reply.content is not None:
            return reply
        # A 404 without Cashfree's own word comes from a wrong address.
        if reply.status == 404 and reply.content is not None and "code" in reply.content:
            raise NotFound(_words(reply))
        raise RailUnavailable(_words(reply), reply.retry_after, account_trouble=400 <= reply.status < 429)

    def post_transfer(self, content: object) -> Reply:
        """An answer of success. Raises RefusedTransfer, RailUnavailable, TransferInDoubt, AlreadyThere."""
        reply = self._ask("POST", "/transfers", content)
        if reply.is_success:
            return reply
        if reply.says_nothing:
            raise TransferInDoubt(_words(reply), reply.retry_after)
        raise _refusal(reply)

    def post_beneficiary(self, content: object) -> Reply:
        """An answer of success. Raises RefusedTransfer, RailUnavailable, AlreadyThere."""
        try:
            reply = self._ask("POST", "/beneficiary", content)
        except TransferInDoubt as error:
            raise RailUnavailable(str(error)) from error
        if reply.is_success:
            return reply
        if reply.says_nothing:
            raise RailUnavailable(_words(reply), reply.retry_after)
        raise _refusal(reply)

    def _ask(self, method: str, path: str, content: object | None) -> Reply:
        headers: Mapping[str, str] = {
            "x-api-version": API_VERSION,
            "x-client-id": self.client_id,
            "x-client-secret": self.client_secret,
        }
        if self.public_key:
            headers = {**headers, "X-Cf-Signature": sign_client(self.client_id, self.public_key)}
        return http_api.ask(method, f"{self.base_url.rstrip('/')}{path}", content, headers)


def sign_client(client_id: str, public_key: str) -> str:
    """How a caller whose address changes proves itself: its id and the second, for ten minutes. Raises BadPublicKey."""
    spoken = f"{client_id}.{int(time.time())}".encode()
    hidden = read_public_key(public_key).encrypt(
        spoken,
        padding.OAEP(mgf=padding.MGF1(hashes.SHA1()), algorithm=hashes.SHA1(), label=None),  # noqa: S303
    )
    return base64.b64encode(hidden).decode()


def _refusal(reply: Reply) -> Exception:
    words = _words(reply)
    if reply.status == 409:
        return AlreadyThere(words)
    if reply.status == 429:
        return RailUnavailable(words, reply.retry_after)
    about_account = any(word in words.lower() for word in ACCOUNT_WORDS)
    if reply.status in {400, 422} and reply.content is not None and not about_account:
        return RefusedTransfer(words)
    return RailUnavailable(words, reply.retry_after, account_trouble=True)


def _words(reply: Reply) -> str:
    content = reply.content or {}
    said = " ".join(text for text in (content.get("code"), content.get("message")) if isinstance(text, str))
    return f"Cashfree answered {reply.status}: {reason_in(said) or reply.said}"
