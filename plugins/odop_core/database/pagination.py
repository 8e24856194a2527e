"""Which part of a long list somebody wants: cut by key, not by position, so that rows that come or go meanwhile hide no
others, and a page far down costs no more than the first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, F, Func, QuerySet, Value
from django.db.models import Window as Over
from django.db.models.functions import RowNumber

# What the rows of a page are annotated with when the list is sorted by something else than their primary key.
SORT_KEY = "sort_key"


@dataclass(frozen=True)
class Window:
    """At most `limit` rows that stand after the row of one key and before that of another; without keys, all.

    The first of these, or with `from_end` the last. The list is in the order of the keys, or `newest_first`. A key is
    the row's primary key; where the list is sorted `by` something else (the name of a sort, see `lists`), the pair of
    that value and the primary key.
    """

    limit: int
    after: Any = None
    before: Any = None
    from_end: bool = False
    newest_first: bool = False
    by: str = ""

    def select(self, rows: QuerySet[Any]) -> list[Any]:
        """The wanted rows, in the order of the list. One query. With `by`, the rows are annotated with a SORT_KEY."""
        order = [SORT_KEY, "pk"] if self.by else ["pk"]
        found = list(self._cut(rows).order_by(*(f"{self._sign}{name}" for name in order))[: self.limit])
        return found[::-1] if self.from_end else found

    def select_each(self, rows: QuerySet[Any], owner: str, owners: Iterable[Any]) -> dict[Any, list[Any]]:
        """The same of the rows of each owner, named by a column; owners without rows are left out. One query."""
        order = F("pk").desc() if self._sign else F("pk").asc()
        place = Over(RowNumber(), partition_by=F(owner), order_by=order)
        cut = self._cut(rows.filter(**{f"{owner}__in": list(owners)}))
        found: dict[Any, list[Any]] = defaultdict(list)
        for row in cut.annotate(place=place).filter(place__lte=self.limit).order_by(owner, "place"):
            found[getattr(row, owner)].append(row)
        return {key: of_owner[::-1] if self.from_end else of_owner for key, of_owner in found.items()}

    @property
    def _sign(self) -> str:
        return "" if self.newest_first is self.from_end else "-"

    def _cut(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        beyond, below = ("<", ">") if self.newest_first else (">", "<")
        if self.after is not None:
            rows = rows.filter(self._is_past(beyond, self.after))
        return rows if self.before is None else rows.filter(self._is_past(below, self.before))

    def _is_past(self, sign: str, key: Any) -> Func:
        if not self.by:
            return _Compared(sign, F("pk"), Value(key))
        return is_past(sign, key)


def is_past(sign: str, key: tuple[Any, Any]) -> Func:
    """Whether a row that is annotated with a SORT_KEY stands before ("<") or behind (">") the pair of a value and a
    primary key."""
    value, pk = key
    return _Compared(sign, F(SORT_KEY), F("pk"), Value(value), Value(pk))


class _Compared(Func):
    """(a, b) > (c, d), which an index of both columns serves from its place on; also a > c."""

    output_field = BooleanField()

    def __init__(self, sign: str, *expressions: Any) -> None:
        super().__init__(*expressions)
        self.sign = sign

    def as_sql(self, compiler: Any, _connection: Any, **_extra: Any) -> tuple[str, list[Any]]:
        compiled = [compiler.compile(each) for each in self.source_expressions]
        half = len(compiled) // 2
        texts = [sql for sql, _parameters in compiled]
        left, right = ", ".join(texts[:half]), ", ".join(texts[half:])
        return f"({left}) {self.sign} ({right})", [one for _sql, parameters in compiled for one in parameters]
