"""Operators taking the next call: never two the same, one at a time each, and none lost with an operator who leaves.

A claim is one statement over rows locked with SKIP LOCKED, so that any number of operators take calls at once without
waiting for one another. It lasts `helpline_claim_minutes` from the operator's last sign of life.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from odop_core import plugin_settings
from odop_core.locks import one_at_a_time
from odop_notifications import open_hours
from odop_notifications.helpline.queue import is_over
from odop_notifications.models import Call, CallAttempt, CallOutcome, CallState, Chase, Operator, Queue
from odop_notifications.settings import NotificationSettings

RETURN_BATCH = 100


class NotYours(ValueError):
    """The call is not, or no longer, in this operator's hands."""

    def __init__(self, call_id: int) -> None:
        super().__init__(f"Call {call_id} is not in your hands (any more). Take the next call.")


class NoName(ValueError):
    """An operator without a name cannot take calls."""

    def __init__(self) -> None:
        super().__init__("Say who you are: an operator needs a name.")


@transaction.atomic
def claim_next(
    operator: str,
    languages: Sequence[str] = (),
    queue: Queue = Queue.OPERATORS,
    now: datetime | None = None,
) -> Call | None:
    """The operator's call: the one in their hands, else the next that is due. None when there is none.

    `languages` are those they speak (as recorded for them, if left out; any, if nothing is). Outside the hours in which
    makers may be called nobody is given one. Raises NoName.
    """
    now = now or timezone.now()
    if not operator.strip():
        raise NoName
    settings = plugin_settings.load(NotificationSettings)
    return_abandoned(now)
    one_at_a_time("helpline-operator", operator)
    in_hand = Call.objects.filter(operator=operator, state=CallState.CLAIMED).first()
    if in_hand is not None:
        return in_hand
    if queue == Queue.OPERATORS and not is_open(settings, now):
        return None
    return _claim(operator, languages or _languages(operator), queue, now, settings)


def is_open(settings: NotificationSettings, now: datetime) -> bool:
    """Whether makers may be called now."""
    return open_hours.next_open(now, open_hours.calling_hours(settings)) == now


@transaction.atomic
def extend(call_id: int, operator: str, now: datetime | None = None) -> datetime:
    """A sign of life: the call stays in the operator's hands. Returns until when. Raises NotYours."""
    now = now or timezone.now()
    call = in_hands_of(operator, call_id)
    call.claimed_until = now + _lease(plugin_settings.load(NotificationSettings))
    call.save(update_fields=["claimed_until"])
    return call.claimed_until


@transaction.atomic
def release(call_id: int, operator: str, note: str = "", now: datetime | None = None) -> Call:
    """Give a call back; it keeps its place in the queue, unless nothing is left to ask. Raises NotYours."""
    now = now or timezone.now()
    hold_question(call_id)
    call = in_hands_of(operator, call_id)
    record_attempt(call, CallOutcome.RELEASED, now, note=note)
    _let_go(call, now)
    return call


@transaction.atomic
def return_abandoned(now: datetime | None = None) -> int:
    """Give back the calls of operators who fell silent. Returns how many. Costs nothing when there are none."""
    now = now or timezone.now()
    silent = Call.objects.select_for_update(skip_locked=True).filter(state=CallState.CLAIMED, claimed_until__lte=now)
    calls = list(silent.order_by("claimed_until")[:RETURN_BATCH])
    for call in calls:
        record_attempt(call, CallOutcome.ABANDONED, now)
        _let_go(call, now)
    return len(calls)


def hold_question(call_id: int) -> None:
    """A question is always locked before its calls, as by an answer that arrives this moment."""
    question = Call.objects.filter(pk=call_id).values("chase_id")
    Chase.objects.select_for_update().filter(pk__in=question).values_list("pk").first()


def in_hands_of(operator: str, call_id: int) -> Call:
    """The call, locked. Raises NotYours."""
    call = Call.objects.select_for_update().filter(pk=call_id, state=CallState.CLAIMED, operator=operator).first()
    if call is None:
        raise NotYours(call_id)
    return call


def record_attempt(call: Call, outcome: CallOutcome, now: datetime, **told: object) -> CallAttempt:
    return CallAttempt.objects.create(
        call=call, operator=call.operator, claimed_at=call.claimed_at or now, ended_at=now, outcome=outcome, **told
    )


def _let_go(call: Call, now: datetime) -> None:
    call.state, call.operator, call.claimed_at, call.claimed_until = CallState.WAITING, "", None, None
    if is_over(call):
        call.state, call.finished_at = CallState.WITHDRAWN, now
    call.save(update_fields=["state", "operator", "claimed_at", "claimed_until", "finished_at"])


def _claim(
    operator: str, languages: Sequence[str], queue: Queue, now: datetime, settings: NotificationSettings
) -> Call | None:
    waiting = Call.objects.filter(state=CallState.WAITING, queue=queue, due_at__lte=now)
    if languages:
        waiting = waiting.filter(language__in=languages)
    call = waiting.order_by("rank_at", "id").select_for_update(skip_locked=True, of=("self",)).first()
    if call is None:
        return None
    call.state, call.operator = CallState.CLAIMED, operator
    call.claimed_at, call.claimed_until = now, now + _lease(settings)
    call.save(update_fields=["state", "operator", "claimed_at", "claimed_until"])
    return call


def _languages(operator: str) -> list[str]:
    return Operator.objects.filter(name=operator).values_list("languages", flat=True).first() or []


def _lease(settings: NotificationSettings) -> timedelta:
    return timedelta(minutes=settings.helpline_claim_minutes)
