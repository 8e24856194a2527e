"""Putting calls into the queue, and withdrawing them when they are no longer needed.

One question has one open call at a time: further reasons are added to it. A call that only asks about goods is
withdrawn when nothing is left to ask; a call that the supplier asked for is made all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import F

from odop_core.plugin import configuration
from odop_notifications import messages
from odop_notifications.calls import languages, priority
from odop_notifications.models import (
    OPEN_QUESTIONS,
    Answer,
    Call,
    CallReason,
    CallState,
    Meaning,
    Message,
    Question,
    QuestionState,
    Queue,
)
from odop_notifications.settings import NotificationSettings, open_hours
from odop_notifications.suppliers import senders

if TYPE_CHECKING:
    from odop_consignment.api import CannotSupply

OPEN_CALLS = (CallState.WAITING, CallState.CLAIMED)
# What suppliers themselves wish of a call; the first of them outlives a clear answer, too.
WISHES = (CallReason.CALL_ME, CallReason.UNCLEAR)


def queue_call(
    question: Question,
    reason: CallReason,
    *,
    now: datetime,
    answer: Answer | None = None,
    detail: str = "",
    settings: NotificationSettings | None = None,
) -> Call:
    """Let an operator ask; the question, which the caller has locked, is asked by no other channel any more."""
    settings = settings or configuration.load_settings(NotificationSettings)
    if question.state in OPEN_QUESTIONS:
        question.state, question.due_at = QuestionState.AT_HELPLINE, None
        question.save(update_fields=["state", "due_at"])
        messages.withdraw_reminders(question.pk)
    open_call = _open_call(question)
    if open_call is not None:
        return _add(open_call, reason, answer, detail, now, settings)
    number = Call.objects.filter(question=question).count() + 1
    return _put(
        f"question-{question.pk}:call-{number}", reason, now, settings, question=question, answer=answer, detail=detail
    )


def queue_call_back(answer: Answer, now: datetime) -> Call:
    """Call somebody whose words belong to no question: a supplier, or a number we do not know."""
    settings = configuration.load_settings(NotificationSettings)
    reason = CallReason.CALL_ME if answer.meaning == Meaning.CALL_ME else CallReason.UNCLEAR
    reason = reason if answer.supplier_id else CallReason.UNKNOWN_SENDER
    return _put(f"answer-{answer.pk}", reason, now, settings, answer=answer, detail=answer.text)


def queue_call_to_say(message: Message, reason: CallReason, now: datetime) -> Call:
    """Tell somebody in person what a message says, once for each message."""
    settings = configuration.load_settings(NotificationSettings)
    return _put(f"message-{message.pk}", reason, now, settings, detail=message.text, like=message)


def queue_call_about_sales(
    sale_ids: Sequence[int], reason: CallReason, key: str, detail: str, now: datetime
) -> Call | None:
    """Another plugin wants a supplier called, once per `key`. None when nobody was ever asked about these sales."""
    # All of them are looked up, since asking the database for the last one has it look through all questions there are.
    asked = list(Question.objects.filter(sale_ids__overlap=list(sale_ids)).values_list("pk", flat=True))
    if not asked:
        return None
    question = Question.objects.select_for_update().get(pk=max(asked))
    settings = configuration.load_settings(NotificationSettings)
    open_call = _open_call(question)
    if open_call is None or Call.objects.filter(key=key).exists():
        return _put(key, reason, now, settings, question=question, detail=detail)
    return open_call if detail in open_call.detail else _add(open_call, reason, None, detail, now, settings)


def _open_call(question: Question) -> Call | None:
    """The call about a question that waits or is being made, locked."""
    rows = Call.objects.select_for_update().filter(question=question, queue=Queue.OPERATORS, state__in=OPEN_CALLS)
    return rows.first()


def notify_staff(question: Question, answer: Answer, outcomes: Iterable[CannotSupply], now: datetime) -> Call | None:
    """A supplier cannot supply: staff hear what became of each sale. None when it was too late for all of them."""
    lines = [_became(outcome) for outcome in outcomes if not outcome.is_too_late]
    if not lines:
        return None
    settings = configuration.load_settings(NotificationSettings)
    detail = "\n".join([*lines, answer.text])
    return _put(
        f"answer-{answer.pk}:staff", CallReason.CANNOT, now, settings, question=question, answer=answer, detail=detail,
        queue=Queue.STAFF,
    )  # fmt: skip


def notify_staff_of_sale(question: Question, sale_id: int, words: str, now: datetime) -> Call:
    """The same of one sale, which its supplier declined without us: in their account, or through staff."""
    settings = configuration.load_settings(NotificationSettings)
    return _put(
        f"sale-{sale_id}:cannot", CallReason.CANNOT, now, settings, question=question, detail=words, queue=Queue.STAFF
    )


def hand_to_staff(call: Call, reason: CallReason, detail: str, now: datetime) -> Call:
    """What an operator cannot settle."""
    settings = configuration.load_settings(NotificationSettings)
    return _put(
        f"call-{call.pk}:{reason.value}", reason, now, settings, question=call.question, answer=call.answer,
        detail=detail, queue=Queue.STAFF, like=call,
    )  # fmt: skip


def withdraw_calls(question: Question, now: datetime) -> int:
    """Nothing of the goods is left to ask; what the supplier wished of a call still is. A call in an operator's hands
    stays with them: they may be talking."""
    messages.withdraw_reminders(question.pk)
    return _withdraw(question, [""], now)


def withdraw_answered_calls(question: Question, now: datetime) -> int:
    """The supplier said clearly how it is, which mends what was unclear before. Who asked to be called is called."""
    messages.withdraw_reminders(question.pk)
    return _withdraw(question, ["", CallReason.UNCLEAR], now)


def _withdraw(question: Question, wishes: list[str], now: datetime) -> int:
    waiting = Call.objects.filter(question=question, queue=Queue.OPERATORS, state=CallState.WAITING)
    withdrawn = waiting.filter(wish__in=wishes).update(state=CallState.WITHDRAWN, finished_at=now)
    waiting.update(reason=F("wish"))
    return withdrawn


def is_call_over(call: Call) -> bool:
    """Whether what an operator was to ask was answered, or called off, since it was last added to.

    A call about something else (a pickup that was missed, say) may well begin after the question was answered.
    """
    question, asked_at = call.question, call.asked_at or call.created_at
    if question is None or call.queue != Queue.OPERATORS or question.state in OPEN_QUESTIONS:
        return False
    if call.wish == CallReason.CALL_ME:
        return False
    if call.wish:
        return question.said_at is not None and question.said_at >= asked_at
    return question.closed_at is None or question.closed_at >= asked_at


def put_back_call(call: Call, due_at: datetime, settings: NotificationSettings, *, promised: bool = False) -> None:
    """A call to a supplier waits again, until the hours in which they may be called."""
    hours = None if call.queue == Queue.STAFF else open_hours.calling_hours(settings)
    call.due_at = open_hours.next_open_moment(due_at, hours)
    call.sla_due_at = open_hours.add_open_minutes(
        call.due_at, settings.helpline_sla_minutes, open_hours.calling_hours(settings)
    )
    call.rank_at = _rank(call, promised=promised)
    call.state, call.claimed_at, call.claimed_until = CallState.WAITING, None, None
    call.save()


def _put(
    key: str,
    reason: CallReason,
    now: datetime,
    settings: NotificationSettings,
    *,
    question: Question | None = None,
    answer: Answer | None = None,
    detail: str = "",
    queue: Queue = Queue.OPERATORS,
    like: Call | Message | None = None,
) -> Call:
    found = Call.objects.filter(key=key).first()
    if found is not None:
        return found
    about = question or answer or like
    language = question.language if question else like.language if like else languages.DEFAULT
    call = Call(
        key=key,
        reason=reason,
        wish=_wish(reason, queue),
        queue=queue,
        question=question,
        answer=answer,
        supplier_id=about.supplier_id if about else None,
        order_id=about.order_id if about else "",
        order_number=question.order_number if question else like.order_number if like else "",
        sender=answer.sender if answer and question is None else "",
        phone_digest=_number(question, answer, like),
        detail=detail,
        language=language if queue == Queue.STAFF else languages.spoken_or_default(language),
        value_paise=question.value_paise if question else 0,
        created_at=now,
        asked_at=now,
    )
    put_back_call(call, now, settings)
    return call


def _add(
    call: Call, reason: CallReason, answer: Answer | None, detail: str, now: datetime, settings: NotificationSettings
) -> Call:
    """What was said last is what the operator must know first."""
    call.answer, call.asked_at = answer or call.answer, now
    call.wish = call.wish if call.wish == CallReason.CALL_ME else _wish(reason, Queue.OPERATORS) or call.wish
    both = [part for part in (detail, str(call.detail)) if part]
    call.detail = "\n".join(both)  # type: ignore[assignment]  # an encrypted field holds text
    if priority.REASONS[reason] >= priority.REASONS[CallReason(call.reason)]:
        call.reason = reason
    if call.state == CallState.WAITING:
        before = call.rank_at
        call.due_at = min(call.due_at, open_hours.next_open_moment(now, open_hours.calling_hours(settings)))
        call.rank_at = min(before, _rank(call))
    call.save()
    return call


def _wish(reason: CallReason, queue: Queue) -> str:
    return reason if reason in WISHES and queue == Queue.OPERATORS else ""


def _number(question: Question | None, answer: Answer | None, like: Call | Message | None) -> str:
    """The digest of the number to call, as far as it is known."""
    if question is not None:
        return question.phone_digest
    if answer is not None:
        return answer.sender_digest
    return senders.digest_phone(like.address) if isinstance(like, Message) else like.phone_digest if like else ""


def _rank(call: Call, *, promised: bool = False) -> datetime:
    needed_by = call.question.needed_by if call.question else None
    return priority.rank_at(call.due_at, call.reason, call.value_paise, needed_by, promised=promised)


def _became(outcome: CannotSupply) -> str:
    if outcome.new_sale_ids:
        others = ", ".join(map(str, outcome.new_sale_ids))
        return f"Sale {outcome.sale_id}: another supplier was asked (sale {others})."
    return f"Sale {outcome.sale_id}: {outcome.issue}"
