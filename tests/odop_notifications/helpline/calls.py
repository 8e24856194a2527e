"""What the tests of the helpline share: calls that wait, and calls an operator has taken."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from odop_notifications.escalation import steps
from odop_notifications.helpline import claims, outcomes
from odop_notifications.helpline.outcomes import OutcomeReport
from odop_notifications.models import Call, CallOutcome, CallReason, Queue
from tests.odop_notifications.questions import NOON, ask_supplier


def waiting_call(number: int = 1, due_at: datetime = NOON, **changes: object) -> Call:
    """A call about nothing in particular."""
    values = {
        "key": f"call-{number}", "reason": CallReason.UNANSWERED, "queue": Queue.OPERATORS, "language": "hi",
        "due_at": due_at, "rank_at": due_at, "sla_due_at": due_at + timedelta(hours=2), "created_at": due_at,
    }  # fmt: skip
    return Call.objects.create(**values | changes)


def in_hand(operator: str = "asha") -> Call:
    """Nobody answered, and the operator has taken the call."""
    ask_supplier()
    steps.take_due_steps(timezone.now() + timedelta(minutes=61))
    now = timezone.now()
    Call.objects.update(due_at=now - timedelta(minutes=1), created_at=now, asked_at=now)
    return taken(operator)


def taken(operator: str = "asha", now: datetime | None = None) -> Call:
    call = claims.claim_next_call(operator, now=now)
    assert call is not None
    return call


def log(
    call: Call, outcome: CallOutcome, operator: str = "asha", now: datetime | None = None, **reported: object
) -> Call:
    return outcomes.log_outcome(call.pk, operator, OutcomeReport(outcome, **reported), now)  # type: ignore[arg-type]
