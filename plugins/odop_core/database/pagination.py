"""Which part of a long list somebody wants: cut by key, not by position, so that rows that come or go meanwhile hide no
others, and a page far down costs no more than the first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet
from django.db.models import Window as Over
from django.db.models.functions import RowNumber


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

    def select(self, rows: QuerySet[Any]) -> list[Any]:
        """The wanted rows, in the order of the list. One query."""
        found = list(self._cut(rows).order_by(self._order)[: self.limit])
        return found[::-1] if self.from_end else found

    def select_each(self, rows: QuerySet[Any], owner: str, owners: Iterable[Any]) -> dict[Any, list[Any]]:
        """The same of the rows of each owner, named by a column; owners without rows are left out. One query."""
        order = F("pk").desc() if self._order.startswith("-") else F("pk").asc()
        place = Over(RowNumber(), partition_by=F(owner), order_by=order)
        cut = self._cut(rows.filter(**{f"{owner}__in": list(owners)}))
        found: dict[Any, list[Any]] = defaultdict(list)
        for row in cut.annotate(place=place).filter(place__lte=self.limit).order_by(owner, "place"):
            found[getattr(row, owner)].append(row)
        return {key: of_owner[::-1] if self.from_end else of_owner for key, of_owner in found.items()}

    @property
    def _order(self) -> str:
        return "pk" if self.newest_first is self.from_end else "-pk"

    def _cut(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        beyond, below = ("pk__lt", "pk__gt") if self.newest_first else ("pk__gt", "pk__lt")
        if self.after is not None:
            rows = rows.filter(**{beyond: self.after})
        return rows if self.before is None else rows.filter(**{below: self.before})
