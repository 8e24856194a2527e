"""Figures for supervisors: calls waiting and overdue, and what each operator did today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from django.db import connections
from django.utils import timezone

from odop_core.india.dates import IST, indian_day
from odop_notifications.models import Call, CallAttempt, Queue

_COUNTS = f"""
    SELECT count(*) FILTER (WHERE state = 'waiting' AND due_at <= %(now)s),
           count(*) FILTER (WHERE state = 'waiting' AND due_at > %(now)s),
           count(*) FILTER (WHERE state = 'claimed'),
           count(*) FILTER (WHERE sla_due_at <= %(now)s),
           min(due_at) FILTER (WHERE state = 'waiting' AND due_at <= %(now)s)
    FROM {Call._meta.db_table} WHERE queue = %(queue)s AND state IN ('waiting', 'claimed')
"""  # noqa: S608  (names of our own)
_OPERATORS = f"""
    SELECT operator, count(*) FILTER (WHERE outcome NOT IN ('released', 'abandoned')),
           count(*) FILTER (WHERE outcome IN ('ready', 'ready_on', 'cannot')),
           count(*) FILTER (WHERE outcome = 'abandoned'),
           avg(extract(epoch FROM ended_at - claimed_at)) FILTER (WHERE outcome NOT IN ('released', 'abandoned'))
    FROM {CallAttempt._meta.db_table} WHERE ended_at >= %(since)s AND ended_at <= %(now)s
    GROUP BY operator ORDER BY 2 DESC, operator
"""  # noqa: S608


@dataclass(frozen=True)
class OperatorDay:
    """What one operator did today (Indian day); `seconds_per_call` is None before their first call."""

    operator: str
    calls: int
    answered: int
    abandoned: int
    seconds_per_call: float | None
    call_in_hand: int | None


@dataclass(frozen=True)
class Overview:
    """`waiting` could be called now, `later` at their time, `overdue` are beyond the SLA; `oldest` is due since."""

    queue: str
    at: datetime
    waiting: int
    later: int
    claimed: int
    overdue: int
    oldest: datetime | None
    operators: tuple[OperatorDay, ...]
    seconds_per_call: float | None


def overview(queue: Queue = Queue.OPERATORS, now: datetime | None = None, using: str = "default") -> Overview:
    """Counted over partial indexes of what is open and what ended today: cheap however many calls were ever made."""
    now = now or timezone.now()
    since = datetime.combine(indian_day(now), time.min, IST)
    with connections[using].cursor() as cursor:
        cursor.execute(_COUNTS, {"now": now, "queue": queue.value})
        waiting, later, claimed, overdue, oldest = cursor.fetchone()
        cursor.execute(_OPERATORS, {"now": now, "since": since})
        days = {row[0]: row[1:] for row in cursor.fetchall()}
    in_hand = dict(Call.objects.using(using).filter(state="claimed").values_list("operator", "pk"))
    operators = tuple(
        _day(name, days.get(name), in_hand.get(name)) for name in [*days, *(in_hand.keys() - days.keys())]
    )
    calls = sum(one.calls for one in operators)
    seconds = sum((one.seconds_per_call or 0) * one.calls for one in operators)
    return Overview(
        queue.value, now, waiting, later, claimed, overdue, oldest, operators, seconds / calls if calls else None
    )


def _day(name: str, figures: tuple[int, int, int, float | None] | None, in_hand: int | None) -> OperatorDay:
    calls, answered, abandoned, seconds = figures or (0, 0, 0, None)
    return OperatorDay(name, calls, answered, abandoned, None if seconds is None else float(seconds), in_hand)
