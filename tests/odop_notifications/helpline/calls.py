"""What the tests of the helpline share: calls that wait."""

from __future__ import annotations

from datetime import datetime, timedelta

from odop_notifications.models import Call, CallReason, Queue
from tests.odop_notifications.questions import NOON


def waiting_call(number: int = 1, due_at: datetime = NOON, **changes: object) -> Call:
    """A call about nothing in particular."""
    values = {
        "key": f"call-{number}", "reason": CallReason.UNANSWERED, "queue": Queue.OPERATORS, "language": "hi",
        "due_at": due_at, "rank_at": due_at, "sla_due_at": due_at + timedelta(hours=2), "created_at": due_at,
    }  # fmt: skip
    return Call.objects.create(**values | changes)
