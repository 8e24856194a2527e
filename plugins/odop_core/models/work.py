"""The shape shared by everything a worker does: claimed by one worker at a time, tried again, and never lost."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from odop_core.database.states import State


class WorkState(State):
    WAITING = "waiting", "waiting for its turn"
    CLAIMED = "claimed", "in a worker's hands until the lease ends"
    DONE = "done", "done"
    DEAD = "dead", "given up; a person must look, and may replay it"
    WITHDRAWN = "withdrawn", "no longer wanted before it was done"


OPEN_STATES = [WorkState.WAITING, WorkState.CLAIMED]


class WorkItem(models.Model):
    """Abstract. A worker claims a due row for the length of a lease; a worker that dies lets the lease run out.

    `due_at` is when a worker may take the row: the next attempt of a waiting one, the end of a claimed one's lease.

    `attempts` counts beginnings, not failures, so that work which kills its worker also comes to an end. A row that was
    never begun (`attempts` is 0) has surely had no effect outside.
    All times are set by the database's clock: workers with wrong clocks agree.
    """

    state = models.CharField(max_length=16, choices=WorkState.choices(), default=WorkState.WAITING.value)
    attempts = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField(db_default=Now())
    claim = models.UUIDField(null=True)
    last_error = models.TextField(default="", blank=True)
    created_at = models.DateTimeField(db_default=Now())
    finished_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
