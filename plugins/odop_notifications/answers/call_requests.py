"""A supplier asks in their app to be called, about an order or about anything else.

However often they ask, one call waits; and who asks again and again after each call is asked for patience.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from odop_consignment import api as consignment
from odop_core.database.locks import lock_subject
from odop_core.i18n import TextError, _
from odop_core.india import aadhaar
from odop_notifications.answers import records
from odop_notifications.answers.records import GivenAnswer
from odop_notifications.calls import queue
from odop_notifications.calls.queue import OPEN_CALLS
from odop_notifications.models import Answer, Call, CallReason, Effect, Meaning, Question, Queue

CHANNEL = "app"
MOST_IN_AN_HOUR = 3


class NoSuchQuestion(TextError, LookupError):
    """The question is not the supplier's, or not there."""


class TooManyCalls(TextError, ValueError):
    """They asked often enough in this hour."""


class BadNote(TextError, ValueError):
    """What they wrote cannot be kept."""


@transaction.atomic
def request_call(
    supplier_id: int, *, note: str = "", question_id: int | None = None, now: datetime | None = None
) -> Call:
    """The call that waits for a supplier; a new one if none does. `question_id` says about which question.

    Raises NoSuchQuestion, TooManyCalls, BadNote.
    """
    now = now or timezone.now()
    if aadhaar.contains_aadhaar(note):
        raise BadNote(_("The note holds what can be an Aadhaar number. Leave it out: we must never keep one."))
    lock_subject("call-request", str(supplier_id))
    question = Question.objects.filter(pk=question_id, supplier_id=supplier_id).first()
    if question_id is not None and question is None:
        raise NoSuchQuestion(_("There is no question {id}.", id=question_id))
    waiting = Call.objects.filter(
        supplier_id=supplier_id, question=question, wish=CallReason.CALL_ME, queue=Queue.OPERATORS,
        state__in=OPEN_CALLS,
    )  # fmt: skip
    if (call := waiting.order_by("id").first()) is not None:
        return call
    asked = Answer.objects.filter(
        supplier_id=supplier_id, channel=CHANNEL, meaning=Meaning.CALL_ME, received_at__gt=now - timedelta(hours=1)
    )
    if asked.count() >= MOST_IN_AN_HOUR:
        raise TooManyCalls(_("You asked for several calls in this hour. Please wait: somebody will call you."))
    phone = consignment.suppliers_by_id([supplier_id])[supplier_id].phone
    given = GivenAnswer(
        Meaning.CALL_ME, None, key=f"{CHANNEL}:{uuid.uuid4()}", channel=CHANNEL, said_at=now, sender=phone, text=note
    )
    if question is not None:
        records.apply_answer(given, question, now)
        return waiting.latest("id")
    answer = records.save_answer(given, Effect.TO_HELPLINE, supplier_id=supplier_id)
    return queue.queue_call_back(answer, now)
