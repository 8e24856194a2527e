"""Handing an approved payout to its rail, over the core's outbox.

The payout's key is written down before anything is sent, and is the only name under which it is ever sent. An answer
that was lost, and a worker that was killed, leave the item in doubt: the rail is asked for the key, and only what it
does not know is sent again, under the same key. So a payout is paid once, even where the rail's own look-up is late.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Concat

from odop_accounts.models import Payout, PayoutState
from odop_accounts.payouts import states
from odop_accounts.rails import RAIL_NAMES
from odop_accounts.rails.port import (
    BadTransfer,
    Mode,
    RailUnavailable,
    RefusedTransfer,
    Transfer,
    TransferInDoubt,
    TransferStatus,
)
from odop_accounts.rails.refusals import NO_RAIL
from odop_accounts.settings import AccountsSettings
from odop_accounts.transfers import look_ups, news
from odop_accounts.transfers.rails import RailDeliverer, load_rail, paces
from odop_core.models import OutboxItem
from odop_core.plugin.configuration import load_settings
from odop_core.queue import outbox
from odop_core.queue.work import describe_error

logger = logging.getLogger(__name__)
AT_ONCE = 500
# In an answer: nothing was sent, since nothing is to be sent any more.
NOT_SENT: dict[str, Any] = {}


def register_all() -> None:
    for name, pace in paces().items():
        outbox.register_deliverer(topic_of(name), TransferDeliverer(name, pace))


def topic_of(rail: str) -> str:
    return f"accounts.transfer.{rail}"


def send_approved(payouts: Sequence[Payout]) -> None:
    """Those of them that go by a rail are sent once this transaction, which approves them, commits."""
    _enqueue_all(payouts)


def _enqueue_all(payouts: Iterable[Payout]) -> int:
    """Returns how many are new."""
    return sum(_enqueue(payout) for payout in payouts if payout.rail in RAIL_NAMES)


def _enqueue(payout: Payout) -> bool:
    payload = {"payout": payout.key}
    key = look_ups.sending_key(payout.key)
    return outbox.enqueue(topic_of(payout.rail), f"payout:{payout.pk}", payload, key=key)


def enqueue_approved() -> int:
    """For the calendar: approved payouts that nobody enqueued. Returns how many."""
    there = OutboxItem.objects.filter(key=Concat(Value(look_ups.sending_key("")), OuterRef("key")))
    approved = Payout.objects.filter(~Exists(there), state=PayoutState.APPROVED.value, rail__in=RAIL_NAMES)
    return _enqueue_all(approved.order_by("pk")[:AT_ONCE])


class TransferDeliverer(RailDeliverer):
    """Of one rail. See `odop_core.queue.outbox` for when each of these is called."""

    def settle(self, item: OutboxItem) -> dict[str, Any] | None:
        payout = self._payout(item)
        status = load_rail(self._rail).look_up(payout.key)
        return _answer(payout, status) if status else None

    def deliver(self, item: OutboxItem) -> dict[str, Any]:
        payout = self._payout(item)
        if not _begin(payout.key, item):
            return NOT_SENT
        if not item.in_doubt and payout.state == PayoutState.SENDING:  # somebody began, and left no trace of it
            answer = self.settle(item)
            if answer is not None:
                return answer
        try:
            rail, settings = load_rail(self._rail), load_settings(AccountsSettings)
            return _answer(payout, rail.send(_transfer(payout, settings.payout_narration)))
        except RefusedTransfer:
            raise
        except RailUnavailable as error:
            if not item.in_doubt:
                _step_back(payout.key, describe_error(error))
            raise
        except Exception as error:
            _doubt(payout.key, describe_error(error))
            raise

    def delivered(self, item: OutboxItem, answer: dict[str, Any]) -> None:
        if answer:
            news.record_status(self._rail, news.from_json(answer))
        look_ups.ask_later(self._rail, str(item.payload["payout"]))

    def given_up(self, item: OutboxItem, reason: str) -> None:
        """What was refused for good is due again; what is in doubt is asked for on and on."""
        payout = self._payout(item)
        if item.in_doubt:
            _doubt(payout.key, reason)
            look_ups.ask_later(self._rail, payout.key)
        elif payout.state == PayoutState.SENDING:
            states.record_failed(payout.key, reason)

    def _payout(self, item: OutboxItem) -> Payout:
        return news.find_payout(self._rail, str(item.payload["payout"]))


def _begin(key: str, item: OutboxItem) -> bool:
    """Whether it is to be sent: it is approved, and neither cancelled nor known to be at the rail."""
    if states.record_sending(key):
        return True
    return Payout.objects.filter(key=key, state__in=[PayoutState.SENDING, PayoutState.IN_DOUBT]).exists()


def _transfer(payout: Payout, narration: str) -> Transfer:
    """Raises RefusedTransfer for what no rail carries."""
    try:
        return Transfer(
            key=payout.key,
            amount_paise=payout.amount_paise,
            beneficiary_name=payout.beneficiary_name,
            account_number=payout.account_number,
            ifsc=payout.ifsc,
            mode=Mode(payout.mode),
            narration=f"{narration} {payout.pk}",
        )
    except (BadTransfer, ValueError) as error:
        raise RefusedTransfer(NO_RAIL) from error


def _answer(payout: Payout, status: TransferStatus) -> dict[str, Any]:
    """Raises TransferInDoubt where the rail has another amount under our key: a person must look."""
    try:
        news.check_amount(payout, status)
    except news.OtherAmount as error:
        raise TransferInDoubt(str(error)) from error
    return news.to_json(status)


@transaction.atomic
def _step_back(key: str, reason: str) -> None:
    """It was surely not taken: it may be sent later, or cancelled."""
    if states.lock_payout(key).state == PayoutState.SENDING:
        states.record_unsent(key, reason)


@transaction.atomic
def _doubt(key: str, reason: str) -> None:
    """A webhook may have told meanwhile what became of it."""
    if states.lock_payout(key).state == PayoutState.SENDING:
        states.record_doubt(key, reason)
