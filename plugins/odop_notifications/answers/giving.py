"""What follows from an answer, whichever way it came: by reply, key, button, link or through an operator.

The last answer counts while the goods are with the maker; what comes later is recorded and changes nothing. Every
answer is one row, written in the transaction of what it brought about.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from odop_consignment import api as consignment
from odop_consignment.api import SaleInfo
from odop_core import indian_time
from odop_notifications.escalation.chases import WITH_MAKER
from odop_notifications.helpline import queue
from odop_notifications.models import (
    Answer,
    CallReason,
    Chase,
    ChaseState,
    Effect,
    Meaning,
)

# What an operator must ask about.
ASKS_FOR_CALL = {
    Meaning.CALL_ME: CallReason.CALL_ME,
    Meaning.LATER: CallReason.WHEN,
    Meaning.UNCLEAR: CallReason.UNCLEAR,
}


@dataclass(frozen=True)
class Given:
    """An answer. `key` is the same for a repeat; `given_by` is the operator who wrote it down, "" for the maker."""

    meaning: Meaning
    day: date | None
    key: str
    channel: str
    said_at: datetime
    given_by: str = ""
    sender: str = ""
    text: str = ""

    @property
    def by(self) -> str:
        """Who says so, for the records of consignment."""
        return f"{self.channel}:{self.given_by}" if self.given_by else f"maker:{self.channel}"


@transaction.atomic
def give(given: Given, chase: Chase, now: datetime | None = None) -> Answer:
    """Do what the answer to this question asks for. A key that was given before returns that answer, and no more."""
    now = now or timezone.now()
    chase = Chase.objects.select_for_update().get(pk=chase.pk)
    found = Answer.objects.filter(key=given.key).first()
    if found is not None:
        return found
    sales = answerable(chase, consignment.sales_of_order(chase.order_id))
    effect = _effect(given, chase, sales)
    # The row goes first: a call that follows names it.
    answer = record(given, effect, chase)
    if effect is Effect.TO_HELPLINE:
        queue.call_for(chase, ASKS_FOR_CALL[given.meaning], now=now, answer=answer, detail=given.text)
    elif effect is Effect.APPLIED:
        _apply(given, chase, sales, answer, now)
    return answer


def record(
    given: Given, effect: Effect, chase: Chase | None = None, remark: str = "", supplier_id: int | None = None
) -> Answer:
    """Keep an answer that has no further consequence, or whose consequence is up to the caller."""
    return Answer.objects.create(
        key=given.key,
        channel=given.channel,
        given_by=given.given_by,
        sender=given.sender,
        text=given.text,
        said_at=given.said_at,
        chase=chase,
        supplier_id=chase.supplier_id if chase else supplier_id,
        order_id=chase.order_id if chase else "",
        meaning=given.meaning,
        ready_on=given.day,
        effect=effect,
        remark=remark,
    )


def answerable(chase: Chase, sales: list[SaleInfo]) -> list[SaleInfo]:
    """Those sales of a question about which its maker can still say something."""
    return [
        sale
        for sale in sales
        if sale.id in chase.sale_ids and sale.supplier_id == chase.supplier_id and sale.state in WITH_MAKER
    ]


def _effect(given: Given, chase: Chase, sales: list[SaleInfo]) -> Effect:
    if given.meaning is Meaning.COURTESY:
        return Effect.NOTED
    if not sales:
        return Effect.LATE
    if chase.said_at and given.said_at < chase.said_at:
        return Effect.OVERTAKEN
    if given.meaning in ASKS_FOR_CALL:
        return Effect.TO_HELPLINE
    is_same = chase.state == ChaseState.ANSWERED and (chase.meaning, chase.ready_on) == (given.meaning, given.day)
    return Effect.REPEATED if is_same else Effect.APPLIED


def _apply(given: Given, chase: Chase, sales: list[SaleInfo], answer: Answer, now: datetime) -> None:
    chase.state, chase.due_at = ChaseState.ANSWERED, None
    chase.meaning, chase.ready_on, chase.said_at = given.meaning, given.day, given.said_at
    if chase.answered_at is None:
        chase.answered_at, chase.answered_by = now, given.channel
    chase.closed_at = chase.closed_at or now
    chase.save()
    queue.withdraw_of_chase(chase, now)
    ids = [sale.id for sale in sales]
    if given.meaning is Meaning.CANNOT:
        outcomes = consignment.record_cannot_supply(ids, by=given.by, reason=given.text[:200])
        queue.tell_staff(chase, answer, outcomes, now)
    elif given.meaning is Meaning.READY:
        consignment.record_ready(ids, by=given.by)
    else:
        consignment.record_ready_on(ids, given.day or indian_time.day_of(now), by=given.by)
