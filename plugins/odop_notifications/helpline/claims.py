"""Operators claiming calls: no call is given to two, each has one at a time, and none is lost when an operator leaves.

A claim is one statement over rows locked with SKIP LOCKED, so that any number of operators claim calls at once without
waiting for one another. It lasts `helpline_claim_minutes` from the operator's last sign of life.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from odop_core.database.locks import lock_subject
from odop_core.i18n import TextError, _
from odop_core.plugin import configuration
from odop_notifications.calls.languages import language_code_or_text
from odop_notifications.calls.queue import is_call_over
from odop_notifications.models import Call, CallAttempt, CallOutcome, CallState, Operator, Question, Queue
from odop_notifications.settings import NotificationSettings, open_hours

RETURN_BATCH = 100
# Calls passed over at a time since their suppliers are being called; there are no more operators than that.
MOST_PASSED_OVER = 100


class NotYours(TextError, ValueError):
    """The call is not, or no longer, in this operator's hands."""

    def __init__(self, call_id: int) -> None:
        super().__init__(_("Call {id} is not in your hands (any more). Take the next call.", id=call_id))


class NoName(TextError, ValueError):
    """An operator without a name cannot take calls."""

    def __init__(self) -> None:
        super().__init__(_("Say who you are: an operator needs a name."))


class UnknownOperator(TextError, LookupError):
    """A call cannot be handed over to them."""

    def __init__(self, name: str) -> None:
        super().__init__(_("There is no other operator {name}. Choose one of the operators.", name=name))


class OperatorBusy(TextError, ValueError):
    """Each operator has one call at a time."""

    def __init__(self, name: str) -> None:
        super().__init__(_("{name} is at another call. Choose another operator, or release the call.", name=name))


@transaction.atomic
def claim_next_call(
    operator: str,
    languages: Sequence[str] = (),
    queue: Queue = Queue.OPERATORS,
    now: datetime | None = None,
) -> Call | None:
    """The operator's call: the one in their hands, else the next that is due. None when there is none.

    `languages` are those they speak (as recorded for them, if left out; any, if nothing is). Outside the hours in which
    suppliers may be called nobody is given one. Raises NoName.
    """
    now = now or timezone.now()
    if not operator.strip():
        raise NoName
    settings = configuration.load_settings(NotificationSettings)
    return_abandoned_calls(now)
    lock_subject("helpline-operator", operator)
    in_hand = Call.objects.filter(operator=operator, state=CallState.CLAIMED).first()
    if in_hand is not None:
        return in_hand
    if queue == Queue.OPERATORS and not is_calling_time(settings, now):
        return None
    spoken = [language_code_or_text(language) for language in languages] or _languages(operator)
    return _claim(operator, spoken, queue, now, settings)


def is_calling_time(settings: NotificationSettings, now: datetime) -> bool:
    """Whether suppliers may be called now."""
    return open_hours.next_open_moment(now, open_hours.calling_hours(settings)) == now


@transaction.atomic
def extend_claim(call_id: int, operator: str, now: datetime | None = None) -> datetime:
    """A sign of life: the call stays in the operator's hands. Returns until when. Raises NotYours."""
    now = now or timezone.now()
    call = lock_claimed_call(operator, call_id)
    call.claimed_until = now + _lease(configuration.load_settings(NotificationSettings))
    call.save(update_fields=["claimed_until"])
    return call.claimed_until


@transaction.atomic
def release_call(call_id: int, operator: str, note: str = "", now: datetime | None = None) -> Call:
    """Give a call back; it keeps its place in the queue, unless nothing is left to ask. Raises NotYours."""
    now = now or timezone.now()
    lock_question(call_id)
    call = lock_claimed_call(operator, call_id)
    record_attempt(call, CallOutcome.RELEASED, now, note=note)
    _let_go(call, now)
    return call


@transaction.atomic
def transfer_call(call_id: int, operator: str, to: str, note: str = "", now: datetime | None = None) -> Call:
    """Hand a call over to another operator, who has none in hand; it is then theirs as if they had claimed it.

    Raises NotYours, UnknownOperator, OperatorBusy.
    """
    now = now or timezone.now()
    if to == operator or not Operator.objects.filter(name=to).exists():
        raise UnknownOperator(to)
    lock_subject("helpline-operator", to)
    if Call.objects.filter(operator=to, state=CallState.CLAIMED).exists():
        raise OperatorBusy(to)
    lock_question(call_id)
    call = lock_claimed_call(operator, call_id)
    record_attempt(call, CallOutcome.RELEASED, now, note=f"Handed over to {to}. {note}".strip())
    call.operator, call.claimed_at = to, now
    call.claimed_until = now + _lease(configuration.load_settings(NotificationSettings))
    call.save(update_fields=["operator", "claimed_at", "claimed_until"])
    return call


