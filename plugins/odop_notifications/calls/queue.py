"""Putting calls into the queue, and taking them out when they are no longer needed.

One question has one open call at a time: whatever makes another necessary is added to it. A call that only asks about
goods is no longer needed when nothing is left to ask; one that the maker themselves wished for is made all the same.
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
    OPEN_CHASES,
    Answer,
    Call,
    CallReason,
    CallState,
    Chase,
    ChaseState,
    Meaning,
    Message,
    Queue,
)
from odop_notifications.settings import NotificationSettings, open_hours
from odop_notifications.suppliers import senders

if TYPE_CHECKING:
    from odop_consignment.api import CannotSupply

OPEN_CALLS = (CallState.WAITING, CallState.CLAIMED)
# What makers themselves wish of a call; the first of them outlives a clear answer, too.
WISHES = (CallReason.CALL_ME, CallReason.UNCLEAR)


def call_for(
    chase: Chase,
    reason: CallReason,
    *,
    now: datetime,
    answer: Answer | None = None,
    detail: str = "",
    settings: NotificationSettings | None = None,
) -> Call:
    """Let an operator ask a maker; the question is asked by no other channel any more. The caller holds the chase."""
    settings = settings or configuration.load(NotificationSettings)
    if chase.state in OPEN_CHASES:
        chase.state, chase.due_at = ChaseState.AT_HELPLINE, None
        chase.save(update_fields=["state", "due_at"])
        messages.stop_asking(chase.pk)
    standing = _standing(chase)
    if standing is not None:
        return _add(standing, reason, answer, detail, now, settings)
    number = Call.objects.filter(chase=chase).count() + 1
    return _put(f"chase-{chase.pk}:call-{number}", reason, now, settings, chase=chase, answer=answer, detail=detail)


def call_back(answer: Answer, now: datetime) -> Call:
    """Call somebody whose words belong to no question: a supplier, or a number we do not know."""
    settings = configuration.load(NotificationSettings)
    reason = CallReason.CALL_ME if answer.meaning == Meaning.CALL_ME else CallReason.UNCLEAR
    reason = reason if answer.supplier_id else CallReason.UNKNOWN_SENDER
    return _put(f"answer-{answer.pk}", reason, now, settings, answer=answer, detail=answer.text)


def call_to_say(message: Message, reason: CallReason, now: datetime) -> Call:
    """Tell somebody in person what a message says, once for each message."""
    settings = configuration.load(NotificationSettings)
    return _put(f"message-{message.pk}", reason, now, settings, detail=message.text, like=message)


def call_about(sale_ids: Sequence[int], reason: CallReason, key: str, detail: str, now: datetime) -> Call | None:
    """Another plugin wants a maker to be called, once per `key`. None when nobody was ever asked about these sales."""
    # All of them are looked up, since asking the database for the last one has it look through all questions there are.
    asked = list(Chase.objects.filter(sale_ids__overlap=list(sale_ids)).values_list("pk", flat=True))
    if not asked:
        return None
    chase = Chase.objects.select_for_update().get(pk=max(asked))
    settings = configuration.load(NotificationSettings)
    standing = _standing(chase)
    if standing is None or Call.objects.filter(key=key).exists():
        return _put(key, reason, now, settings, chase=chase, detail=detail)
    return standing if detail in standing.detail else _add(standing, reason, None, detail, now, settings)


def _standing(chase: Chase) -> Call | None:
    """The call about a question that waits or is being made, locked."""
    rows = Call.objects.select_for_update().filter(chase=chase, queue=Queue.OPERATORS, state__in=OPEN_CALLS)
    return rows.first()


def tell_staff(chase: Chase, answer: Answer, outcomes: Iterable[CannotSupply], now: datetime) -> Call | None:
    """A maker cannot supply: staff hear what became of each sale. None when it was too late for all of them."""
    lines = [_became(outcome) for outcome in outcomes if not outcome.is_too_late]
    if not lines:
        return None
    settings = configuration.load(NotificationSettings)
    detail = "\n".join([*lines, answer.text])
    return _put(
        f"answer-{answer.pk}:staff", CallReason.CANNOT, now, settings, chase=chase, answer=answer, detail=detail,
        queue=Queue.STAFF,
    )  # fmt: skip


def tell_staff_of(chase: Chase, sale_id: int, words: str, now: datetime) -> Call:
    """The same of one sale, which its maker declined without us: in their account, or through staff."""
    settings = configuration.load(NotificationSettings)
    return _put(
        f"sale-{sale_id}:cannot", CallReason.CANNOT, now, settings, chase=chase, detail=words, queue=Queue.STAFF
    )


def hand_to_staff(call: Call, reason: CallReason, detail: str, now: datetime) -> Call:
    """What an operator cannot settle."""
    settings = configuration.load(NotificationSettings)
    return _put(
        f"call-{call.pk}:{reason.value}", reason, now, settings, chase=call.chase, answer=call.answer, detail=detail,
        queue=Queue.STAFF, like=call,
    )  # fmt: skip


def withdraw_of_chase(chase: Chase, now: datetime) -> int:
    """Nothing of the goods is left to ask; what the maker wished of a call still is. A call in an operator's hands
    stays with them: they may be talking."""
    messages.stop_asking(chase.pk)
    return _withdraw(chase, [""], now)


def withdraw_answered(chase: Chase, now: datetime) -> int:
    """The maker said clearly how it is, which mends what was unclear before. Who asked to be called is called."""
    messages.stop_asking(chase.pk)
    return _withdraw(chase, ["", CallReason.UNCLEAR], now)


def _withdraw(chase: Chase, wishes: list[str], now: datetime) -> int:
    waiting = Call.objects.filter(chase=chase, queue=Queue.OPERATORS, state=CallState.WAITING)
    withdrawn = waiting.filter(wish__in=wishes).update(state=CallState.WITHDRAWN, finished_at=now)
    waiting.update(reason=F("wish"))
    return withdrawn


def is_over(call: Call) -> bool:
    """Whether what an operator was to ask was answered, or called off, since it was last added to.

    A call about something else (a pickup that was missed, say) may well begin after the question was answered.
    """
    chase, asked_at = call.chase, call.asked_at or call.created_at
    if chase is None or call.queue != Queue.OPERATORS or chase.state in OPEN_CHASES:
        return False
    if call.wish == CallReason.CALL_ME:
        return False
    if call.wish:
        return chase.said_at is not None and chase.said_at >= asked_at
    return chase.closed_at is None or chase.closed_at >= asked_at


def put_back(call: Call, due_at: datetime, settings: NotificationSettings, *, promised: bool = False) -> None:
    """A call to a maker waits again, until the hours in which they may be called."""
    hours = None if call.queue == Queue.STAFF else open_hours.calling_hours(settings)
    call.due_at = open_hours.next_open(due_at, hours)
    call.sla_due_at = open_hours.after(call.due_at, settings.helpline_sla_minutes, open_hours.calling_hours(settings))
    call.rank_at = _rank(call, promised=promised)
    call.state, call.claimed_at, call.claimed_until = CallState.WAITING, None, None
    call.save()


def _put(
    key: str,
    reason: CallReason,
    now: datetime,
    settings: NotificationSettings,
    *,
    chase: Chase | None = None,
    answer: Answer | None = None,
    detail: str = "",
    queue: Queue = Queue.OPERATORS,
    like: Call | Message | None = None,
) -> Call:
    found = Call.objects.filter(key=key).first()
    if found is not None:
        return found
    about = chase or answer or like
    language = chase.language if chase else like.language if like else languages.DEFAULT
    call = Call(
        key=key,
        reason=reason,
        wish=_wish(reason, queue),
        queue=queue,
        chase=chase,
        answer=answer,
        supplier_id=about.supplier_id if about else None,
        order_id=about.order_id if about else "",
        order_number=chase.order_number if chase else like.order_number if like else "",
        sender=answer.sender if answer and chase is None else "",
        phone_digest=_number(chase, answer, like),
        detail=detail,
        language=language if queue == Queue.STAFF else languages.spoken(language),
        value_paise=chase.value_paise if chase else 0,
        created_at=now,
        asked_at=now,
    )
    put_back(call, now, settings)
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
        call.due_at = min(call.due_at, open_hours.next_open(now, open_hours.calling_hours(settings)))
        call.rank_at = min(before, _rank(call))
    call.save()
    return call


def _wish(reason: CallReason, queue: Queue) -> str:
    return reason if reason in WISHES and queue == Queue.OPERATORS else ""


def _number(chase: Chase | None, answer: Answer | None, like: Call | Message | None) -> str:
    """The digest of the number to call, as far as it is known."""
    if chase is not None:
        return chase.phone_digest
    if answer is not None:
        return answer.sender_digest
    return senders.digest(like.address) if isinstance(like, Message) else like.phone_digest if like else ""


def _rank(call: Call, *, promised: bool = False) -> datetime:
    needed_by = call.chase.needed_by if call.chase else None
    return priority.rank_at(call.due_at, call.reason, call.value_paise, needed_by, promised=promised)


def _became(outcome: CannotSupply) -> str:
    if outcome.new_sale_ids:
        others = ", ".join(map(str, outcome.new_sale_ids))
        return f"Sale {outcome.sale_id}: another supplier was asked (sale {others})."
    return f"Sale {outcome.sale_id}: {outcome.trouble}"
