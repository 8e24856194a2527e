"""RazorpayX payouts, by its composite API: contact, fund account and payout in one request.

Built from https://razorpay.com/docs/api/x/payout-composite/, /docs/api/x/payout-idempotency/, /docs/x/payouts/ and
/docs/webhooks/payloads/x/ (November 2026). What matters of them here:

- The header `X-Payout-Idempotency` (4 to 36 characters) is mandatory. A repeat with the same body is answered with the
  payout there is; with another body it is refused. We send our key there and as `reference_id`, by which payouts are
  found again. A request under a key that is still worked at is answered with 409.
- `queue_if_low_balance`: a payout for which there is no money waits ("queued", up to three months) instead of failing.
- The UTR may come after "processed", by `payout.updated`. Webhooks come more than once and in any order.
- A payout may be "reversed": the money is back in the shop's account. In test mode a payout stays "processing" until
  somebody changes it in the dashboard.
- 5 to 10 requests a second; requests come from addresses that the merchant has put on the allow-list.

Not used: UPI, cards, wallets, scheduled payouts, approval in RazorpayX' own workflow (a payout that waits for one is
under way), account validation.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from odop_accounts.rails.choice import AMOUNTS
from odop_accounts.rails.http_api import Reply
from odop_accounts.rails.port import (
    Capabilities,
    RailUnavailable,
    Transfer,
    TransferInDoubt,
    TransferStatus,
)
from odop_accounts.rails.razorpayx.statuses import UnreadablePayout, read_payout
from odop_accounts.rails.razorpayx.transport import KeyIsKnown, Transport
from odop_accounts.rails.razorpayx.webhook import read_webhook
from odop_accounts.rails.refusals import RAZORPAYX_NOT_SET_UP
from odop_accounts.rails.settings import RailSettings
from odop_accounts.rails.texts import latin_name, plain_words

LONGEST_NARRATION = 30


class RazorpayX:
    """Raises RailUnavailable, about the shop's account, while keys or account number are not filled in."""

    capabilities = Capabilities(
        title="RazorpayX",
        amounts=AMOUNTS,
        repeat_answers=True,
        waits_for_money=True,
        late_utr=True,
        returns_after_paid=True,
        most_per_second=5,
    )

    def __init__(self, settings: RailSettings) -> None:
        self._settings = settings

    def send(self, transfer: Transfer) -> TransferStatus:
        content = self._composite(transfer)
        try:
            reply = self._transport().post_payout(content, transfer.key)
        except KeyIsKnown as known:
            return self._known(transfer.key, known)
        status = _status_in(reply)
        if status.key != transfer.key:
            raise TransferInDoubt("RazorpayX answered with another payout.")
        return status

    def _known(self, key: str, known: KeyIsKnown) -> TransferStatus:
        """The payout there is under a key. Raises TransferInDoubt while it cannot be read."""
        try:
            found = self.look_up(key)
        except RailUnavailable as error:
            raise known from error
        if found is None:
            raise known
        return found

    def look_up(self, key: str) -> TransferStatus | None:
        """Of several under one key, which we never make, the one that moved or may move money."""
        query = urlencode({"account_number": self._settings.razorpayx_account_number, "reference_id": key})
        reply = self._transport().get(f"/payouts?{query}")
        items = (reply.content or {}).get("items")
        if not isinstance(items, list):
            raise RailUnavailable("RazorpayX answered with no list of payouts.")
        try:
            found = [status for status in map(read_payout, items) if status.key == key]
        except UnreadablePayout as error:
            raise RailUnavailable(f"RazorpayX: {error}") from error
        order = ["paid", "under_way", "returned", "failed"]
        return min(found, key=lambda status: order.index(status.state), default=None)

    def parse_webhook(self, headers: Mapping[str, str], body: bytes) -> TransferStatus | None:
        return read_webhook(self._settings.razorpayx_webhook_secret, headers, body)

    def check_account(self) -> None:
        query = urlencode({"account_number": self._settings.razorpayx_account_number, "count": 1})
        self._transport().get(f"/payouts?{query}")

    def _transport(self) -> Transport:
        settings = self._settings
        if not (settings.razorpayx_key_id and settings.razorpayx_key_secret and settings.razorpayx_account_number):
            raise RailUnavailable(RAZORPAYX_NOT_SET_UP, account_trouble=True)
        return Transport(settings.razorpayx_base_url, settings.razorpayx_key_id, settings.razorpayx_key_secret)

    def _composite(self, transfer: Transfer) -> dict[str, object]:
        """The same for the same transfer, or a repeat would be refused."""
        name = latin_name(transfer.beneficiary_name, r"A-Za-z0-9 '_/().-", 3, 50)
        return {
            "account_number": self._settings.razorpayx_account_number,
            "amount": transfer.amount_paise,
            "currency": "INR",
            "mode": transfer.mode.value,
            "purpose": "payout",
            "fund_account": {
                "account_type": "bank_account",
                "bank_account": {"name": name, "ifsc": transfer.ifsc, "account_number": transfer.account_number},
                "contact": {"name": name, "type": "vendor"},
            },
            "queue_if_low_balance": True,
            "reference_id": transfer.key,
            "narration": plain_words(transfer.narration, LONGEST_NARRATION),
        }


def _status_in(reply: Reply) -> TransferStatus:
    try:
        return read_payout(reply.content)
    except UnreadablePayout as error:
        raise TransferInDoubt(f"RazorpayX took it, and answered what nobody can read: {error}") from error
