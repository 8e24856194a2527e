"""Claiming and finishing work: the one queue engine under inbox, handlings and outbox.

A claim is a single UPDATE over rows locked with SKIP LOCKED, so any number of workers share a table without waiting for
or doubling each other. Beginning counts the attempt and renews the lease. Finishing checks the claim, so a worker whose
lease ran out cannot overwrite its successor.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import TypeVar

from django.db import InterfaceError, OperationalError, connection, models, transaction
from django.db.models import F
from django.db.models.functions import Now
from django.dispatch import Signal
from psycopg import sql

from odop_core import conf
from odop_core.models.work import OPEN_STATES, WorkItem, WorkState
from odop_core.retry import DELIVERY, PermanentFailure, RetryPolicy, TemporaryFailure
from odop_core.security.foreign_text import mask_text

logger = logging.getLogger(__name__)
Item = TypeVar("Item", bound=WorkItem)

ERROR_LENGTH = 2000
REPLAY_BATCH = 1000
WAKE_CHANNEL = "odop_work"

# Which rows a worker may take: those whose time has come, and those of a worker whose lease has ended.
# (The time of the statement, unlike that of the clock, is one that an index can be searched by.)
OPEN = sql.SQL("state IN ('waiting', 'claimed')")
DUE = sql.SQL("state IN ('waiting', 'claimed') AND due_at <= statement_timestamp()")

ALL = sql.SQL("TRUE")

# The CTE is materialised so that LIMIT and SKIP LOCKED are evaluated once, whatever plan the update gets.
CLAIM = sql.SQL(
    """
    WITH due AS MATERIALIZED (
        SELECT id FROM {table} WHERE {due} AND {only}
        ORDER BY due_at, id LIMIT %(limit)s FOR UPDATE SKIP LOCKED
    )
    UPDATE {table} AS item
    SET state = 'claimed', claim = %(token)s, due_at = clock_timestamp() + %(lease)s
    FROM due WHERE item.id = due.id
    RETURNING item.id
    """
)


# Sent with `sender`, the model, and `ids` when dead rows got a fresh start, in the same transaction.
replayed = Signal()


class LostClaim(RuntimeError):
    """The lease ran out and another worker took the row over; whatever we did in this transaction must not stay."""


def claim_due(model: type[Item], limit: int, only: sql.Composable = ALL) -> list[Item]:
    """Take up to `limit` due rows for one lease. Rows of a worker that died come back when their lease has ended."""
    table = sql.Identifier(model._meta.db_table)
    token = uuid.uuid4()
    with connection.cursor() as cursor:
        cursor.execute(
            CLAIM.format(table=table, due=DUE, only=only), {"limit": limit, "lease": _lease(), "token": token}
        )
        taken = [pk for (pk,) in cursor.fetchall()]
    return _read(model, taken, token) if taken else []


def _read(model: type[Item], taken: list[int], token: uuid.UUID) -> list[Item]:
    """Claimed rows, by their ids, since no index knows claims; some may be somebody else's again by now.

    A row that cannot be read (its encryption key is gone, say) is put back for later, and keeps back no other.
    """
    rows = model._default_manager.filter(claim=token)
    try:
        return list(rows.filter(pk__in=taken).order_by("id"))
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        logger.warning("Some of %s rows of %s cannot be read: %s", len(taken), model.__name__, error)
    readable: list[Item] = []
    for pk in sorted(taken):
        readable += _read_one(rows, pk)
    return readable


def _read_one(rows: models.QuerySet[Item], pk: int) -> list[Item]:
    try:
        return list(rows.filter(pk=pk))
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        row: Item | None = rows.only("state", "attempts", "due_at", "claim").filter(pk=pk).first()
        if row is not None:
            row.attempts += 1
            fail_attempt(row, error, DELIVERY, attempts=row.attempts)
    return []


def begin_attempt(item: WorkItem, policy: RetryPolicy, **changes: object) -> None:
    """Count an attempt at a claimed row and renew its lease, before anything is done about it. Not in a transaction.

    Raises LostClaim when the row is no longer ours, PermanentFailure when no attempt is left: the last one ended
    without a word.
    """
    if policy.is_exhausted(item.attempts):
        raise PermanentFailure("The last attempt ended without a word; was its worker killed?")
    if not _ours(item).update(attempts=F("attempts") + 1, due_at=Now() + _lease(), **changes):
        raise LostClaim(f"{item} was taken over by another worker, or withdrawn.")
    item.attempts += 1


def lock_claimed(item: WorkItem) -> None:
    """Lock a claimed row for the rest of this transaction. Raises LostClaim when it is no longer ours."""
    if _in_hand(item).select_for_update().values_list("pk").first() is None:
        raise LostClaim(f"{item} was taken over by another worker.")


def finish_item(item: WorkItem, **changes: object) -> None:
    """Mark a claimed row done, even if it was withdrawn meanwhile. Raises LostClaim when it is no longer ours."""
    _close(_in_hand(item), item, WorkState.DONE, last_error="", **changes)


def fail_attempt(item: WorkItem, error: BaseException, policy: RetryPolicy, **changes: object) -> bool:
    """Put a claimed row back for another attempt, or give it up. Returns True when it was given up."""
    reason = describe_error(error)
    if isinstance(error, PermanentFailure) or policy.is_exhausted(item.attempts):
        logger.error("Giving up %s after %s attempts: %s", item, item.attempts, reason)
        _close(_ours(item), item, WorkState.DEAD, last_error=reason, **changes)
        return True
    pause = policy.pause(item.attempts)
    if isinstance(error, TemporaryFailure) and error.retry_after:
        pause = max(pause, min(error.retry_after, policy.longest))
    logger.warning("Attempt %s at %s failed, next in %s: %s", item.attempts, item, pause, reason)
    _put_back(item, pause, reason, **changes)
    return False


def release_withdrawn(item: WorkItem, error: BaseException) -> bool:
    """After a failed attempt, let go of a row that was withdrawn meanwhile. Returns False when it was not."""
    withdrawn = _in_hand(item).filter(state=WorkState.WITHDRAWN)
    return bool(withdrawn.update(claim=None, last_error=describe_error(error)))


def postpone_item(item: WorkItem, reason: str, pause: timedelta = timedelta(minutes=1)) -> None:
    """Put a claimed row back that was not begun: nothing failed, its time has not come."""
    _put_back(item, pause, reason)


def return_unbegun(items: Sequence[WorkItem]) -> None:
    """Put claimed rows back that nobody has begun, for whoever comes first: this worker is to stop."""
    for item in items:
        _ours(item).update(state=WorkState.WAITING, claim=None, due_at=Now())


def replay_dead(items: models.QuerySet[Item]) -> int:
    """Give dead rows a fresh start, from attempt zero. Returns how many there were."""
    replayed_rows, last = 0, 0
    while ids := _replay_batch(items.filter(pk__gt=last)):
        replayed_rows, last = replayed_rows + len(ids), ids[-1]
    return replayed_rows


def _replay_batch(items: models.QuerySet[Item]) -> list[int]:
    dead = items.filter(state=WorkState.DEAD).order_by("pk").select_for_update(of=("self",))
    with transaction.atomic():
        ids = list(dead.values_list("pk", flat=True)[:REPLAY_BATCH])
        items.model._default_manager.filter(pk__in=ids).update(
            state=WorkState.WAITING, attempts=0, due_at=Now(), claim=None, finished_at=None
        )
        if ids:
            replayed.send(items.model, ids=ids)
            wake_workers()
    return ids


def withdraw_unfinished(items: models.QuerySet[Item]) -> int:
    """Take back rows that are not done. Returns how many were taken back.

    A row in a worker's hands keeps its claim: the attempt under way may still succeed, but there will be no other.
    """
    not_done = [*OPEN_STATES, WorkState.DEAD]
    return items.filter(state__in=not_done).update(state=WorkState.WITHDRAWN, finished_at=Now())


def wake_workers() -> None:
    """Tell listening workers, when this transaction commits, that there is work. (New rows do so by trigger.)"""
    with connection.cursor() as cursor:
        cursor.execute(f"NOTIFY {WAKE_CHANNEL}")


def describe_error(error: BaseException) -> str:
    """An error in words that can be kept, logged and shown, whatever the other side put into them."""
    text = str(error) if isinstance(error, (TemporaryFailure, PermanentFailure)) else f"{type(error).__name__}: {error}"
    return mask_text(text, ERROR_LENGTH)


def _lease() -> timedelta:
    return timedelta(seconds=conf.get_int("LEASE_SECONDS"))


def _close(rows: models.QuerySet[WorkItem], item: WorkItem, state: WorkState, **changes: object) -> None:
    closed = rows.update(state=state, claim=None, finished_at=Now(), **changes)
    if not closed:
        raise LostClaim(f"{item} was taken over by another worker.")


def _put_back(item: WorkItem, pause: timedelta, reason: str, **changes: object) -> None:
    _ours(item).update(state=WorkState.WAITING, claim=None, due_at=Now() + pause, last_error=reason, **changes)


def _ours(item: WorkItem) -> models.QuerySet[WorkItem]:
    return type(item)._default_manager.filter(pk=item.pk, claim=item.claim, state=WorkState.CLAIMED)


def _in_hand(item: WorkItem) -> models.QuerySet[WorkItem]:
    """Ours, or withdrawn while it was ours."""
    states = [WorkState.CLAIMED, WorkState.WITHDRAWN]
    return type(item)._default_manager.filter(pk=item.pk, claim=item.claim, state__in=states)
