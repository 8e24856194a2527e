"""What waits for a person, counted: each app counts its own kinds in `api.waiting`, one query a kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet


@dataclass(frozen=True)
class Waiting:
    """So many things wait, the oldest since `oldest_at` (UTC; None when none waits).

    `own` of them the person who asks has begun, and so another person must decide.
    """

    count: int
    oldest_at: datetime | None
    own: int = 0


def count_waiting(rows: QuerySet[Any], since: str, *, own: Q | None = None) -> Waiting:
    """`since` names the column that says when a row began to wait. Costs what these rows cost, however many more the
    table has. One query."""
    found = rows.order_by().aggregate(
        count=Count("pk"), oldest_at=Min(F(since)), own=Count("pk", filter=own if own is not None else Q(pk=None))
    )
    return Waiting(**found)
