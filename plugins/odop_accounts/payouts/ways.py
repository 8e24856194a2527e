"""By which way a payout goes: a rail and a mode, by its amount. And who sends what goes by a rail.

Without any rail everything goes by a bank file. The rails say by `register_chooser` which amounts are theirs, and by
`register_sender` what is to be done about a payout that was approved; so this folder knows of none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from odop_accounts.models import Payout, PayoutMode
from odop_accounts.models.payouts import BANK_FILE

# RTGS carries two lakh and more (RBI).
RTGS_FROM_PAISE = 200_000_00


@dataclass(frozen=True)
class Way:
    rail: str
    mode: PayoutMode


# The way of each of these amounts in paise that does not go by bank file.
Chooser = Callable[[Collection[int]], Mapping[int, Way]]
# Called in the transaction in which payouts that go by a rail were approved.
Sender = Callable[[Sequence[Payout]], None]
_choosers: dict[str, Chooser] = {}
_senders: dict[str, Sender] = {}


def register_chooser(name: str, choose: Chooser) -> None:
    """From now on `choose` is asked. Registered again, it replaces the former."""
    _choosers[name] = choose


def register_sender(name: str, send: Sender) -> None:
    """From now on `send` is told. Registered again, it replaces the former."""
    _senders[name] = send


def choose_ways(amounts: Collection[int]) -> dict[int, Way]:
    """Of each amount in paise. The first who carries an amount gets it."""
    chosen = {amount: _by_bank_file(amount) for amount in amounts}
    for choose in reversed(_choosers.values()):
        chosen |= choose(chosen.keys())
    return chosen


def _by_bank_file(amount_paise: int) -> Way:
    return Way(BANK_FILE, PayoutMode.RTGS if amount_paise >= RTGS_FROM_PAISE else PayoutMode.NEFT)


def send_by_rail(payouts: Sequence[Payout]) -> None:
    """Those of them that go by a rail are handed to whoever sends."""
    by_rail = [payout for payout in payouts if payout.rail != BANK_FILE]
    for send in _senders.values() if by_rail else ():
        send(by_rail)
