"""Cashfree Payouts V2: a beneficiary, then standard transfers to it.

Built from https://www.cashfree.com/docs/api-reference/payouts/v2/ (transfers-v2, beneficiary-v2, webhooks-v2, response
codes, payouts-rate-limiting; November 2026). What matters of them here:

- `transfer_id` is the key: a second transfer of one id is refused (409 transfer_id_already_exists), whatever is in it.
  After a 5xx a transfer is looked up, and never made anew.
- A beneficiary is one account. Its id has letters, digits, "_" and "."; its name letters and blanks only. The same
  account cannot be entered under a second id (409 beneficiary_already_exists).
- Amounts are in rupees. Without enough money in the account a transfer fails, and its id is used up.
- SUCCESS may become REVERSED, mostly within a day, for example when the bank knows the account under another name.
- Webhooks come more than once and in any order.
- Requests come from addresses on the allow-list, or carry a signature made with Cashfree's public key.

Not used: UPI, cards, wallets, batches, Cashgram, V1 (to be retired).
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping

from odop_accounts.rails.cashfree.statuses import UnreadableTransfer, read_transfer
from odop_accounts.rails.cashfree.transport import AlreadyThere, NotFound, Transport
from odop_accounts.rails.cashfree.webhook import read_webhook
from odop_accounts.rails.choice import AMOUNTS
from odop_accounts.rails.http_api import Reply
from odop_accounts.rails.port import (
    Capabilities,
    RailUnavailable,
    RefusedTransfer,
    Transfer,
    TransferInDoubt,
    TransferStatus,
)
from odop_accounts.rails.refusals import CALLED_INVALID, CASHFREE_NOT_SET_UP, OTHER_NAME
from odop_accounts.rails.settings import RailSettings
from odop_accounts.rails.texts import latin_name, plain_words
from odop_core.india.money import rupees

LONGEST_REMARKS = 70
# Who needed longer to make the account known does not begin with the transfer: another worker may soon take it over.
SLOW_SECONDS = 25
UNUSABLE = {"INVALID", "CANCELLED", "FAILED", "DELETED"}


class Cashfree:
    """Raises RailUnavailable, about the shop's account, while the keys are not filled in."""

    capabilities = Capabilities(
        title="Cashfree Payouts",
        amounts=AMOUNTS,
        repeat_answers=False,
        waits_for_money=False,
        late_utr=True,
        returns_after_paid=True,
        most_per_second=5,
    )

    def __init__(self, settings: RailSettings) -> None:
        self._settings = settings

    def send(self, transfer: Transfer) -> TransferStatus:
        transport, began = self._transport(), time.monotonic()
        beneficiary = self._beneficiary(transport, transfer)
        if time.monotonic() - began > SLOW_SECONDS:
            raise RailUnavailable("Cashfree is too slow now: nothing was sent.")
        content = {
            "transfer_id": transfer.key,
            "transfer_amount": float(rupees(transfer.amount_paise)),
            "transfer_currency": "INR",
            "transfer_mode": transfer.mode.value.lower(),
            "beneficiary_details": {"beneficiary_id": beneficiary},
            "transfer_remarks": plain_words(transfer.narration, LONGEST_REMARKS),
        }
        if self._settings.cashfree_fundsource:
            content["fundsource_id"] = self._settings.cashfree_fundsource
        try:
            reply = transport.post_transfer(content)
        except AlreadyThere as known:
            return self._known(transfer.key, known)
        status = _status_in(reply)
        if status.key != transfer.key:
            raise TransferInDoubt("Cashfree answered with another transfer.")
        return status

    def _known(self, key: str, known: AlreadyThere) -> TransferStatus:
        """The transfer there is under a key. Raises TransferInDoubt while it cannot be read."""
        try:
            found = self.look_up(key)
        except RailUnavailable as error:
            raise TransferInDoubt(str(known)) from error
        if found is None:
            raise TransferInDoubt(str(known))
        return found

    def look_up(self, key: str) -> TransferStatus | None:
        try:
            reply = self._transport().get("/transfers", transfer_id=key)
        except NotFound:
            return None
        try:
            status = read_transfer(reply.content)
        except UnreadableTransfer as error:
            raise RailUnavailable(f"Cashfree: {error}") from error
        if status.key != key:
            raise RailUnavailable("Cashfree answered with another transfer.")
        return status

    def parse_webhook(self, headers: Mapping[str, str], body: bytes) -> TransferStatus | None:
        return read_webhook(self._settings.cashfree_client_secret, headers, body)

    def check_account(self) -> None:
        """Cashfree answers that it has no such transfer only to whom it knows."""
        self.look_up("odop_doctor")

    def _transport(self) -> Transport:
        settings = self._settings
        if not (settings.cashfree_client_id and settings.cashfree_client_secret):
            raise RailUnavailable(CASHFREE_NOT_SET_UP, account_trouble=True)
        return Transport(
            settings.cashfree_base_url,
            settings.cashfree_client_id,
            settings.cashfree_client_secret,
            settings.cashfree_public_key,
        )

    def _beneficiary(self, transport: Transport, transfer: Transfer) -> str:
        """The id of the account at Cashfree, which is made where it has none.

        Raises RefusedTransfer, RailUnavailable: nothing was paid by then.
        """
        name = latin_name(transfer.beneficiary_name, "A-Za-z ", 2, 100)
        digest = hashlib.sha256(f"{transfer.account_number}@{transfer.ifsc}".encode()).hexdigest()
        account = {"bank_account_number": transfer.account_number, "bank_ifsc": transfer.ifsc}
        content = {
            "beneficiary_id": f"odop_{digest[:32]}",
            "beneficiary_name": name,
            "beneficiary_instrument_details": account,
        }
        try:
            return _id_in(transport.post_beneficiary(content))
        except AlreadyThere:
            return _same_name(_find_beneficiary(transport, account), name)


def _find_beneficiary(transport: Transport, account: Mapping[str, str]) -> Reply:
    try:
        return transport.get("/beneficiary", **account)
    except NotFound as error:
        raise RailUnavailable(f"Cashfree refused an account as known, and does not find it: {error}") from error


def _same_name(reply: Reply, name: str) -> str:
    """The id of a beneficiary that is there. Raises RefusedTransfer if it is under another name: what is paid to it
    may come back."""
    content = reply.content or {}
    known = content.get("beneficiary_name")
    if not isinstance(known, str) or known.casefold().split() != name.casefold().split():
        raise RefusedTransfer(OTHER_NAME)
    return _id_in(reply)


def _id_in(reply: Reply) -> str:
    content = reply.content or {}
    found, status = content.get("beneficiary_id"), content.get("beneficiary_status")
    if status in UNUSABLE:
        raise RefusedTransfer(CALLED_INVALID)
    if not isinstance(found, str) or not found:
        raise RailUnavailable("Cashfree answered with no beneficiary.")
    return found


def _status_in(reply: Reply) -> TransferStatus:
    try:
        return read_transfer(reply.content)
    except UnreadableTransfer as error:
        raise TransferInDoubt(f"Cashfree took it, and answered what nobody can read: {error}") from error
