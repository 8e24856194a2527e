"""What of notifications waits for a person. Each function is one query."""

from __future__ import annotations

from django.utils import timezone

from odop_core.waiting import Waiting, count_waiting
from odop_notifications.api import answers
from odop_notifications.calls.queue import OPEN_CALLS
from odop_notifications.models import OPEN_QUESTIONS, Call, Message, MessageState, Question, Queue


def questions_overdue(using: str = "default") -> Waiting:
    """The goods should be ready by now, and their supplier has not answered."""
    rows = Question.objects.using(using).filter(state__in=OPEN_QUESTIONS, needed_by__lte=timezone.now())
    return count_waiting(rows, "needed_by")


def answers_to_review(using: str = "default") -> Waiting:
    """Nobody can tell what the supplier means."""
    return count_waiting(answers.answers_to_review(using), "received_at")


def messages_in_doubt(using: str = "default") -> Waiting:
    """No gateway says whether they were sent; a person may find out, and send them again."""
    return count_waiting(Message.objects.using(using).filter(state=MessageState.MAYBE_SENT), "created_at")


def calls_overdue(using: str = "default") -> Waiting:
    """Calls to suppliers that should have been made by now."""
    rows = Call.objects.using(using).filter(state__in=OPEN_CALLS, sla_due_at__lte=timezone.now())
    return count_waiting(rows.filter(queue=Queue.OPERATORS), "sla_due_at")


def calls_for_staff(using: str = "default") -> Waiting:
    """What operators could not settle."""
    return count_waiting(Call.objects.using(using).filter(queue=Queue.STAFF, state__in=OPEN_CALLS), "created_at")
