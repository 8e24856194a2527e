"""Which part of a long list somebody wants: cut by key, not by position, so that rows that come or go meanwhile hide no
others, and a page far down costs no more than the first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet


@dataclass(frozen=True)
class Window:
    """At most `limit` rows that stand after the row of one key and before that of another; without keys, all.

    The first of these, or with `from_end` the last. The list is in the order of the keys, or `newest_first`.
    """

    limit: int
    after: int | None = None
    before: int | None = None
    from_end: bool = False
    newest_first: bool = False

    def of(self, rows: QuerySet[Any]) -> list[Any]:
        """The wanted rows, in the order of the list. One query."""
        forwards = not self.newest_first
        if self.after is not None:
            rows = rows.filter(**{"pk__gt" if forwards else "pk__lt": self.after})
        if self.before is not None:
            rows = rows.filter(**{"pk__lt" if forwards else "pk__gt": self.before})
        ascending = forwards is not self.from_end
        found = list(rows.order_by("pk" if ascending else "-pk")[: self.limit])
        return found[::-1] if self.from_end else found