@transaction.atomic
def return_abandoned_calls(now: datetime | None = None) -> int:
    """Give back the calls of operators who fell silent. Returns how many. Costs nothing when there are none.

    Their questions are locked first, so that an answer of this moment withdraws what goes back. Whatever somebody else
    has locked comes with the next run.
    """
    now = now or timezone.now()
    silent = Call.objects.filter(state=CallState.CLAIMED, claimed_until__lte=now)
    found = dict(silent.order_by("claimed_until").values_list("pk", "question_id")[:RETURN_BATCH])
    if not found:
        return 0
    questions = Question.objects.filter(pk__in={pk for pk in found.values() if pk is not None}).order_by("id")
    locked = list(questions.select_for_update(skip_locked=True).values_list("pk", flat=True))
    rows = silent.filter(Q(question=None) | Q(question__in=locked), pk__in=found).order_by("id")
    calls = list(rows.select_for_update(skip_locked=True, of=("self",)))
    for call in calls:
        record_attempt(call, CallOutcome.ABANDONED, now)
        _let_go(call, now)
    return len(calls)


def lock_question(call_id: int) -> None:
    """A question is always locked before its calls, as by an answer that arrives this moment."""
    question = Call.objects.filter(pk=call_id).values("question_id")
    Question.objects.select_for_update().filter(pk__in=question).values_list("pk").first()


def lock_claimed_call(operator: str, call_id: int) -> Call:
    """The call, locked. Raises NotYours."""
    call = Call.objects.select_for_update().filter(pk=call_id, state=CallState.CLAIMED, operator=operator).first()
    if call is None:
        raise NotYours(call_id)
    return call


def record_attempt(call: Call, outcome: CallOutcome, now: datetime, **details: object) -> CallAttempt:
    return CallAttempt.objects.create(
        call=call, operator=call.operator, claimed_at=call.claimed_at or now, ended_at=now, outcome=outcome, **details
    )


def _let_go(call: Call, now: datetime) -> None:
    call.state, call.operator, call.claimed_at, call.claimed_until = CallState.WAITING, "", None, None
    if is_call_over(call):
        call.state, call.finished_at = CallState.WITHDRAWN, now
    call.save(update_fields=["state", "operator", "claimed_at", "claimed_until", "finished_at"])


def _claim(
    operator: str, languages: Sequence[str], queue: Queue, now: datetime, settings: NotificationSettings
) -> Call | None:
    waiting = Call.objects.filter(state=CallState.WAITING, queue=queue, due_at__lte=now)
    if languages:
        waiting = waiting.filter(language__in=languages)
    call = _first(waiting, queue)
    if call is None:
        return None
    call.state, call.operator = CallState.CLAIMED, operator
    call.claimed_at, call.claimed_until = now, now + _lease(settings)
    call.save(update_fields=["state", "operator", "claimed_at", "claimed_until"])
    return call


def _first(waiting: QuerySet[Call], queue: Queue) -> Call | None:
    """The next one whose supplier nobody is calling: two operators never ring the same telephone."""
    if queue == Queue.OPERATORS:
        waiting = waiting.exclude(_being_called())
    passed_over: list[int] = []
    while len(passed_over) < MOST_PASSED_OVER:
        rows = waiting.exclude(pk__in=passed_over).order_by("rank_at", "id")
        call = rows.select_for_update(skip_locked=True, of=("self",)).first()
        if call is None or queue != Queue.OPERATORS or _is_ours(call):
            return call
        passed_over.append(call.pk)
    return None


def _being_called() -> Q:
    """Calls to whoever an operator is calling, by supplier and by number: several suppliers may have the same."""
    claimed = Call.objects.filter(state=CallState.CLAIMED, queue=Queue.OPERATORS)
    pairs = list(claimed.values_list("supplier_id", "phone_digest"))
    suppliers = {supplier_id for supplier_id, _number in pairs if supplier_id is not None}
    numbers = {number for _supplier_id, number in pairs if number}
    return Q(supplier_id__in=suppliers) | Q(phone_digest__in=numbers)


def _is_ours(call: Call) -> bool:
    """Whether nobody else takes a call to the same supplier this moment, or has just taken one.

    Waiting for whoever does could end in a ring of operators who wait for one another; so nobody waits.
    """
    keys = [f"odop:helpline-number:{call.phone_digest}"] if call.phone_digest else []
    keys += [f"odop:helpline-supplier:{call.supplier_id}"] if call.supplier_id is not None else []
    if not keys:
        return True
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT bool_and(pg_try_advisory_xact_lock(hashtextextended(key, 0))) FROM unnest(%s::text[]) key", [keys]
        )
        (is_free,) = cursor.fetchone()
    return bool(is_free) and not Call.objects.filter(_being_called(), pk=call.pk).exists()


def _languages(operator: str) -> list[str]:
    return Operator.objects.filter(name=operator).values_list("languages", flat=True).first() or []


def _lease(settings: NotificationSettings) -> timedelta:
    return timedelta(minutes=settings.helpline_claim_minutes)
