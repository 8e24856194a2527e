"""Asking a rail what became of a transfer: soon at first, then the more rarely the longer it takes.

Each look-up is an item of the outbox, which puts in the next one when it is done. A webhook puts in one more. What was
paid is asked for until its UTR is known, and then for some days whether the money came back.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from odop_accounts.models import Payout, PayoutIssue, PayoutState
from odop_accounts.payouts import states
from odop_accounts.rails.refusals import UNKNOWN_TO_RAIL
from odop_accounts.transfers import news
from odop_accounts.transfers.rails import RailDeliverer, load_rail, paces
from odop_core.i18n import in_english
from odop_core.models import OutboxItem
from odop_core.models.work import WorkState
from odop_core.queue import outbox

SHORTEST, LONGEST = timedelta(minutes=1), timedelta(hours=6)
# For how long after it was ordered, and how often, what was paid is asked for: most returns come within a day.
RETURN_WATCH, RETURN_PAUSE = timedelta(days=3), timedelta(days=1)
# So long after the last attempt to send it nothing of it can be on its way to the rail any more.
QUIET = timedelta(hours=1)
# A transfer that is still under way so long after it was ordered is for a person to look at.
LONG_UNDER_WAY = timedelta(days=3)


def register_all() -> None:
    for name, pace in paces().items():
        outbox.register_deliverer(topic_of(name), LookUpDeliverer(name, pace))


def topic_of(rail: str) -> str:
    return f"accounts.look_up.{rail}"


def sending_key(key: str) -> str:
    """Of the outbox item by which a payout is handed over."""
    return f"transfer:{key}"


def ask_later(rail: str, key: str, number: int = 1) -> bool:
    """The next look-up of a transfer, as far off as its state wants; `number` tells apart those of one transfer. False
    if there is nothing to ask any more, or it is to be asked already."""
    payout = news.find_payout(rail, key)
    pause = pause_before(payout, timezone.now())
    if pause is None:
        return False
    return _enqueue(payout, f"look-up:{key}:{number}", number, timezone.now() + pause)


def ask_now(rail: str, key: str, because: str) -> bool:
    """One more look-up at once. `because` names what it is for, in at most 64 characters; once for each name."""
    return _enqueue(news.find_payout(rail, key), f"look-up:{key}:{because}", None, None)


def _enqueue(payout: Payout, item_key: str, number: int | None, at: datetime | None) -> bool:
    payload = {"payout": payout.key, "number": number}
    return outbox.enqueue(topic_of(payout.rail), f"payout:{payout.pk}", payload, key=item_key, not_before=at)


def pause_before(payout: Payout, now: datetime) -> timedelta | None:
    """How long to wait until a transfer is asked for; None if nothing about it can change any more."""
    age = now - (payout.approved_at or payout.prepared_at)
    if payout.state in {PayoutState.FAILED, PayoutState.RETURNED, PayoutState.CANCELLED}:
        return None
    if payout.state == PayoutState.PAID and payout.utr:
        return RETURN_PAUSE if age < RETURN_WATCH else None
    return min(max(age / 2, SHORTEST), LONGEST)


class LookUpDeliverer(RailDeliverer):
    """Of one rail. Asking twice does no harm, so nothing of it is ever in doubt."""

    def deliver(self, item: OutboxItem) -> dict[str, Any]:
        status = load_rail(self._rail).look_up(str(item.payload["payout"]))
        return {"status": news.to_json(status) if status else None}

    def delivered(self, item: OutboxItem, answer: dict[str, Any]) -> None:
        key = str(item.payload["payout"])
        if answer["status"]:
            news.record_status(self._rail, news.from_json(answer["status"]))
        else:
            _give_up_doubt(self._rail, key)
        _mark_unconfirmed(self._rail, key)
        self._ask_again(item)

    def given_up(self, item: OutboxItem, reason: str) -> None:
        """The rail could not be asked for days; the next look-up tries on."""
        _mark_unconfirmed(self._rail, str(item.payload["payout"]))
        self._ask_again(item)

    def _ask_again(self, item: OutboxItem) -> None:
        number = item.payload.get("number")
        if number is not None:
            ask_later(self._rail, str(item.payload["payout"]), int(number) + 1)


def _mark_unconfirmed(rail: str, key: str) -> None:
    waiting = Payout.objects.filter(key=key, rail=rail, state__in=[PayoutState.SENT, PayoutState.IN_DOUBT], issue=None)
    waiting.filter(approved_at__lt=timezone.now() - LONG_UNDER_WAY).update(issue=PayoutIssue.NOT_CONFIRMED.value)


def _give_up_doubt(rail: str, key: str) -> None:
    """The rail knows no such transfer: a payout in doubt has failed, once nobody sends it any more."""
    payout = news.find_payout(rail, key)
    ended = OutboxItem.objects.filter(
        key=sending_key(key), state=WorkState.DEAD, finished_at__lt=timezone.now() - QUIET
    )
    if payout.state == PayoutState.IN_DOUBT and ended.exists():
        states.record_failed(key, in_english(UNKNOWN_TO_RAIL))
