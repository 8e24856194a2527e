"""What every payout rail can do: send a transfer under our own key, say what became of it, and read its webhooks.

The key is written down before anything is sent, and is all that a rail is asked by afterwards: whoever lost the answer
of `send` asks `look_up` before anything is sent again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Protocol

from odop_core.i18n import Text, in_english
from odop_core.retry import InDoubt, PermanentFailure, TemporaryFailure

# What is allowed in both RazorpayX' idempotency key (4 to 36 characters) and Cashfree's transfer id (up to 40 letters,
# digits and "_").
KEY = re.compile(r"[A-Za-z0-9_]{4,36}")
# Shown in the bank statement of who gets the money; the shorter of both limits (RazorpayX).
LONGEST_NARRATION = 30


class Mode(StrEnum):
    """How banks move the money. NEFT takes up to a few hours, the others seconds; RTGS starts at two lakh."""

    IMPS = "IMPS"
    NEFT = "NEFT"
    RTGS = "RTGS"


class BadTransfer(ValueError):
    """A transfer that no rail would take; the message says why."""


@dataclass(frozen=True)
class Transfer:
    """Money to one account. `key` is ours, never used for anything else, and the same however often it is sent.

    Raises BadTransfer for a key or an amount that no rail takes.
    """

    key: str
    amount_paise: int
    beneficiary_name: str
    account_number: str
    ifsc: str
    mode: Mode
    narration: str

    def __post_init__(self) -> None:
        if not KEY.fullmatch(self.key):
            raise BadTransfer(f"{self.key!r} is no key: 4 to 36 letters, digits and underscores are.")
        if self.amount_paise < 1:
            raise BadTransfer(f"{self.amount_paise} paise cannot be paid out.")


class TransferState(StrEnum):
    """What a rail says of a transfer. `UNDER_WAY` may still become anything; `PAID` may still become `RETURNED`."""

    UNDER_WAY = "under_way"
    PAID = "paid"
    FAILED = "failed"
    RETURNED = "returned"


@dataclass(frozen=True)
class TransferStatus:
    """What a rail knows of a transfer. `utr` is the bank's reference, which may come minutes after `PAID`; "" until
    then. `reason` is the rail's own words on why it failed or waits, fit to be shown to staff.
    """

    key: str
    state: TransferState
    amount_paise: int
    rail_reference: str = ""
    utr: str = ""
    reason: str = ""


class RefusedTransfer(PermanentFailure):
    """The rail surely did not take the transfer, and will not: a wrong account, amount or name. Failed for good.

    `reason` is one of `refusals`, or the rail's own words.
    """

    def __init__(self, reason: Text | str) -> None:
        super().__init__(in_english(reason))


class RailUnavailable(TemporaryFailure):
    """The rail surely did not take the transfer, and may later: it is down, is asked too often, or the shop's account
    with it has no money, key or permission. `account_trouble` is the last of these: a person must see to it.
    """

    def __init__(
        self, reason: Text | str, retry_after: timedelta | None = None, *, account_trouble: bool = False
    ) -> None:
        super().__init__(in_english(reason), retry_after)
        self.account_trouble = account_trouble


class TransferInDoubt(InDoubt):
    """The rail may have taken the transfer: ask `look_up` before it is sent again."""


@dataclass(frozen=True)
class Amounts:
    """The least and the most that one transfer can carry, in paise; no most where there is none."""

    least: int
    most: int | None = None

    def __contains__(self, amount_paise: int) -> bool:
        return self.least <= amount_paise and (self.most is None or amount_paise <= self.most)


@dataclass(frozen=True)
class Capabilities:
    """What a rail can do, as its public documents say; docs/plugins/payout-rails.md shows it to the merchant.

    `repeat_answers`: a transfer sent again under its key is answered as it stands; else it is refused as known. Either
    way it is not paid twice. `waits_for_money`: without enough money in the shop's account a transfer waits there;
    else it fails. `late_utr`: paid may be told minutes before the UTR. `returns_after_paid`: what is paid may come
    back. `most_per_second`: how many transfers and look-ups one
    worker begins in a second.
    """

    title: str
    amounts: Mapping[Mode, Amounts]
    repeat_answers: bool
    waits_for_money: bool
    late_utr: bool
    returns_after_paid: bool
    most_per_second: int


class Rail(Protocol):
    """An object made of the plugin's settings; it keeps nothing."""

    capabilities: Capabilities

    def send(self, transfer: Transfer) -> TransferStatus:
        """Hand the transfer over. Raises RefusedTransfer, RailUnavailable, TransferInDoubt."""

    def look_up(self, key: str) -> TransferStatus | None:
        """What became of a transfer; None if the rail surely never took one of this key.

        Raises RailUnavailable (which then says nothing about the transfer).
        """

    def parse_webhook(self, headers: Mapping[str, str], body: bytes) -> TransferStatus | None:
        """What a genuine webhook tells of a transfer; None if it is about something else.

        Raises BadSignature (odop_core.security.signatures), and BadWebhook for a genuine one nobody can read.
        """

    def check_account(self) -> None:
        """Ask something harmless to see that the credentials work. Raises RailUnavailable."""


class BadWebhook(ValueError):
    """A genuine webhook that cannot be understood; the message says why."""
