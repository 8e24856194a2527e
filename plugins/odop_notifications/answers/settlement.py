"""Answers that staff write down: one given otherwise (at the counter, say), or what an unclear one meant."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from odop_core.database.locks import lock_subject
from odop_core.i18n import TextError, _
from odop_core.india import aadhaar, dates
from odop_core.plugin import configuration
from odop_notifications.answers import records
from odop_notifications.answers.records import GivenAnswer
from odop_notifications.escalation.questions import SAID_ELSEWHERE
from odop_notifications.models import Answer, Call, CallReason, CallState, Effect, Meaning, Question, Queue
from odop_notifications.settings import NotificationSettings

# What a person can have understood; "nothing that needs an answer" is for what was no answer at all.
RECORDED = (Meaning.READY, Meaning.READY_ON, Meaning.CANNOT, Meaning.CALL_ME)
SETTLED = (*RECORDED, Meaning.COURTESY)


class UnknownAnswer(TextError, LookupError):
    """There is no such answer or question; the text says which."""


class BadAnswer(TextError, ValueError):
    """It cannot be written down so; the text says what to change."""


class SettledAlready(TextError, ValueError):
    """Somebody was faster, or nothing is unclear about it."""


@transaction.atomic
def record_answer(
    question_id: int, meaning: Meaning, day: date | None, note: str, by: str, now: datetime | None = None
) -> Answer:
    """A supplier answered a question otherwise. `day` is an Indian day. Raises UnknownAnswer, BadAnswer."""
    now = now or timezone.now()
    if meaning not in RECORDED:
        raise BadAnswer(_("Write down one of {names}.", names=", ".join(one.name for one in RECORDED)))
    _check(meaning, day, note, now)
    given = GivenAnswer(meaning, day, f"staff:{uuid.uuid4()}", SAID_ELSEWHERE, now, given_by=by, text=note)
    return records.apply_answer(given, _question(question_id), now)


@transaction.atomic
def settle_answer(
    answer_id: int,
    meaning: Meaning,
    day: date | None,
    note: str,
    by: str,
    question_id: int | None = None,
    now: datetime | None = None,
) -> Answer:
    """What an answer meant that was left to a person; nobody needs to call about it any more.

    It counts from when the supplier said it. `question_id` says which question it answers, where the answer does not
    tell. Raises UnknownAnswer, BadAnswer, SettledAlready.
    """
    now = now or timezone.now()
    if meaning not in SETTLED:
        raise BadAnswer(_("Say which it meant: {names}.", names=", ".join(one.name for one in SETTLED)))
    _check(meaning, day, note, now)
    lock_subject("settle-answer", str(answer_id))
    answer = Answer.objects.filter(pk=answer_id).first()
    if answer is None:
        raise UnknownAnswer(_("There is no answer {id}.", id=answer_id))
    if answer.effect != Effect.TO_HELPLINE:
        raise SettledAlready(_("This answer was understood when it came; nothing is left to settle."))
    question = _meant(answer, question_id, meaning)
    key = f"settled:{answer.pk}"
    given = GivenAnswer(
        meaning, day, key, answer.channel, answer.said_at, given_by=by, sender=answer.sender, text=note or answer.text,
        sale_id=answer.sale_id if question == answer.question else None,
    )  # fmt: skip
    if question is not None:
        Question.objects.select_for_update().get(pk=question.pk)  # before its calls, as everywhere
    calls = list(Call.objects.select_for_update().filter(answer=answer, state=CallState.WAITING, queue=Queue.OPERATORS))
    if Answer.objects.filter(key=key).exists():
        raise SettledAlready(_("This answer is already settled."))
    if question is None:
        settled = records.save_answer(given, Effect.NOTED, supplier_id=answer.supplier_id)
    else:
        settled = records.apply_answer(given, question, now)
    if settled.effect != Effect.TO_HELPLINE:
        waiting = Call.objects.filter(pk__in=[call.pk for call in calls], state=CallState.WAITING)
        if answer.meaning != Meaning.CALL_ME:  # who asked for a call in other words still waits for it
            waiting = waiting.exclude(wish=CallReason.CALL_ME)
        waiting.update(state=CallState.WITHDRAWN, finished_at=now)
    return settled


def _meant(answer: Answer, question_id: int | None, meaning: Meaning) -> Question | None:
    """The question it answers; None where it answers none."""
    if meaning is Meaning.COURTESY:
        if answer.question is not None and answer.question.closed_at is None:
            raise BadAnswer(_("The question still waits for an answer; say what it is, or let the helpline ask."))
        return None
    question = _question(question_id) if question_id is not None else answer.question
    if question is None:
        raise BadAnswer(_("Name the question it answers; it may be about several, or about none."))
    if answer.supplier_id not in (None, question.supplier_id):
        raise BadAnswer(_("That question was sent to another supplier than the one who answered."))
    return question


def _question(question_id: int) -> Question:
    question = Question.objects.filter(pk=question_id).first()
    if question is None:
        raise UnknownAnswer(_("There is no question {id}.", id=question_id))
    return question


def _check(meaning: Meaning, day: date | None, note: str, now: datetime) -> None:
    if aadhaar.contains_aadhaar(note):
        raise BadAnswer(_("The note holds what can be an Aadhaar number. Leave it out: we must never keep one."))
    if (meaning is Meaning.READY_ON) != (day is not None):
        raise BadAnswer(_("Name the day with READY_ON, and with nothing else."))
    furthest = configuration.load_settings(NotificationSettings).answer_furthest_days
    if day is not None and not 0 <= (day - dates.indian_day(now)).days <= furthest:
        raise BadAnswer(_("Name a day from today up to {days} days ahead.", days=furthest))
