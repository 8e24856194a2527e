"""Recording an answer and doing what follows from it, by whichever channel it came or an operator wrote it down.

The last answer counts while the goods are with the supplier. A later one is recorded and changes nothing, except that a
supplier who asks to be called is called in any case. Every answer is one row, written in the transaction of what it
brought about.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from odop_consignment import api as consignment
from odop_consignment.api import SaleInfo, SaleState
from odop_core.india import dates
from odop_notifications.calls import queue
from odop_notifications.escalation import questions
from odop_notifications.escalation.questions import WITH_SUPPLIER
from odop_notifications.models import (
    OPEN_QUESTIONS,
    Answer,
    CallReason,
    Effect,
    Meaning,
    Question,
    QuestionState,
)
from odop_notifications.suppliers import senders

# What an operator must ask about.
ASKS_FOR_CALL = {
    Meaning.CALL_ME: CallReason.CALL_ME,
    Meaning.LATER: CallReason.WHEN,
    Meaning.UNCLEAR: CallReason.UNCLEAR,
}
COUNTED = (Effect.APPLIED, Effect.REPEATED)


@dataclass(frozen=True)
class GivenAnswer:
    """An answer. `key` is the same for a repeat; `given_by` is the operator who wrote it down, "" for the supplier.

    `sale_id` is the one sale it is about, of those the question is about; None when it is about all of them. `count` is
    how many pieces it speaks of, None if of no number. `remark`: why a person must read it, "" if that is plain.
    """

    meaning: Meaning
    day: date | None
    key: str
    channel: str
    said_at: datetime
    given_by: str = ""
    sender: str = ""
    text: str = ""
    sale_id: int | None = None
    count: int | None = None
    remark: str = ""

    @property
    def detail(self) -> str:
        """What an operator must know of it."""
        return "\n".join(part for part in (self.text, self.remark) if part)

    @property
    def by(self) -> str:
        """Who says so, for the records of consignment."""
        return f"{self.channel}:{self.given_by}" if self.given_by else f"supplier:{self.channel}"


@dataclass(frozen=True)
class _About:
    """What of a question an answer is about: `sales` can still be answered, and of these no later answer has come to
    `current`. `others` are the rest of the question, and `unanswered` those of them nobody has answered yet."""

    sales: list[SaleInfo]
    current: list[SaleInfo]
    others: list[SaleInfo]
    unanswered: list[SaleInfo]


@transaction.atomic
def apply_answer(given: GivenAnswer, question: Question, now: datetime | None = None) -> Answer:
    """Do what the answer to this question asks for. A key that was given before returns that answer, and no more."""
    now = now or timezone.now()
    question = Question.objects.select_for_update().get(pk=question.pk)
    found = Answer.objects.filter(key=given.key).first()
    if found is not None:
        return found
    about = _about(given, question)
    given = _of_all(given, about)
    effect = _effect(given, question, about)
    # The row goes first: a call that follows names it.
    answer = save_answer(given, effect, question)
    if effect is Effect.TO_HELPLINE:
        queue.queue_call(question, _reason(given, about), now=now, answer=answer, detail=given.detail)
    elif effect is Effect.APPLIED:
        _note(given, question, about, now)
        _apply(given, question, about.current, answer, now)
    return answer


def save_answer(
    given: GivenAnswer,
    effect: Effect,
    question: Question | None = None,
    remark: str = "",
    supplier_id: int | None = None,
) -> Answer:
    """Keep an answer that has no further consequence, or whose consequence is up to the caller."""
    return Answer.objects.create(
        key=given.key,
        channel=given.channel,
        given_by=given.given_by,
        sender=given.sender,
        sender_digest=senders.digest_phone(given.sender),
        text=given.text,
        said_at=given.said_at,
        question=question,
        sale_id=given.sale_id if question else None,
        supplier_id=question.supplier_id if question else supplier_id,
        order_id=question.order_id if question else "",
        meaning=given.meaning,
        ready_on=given.day,
        effect=effect,
        remark=(remark or given.remark)[:255],
    )


def answerable_sales(question: Question, sales: list[SaleInfo]) -> list[SaleInfo]:
    """Those sales of a question about which its supplier can still say something."""
    return [
        sale
        for sale in sales
        if sale.id in question.sale_ids and sale.supplier_id == question.supplier_id and sale.state in WITH_SUPPLIER
    ]


def _of_all(given: GivenAnswer, about: _About) -> GivenAnswer:
    """Two pieces that are ready are not the five that were bought: a carrier would come for nothing."""
    if given.count is None or not about.sales or given.meaning not in (Meaning.READY, Meaning.READY_ON):
        return given
    is_all = given.count == sum(sale.quantity for sale in about.sales)
    return given if is_all else replace(given, meaning=Meaning.UNCLEAR, day=None)


def _about(given: GivenAnswer, question: Question) -> _About:
    sales = answerable_sales(question, consignment.sales_of_order(question.order_id))
    meant = [sale for sale in sales if given.sale_id in (None, sale.id)]
    current = _not_overtaken(given, question, meant)
    others = [sale for sale in sales if sale not in current]
    return _About(meant, current, others, questions.unanswered_sales(others))


def _not_overtaken(given: GivenAnswer, question: Question, sales: list[SaleInfo]) -> list[SaleInfo]:
    """Those of the sales about which nothing was said since. An answer about no sale in particular is about all."""
    later = Answer.objects.filter(question=question, effect__in=COUNTED, said_at__gt=given.said_at)
    overtaken = set(later.values_list("sale_id", flat=True))
    return [] if None in overtaken else [sale for sale in sales if sale.id not in overtaken]


def _effect(given: GivenAnswer, question: Question, about: _About) -> Effect:
    if given.meaning is Meaning.COURTESY:
        return Effect.NOTED
    if given.meaning is Meaning.CALL_ME:
        return Effect.TO_HELPLINE
    if not about.sales:
        return Effect.TO_HELPLINE if given.meaning in ASKS_FOR_CALL else Effect.LATE
    if not about.current:
        return Effect.OVERTAKEN
    if given.meaning in ASKS_FOR_CALL:
        return Effect.TO_HELPLINE
    return Effect.REPEATED if _is_said(given, question, about) else Effect.APPLIED


def _reason(given: GivenAnswer, about: _About) -> CallReason:
    """Goods that are gone will not be ready later: what "later" means then nobody can tell."""
    reason = ASKS_FOR_CALL[given.meaning]
    return reason if about.sales or reason is CallReason.CALL_ME else CallReason.UNCLEAR


def _is_said(given: GivenAnswer, question: Question, about: _About) -> bool:
    """Whether the sales are so already, and the question is as the answer leaves it. What was said may have been
    changed since by others: staff, or the supplier in their own account."""
    declined = questions.declined_sales(about.current)
    if not all(_is_so(given, sale, declined) for sale in about.current):
        return False
    if question.state in OPEN_QUESTIONS:
        return bool(about.unanswered)
    return (question.meaning, question.ready_on) == (given.meaning, given.day)


def _is_so(given: GivenAnswer, sale: SaleInfo, declined: Collection[int]) -> bool:
    if given.meaning is Meaning.CANNOT or sale.id in declined:
        return given.meaning is Meaning.CANNOT and sale.id in declined
    if given.meaning is Meaning.READY:
        return sale.state == SaleState.READY
    return sale.state == SaleState.CONFIRMED and sale.ready_on == given.day


def _note(given: GivenAnswer, question: Question, about: _About, now: datetime) -> None:
    """What the question makes of the answer: it goes on being asked while other sales of it are unanswered."""
    question.said_at = given.said_at
    if question.answered_at is None:
        question.answered_at, question.answered_by = now, given.channel
    if question.state not in OPEN_QUESTIONS or not about.unanswered:
        question.state, question.due_at = QuestionState.ANSWERED, None
        # Of several sales with several answers, that they cannot supply some of them is what matters.
        question.meaning = Meaning.CANNOT if questions.declined_sales(about.others) else given.meaning
        question.ready_on = given.day
        question.closed_at = question.closed_at or now
        queue.withdraw_answered_calls(question, now)
    question.save()


def _apply(given: GivenAnswer, question: Question, sales: list[SaleInfo], answer: Answer, now: datetime) -> None:
    ids = [sale.id for sale in sales]
    if given.meaning is Meaning.CANNOT:
        outcomes = consignment.record_cannot_supply(ids, by=given.by, reason=given.text[:200])
        queue.notify_staff(question, answer, outcomes, now)
    elif given.meaning is Meaning.READY:
        consignment.record_ready(ids, by=given.by)
    else:
        consignment.record_ready_on(ids, given.day or dates.indian_day(now), by=given.by)
