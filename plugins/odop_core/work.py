"""Claiming and finishing work: the one queue engine under inbox, handlings and outbox.

A claim is a single UPDATE over rows locked with SKIP LOCKED, so any number of workers share a table without waiting for
or doubling each other. Finishing checks the claim, so a worker whose lease ran out cannot overwrite its successor.
"""

from __future__ import annotations

import logging
import uuid
from datetime import timedelta
from typing import TypeVar

from django.db import connection, models
from django.db.models import F
from django.db.models.functions import Now
from psycopg import sql

from odop_core.models.work import WorkItem, WorkState
from odop_core.retry import PermanentFailure, RetryPolicy, TemporaryFailure

logger = logging.getLogger(__name__)
Item = TypeVar("Item", bound=WorkItem)

LEASE = timedelta(minutes=2)
ERROR_LENGTH = 2000
WAKE_CHANNEL = "odop_work"

# The CTE is materialised so that LIMIT and SKIP LOCKED are evaluated once, whatever plan the update gets.
CLAIM = sql.SQL(
    """
    WITH due AS MATERIALIZED (
        SELECT id FROM {table} WHERE state IN ('waiting', 'claimed') AND due_at <= clock_timestamp()
        ORDER BY due_at, id LIMIT %(limit)s FOR UPDATE SKIP LOCKED
    )
    UPDATE {table} AS item
    SET state = 'claimed', claim = %(token)s, due_at = clock_timestamp() + %(lease)s, attempts = attempts + 1
    FROM due WHERE item.id = due.id
    """
)


class LostClaim(RuntimeError):
    """The lease ran out and another worker took the row over; whatever we did in this transaction must not stay."""


def claim(model: type[Item], limit: int, lease: timedelta = LEASE) -> list[Item]:
    """Take up to `limit` due rows for `lease`. Rows of a worker that died come back when their lease has ended."""
    table = sql.Identifier(model._meta.db_table)
    token = uuid.uuid4()
    with connection.cursor() as cursor:
        cursor.execute(CLAIM.format(table=table), {"limit": limit, "lease": lease, "token": token})
        if not cursor.rowcount:
            return []
    return list(model._default_manager.filter(claim=token).order_by("id"))


def hold(item: WorkItem) -> None:
    """Lock a claimed row for the rest of this transaction. Raises LostClaim when it is no longer ours."""
    if _ours(item).select_for_update().values_list("pk").first() is None:
        raise LostClaim(f"{item} was taken over by another worker.")


def finish(item: WorkItem, **changes: object) -> None:
    """Mark a claimed row done. Raises LostClaim when it is no longer ours."""
    _close(item, WorkState.DONE, last_error="", **changes)


def fail(item: WorkItem, error: BaseException, policy: RetryPolicy) -> bool:
    """Put a claimed row back for another attempt, or give it up. Returns True when it was given up."""
    reason = _describe(error)
    if isinstance(error, PermanentFailure) or policy.is_exhausted(item.attempts):
        logger.error("Giving up %s after %s attempts: %s", item, item.attempts, reason)
        _close(item, WorkState.DEAD, last_error=reason)
        return True
    pause = policy.pause(item.attempts)
    if isinstance(error, TemporaryFailure) and error.retry_after:
        pause = max(pause, min(error.retry_after, policy.longest))
    logger.warning("Attempt %s at %s failed, next in %s: %s", item.attempts, item, pause, reason)
    _put_back(item, pause, reason)
    return False


def postpone(item: WorkItem, reason: str, pause: timedelta = timedelta(minutes=1)) -> None:
    """Put a claimed row back without counting the attempt: nothing failed, its time has not come."""
    _put_back(item, pause, reason, attempts=F("attempts") - 1)


def replay(items: models.QuerySet[Item]) -> int:
    """Give dead rows a fresh start, from attempt zero. Returns how many there were."""
    replayed = items.filter(state=WorkState.DEAD).update(
        state=WorkState.WAITING, attempts=0, due_at=Now(), claim=None, finished_at=None
    )
    if replayed:
        wake()
    return replayed


def withdraw(items: models.QuerySet[Item]) -> int:
    """Take back rows that no worker has in hand. Returns how many were taken back; the rest is too late."""
    return items.filter(state=WorkState.WAITING).update(state=WorkState.WITHDRAWN, finished_at=Now())


def wake() -> None:
    """Tell listening workers, when this transaction commits, that there is work. (New rows do so by trigger.)"""
    with connection.cursor() as cursor:
        cursor.execute(f"NOTIFY {WAKE_CHANNEL}")


def _close(item: WorkItem, state: WorkState, **changes: object) -> None:
    closed = _ours(item).update(state=state, claim=None, finished_at=Now(), **changes)
    if not closed:
        raise LostClaim(f"{item} was taken over by another worker.")


def _put_back(item: WorkItem, pause: timedelta, reason: str, **changes: object) -> None:
    _ours(item).update(state=WorkState.WAITING, claim=None, due_at=Now() + pause, last_error=reason, **changes)


def _ours(item: WorkItem) -> models.QuerySet[WorkItem]:
    return type(item)._default_manager.filter(pk=item.pk, claim=item.claim, state=WorkState.CLAIMED)


def _describe(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"[:ERROR_LENGTH]
