"""The rows behind failed jobs: those that the suite's queues gave up."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from odop_core.models import Handling, InboxEvent, OutboxItem, WorkState
from storefront_schema.types.work import WorkQueue

# What holds personal data and is not needed to see what went wrong stays in the database, encrypted.
_QUEUES: dict[str, tuple[Any, tuple[str, ...]]] = {
    WorkQueue.EVENTS.value: (InboxEvent, ("payload",)),
    WorkQueue.HANDLINGS.value: (Handling, ()),
    WorkQueue.OUTBOX.value: (OutboxItem, ("payload", "answer")),
}


def find_failed_jobs(queue: str, using: str = "default") -> QuerySet[Any]:
    """What was given up in one queue."""
    model, unread = _QUEUES[queue]
    rows: QuerySet[Any] = model.objects.using(using).filter(state=WorkState.DEAD)
    return rows.defer(*unread)
