"""A long list that a screen shows, declared once: its rows, how they are shown, and what they can be filtered, searched
and sorted by. Pages are cut by key (`pagination`), whatever the sort.

    OFFERS = RowList(
        Offer,
        rows=lambda using: Offer.objects.using(using),
        show=lambda rows, using: [as_info(row) for row in rows],
        filters={"supplier_id": RowID("supplier_id", "Whose they are.", of="Supplier"), …},
        sorts={"created_at": RECORDED, "priority": Sort("Which is taken first.", "priority")},
        search=Search("…", columns=("reference",)),
    )
    OFFERS.read(Window(20), {"supplier_id": 7})

Each filter and sort that picks few of many rows has its index: of the column, or of the column and the primary key.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Count, Expression, F, Model, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from odop_core.database.filters import Choice, Filter
from odop_core.database.pagination import SORT_KEY, Window
from odop_core.database.text_search import Search

Info = TypeVar("Info")
Where = Mapping[str, Any]
# (key, what is shown); see `Window` for keys.
Keyed = tuple[Any, Any]


class WrongKey(ValueError):
    """The key of a row is of another sort than the list."""


@dataclass(frozen=True)
class Sort:
    """`by` is a column or expression that is never null; None: the order in which rows were recorded."""

    description: str
    by: str | Expression | None = None


RECORDED = Sort("When it was recorded.")
LATEST_DAY = date(9999, 1, 1)
LATEST_MOMENT = datetime(9999, 1, 1, tzinfo=UTC)


def nulls_last(column: str, end: Any) -> Expression:
    """A column that may be null as a sort: null counts as `end`, later than any value. Its index is of this, too."""
    return Coalesce(F(column), Value(end))


@dataclass(frozen=True)
class RowList(Generic[Info]):
    """`rows` are all there are of a `model`; `show` makes what others see of some, one for each, in the same order.

    `owner` is the column with the supplier whose row it is. The first of `sorts` is the usual one, `newest_first` its
    usual direction. `status` is what rows are grouped by to be counted per status, where the filter's column will not
    do.
    """

    model: type[Model]
    rows: Callable[[str], QuerySet[Any]]
    show: Callable[[list[Any], str], Sequence[Info]]
    filters: Mapping[str, Filter]
    sorts: Mapping[str, Sort] = field(default_factory=lambda: {"created_at": RECORDED})
    search: Search | None = None
    newest_first: bool = True
    owner: str = "supplier_id"
    status: Callable[[], Expression] | None = None

    @property
    def usual_sort(self) -> str:
        return next(iter(self.sorts))

    def read(
        self, window: Window, where: Where | None = None, search: str = "", among: Q | None = None,
        using: str = "default",
    ) -> list[Info]:  # fmt: skip
        """A part of the list; `among`: only rows for which this holds, too."""
        return [info for _key, info in self.read_keyed(window, where, search, among, using)]

    def read_keyed(
        self, window: Window, where: Where | None = None, search: str = "", among: Q | None = None,
        using: str = "default",
    ) -> list[Keyed]:  # fmt: skip
        """The same, each with its key, from which a window may go on. Raises WrongKey."""
        rows = self.choose(where, search, among, using)
        by = self.sorts[window.by].by if window.by else None
        if by is None:
            found = Window(
                window.limit, _primary(window.after), _primary(window.before), window.from_end, window.newest_first
            ).select(rows)
            return list(zip([row.pk for row in found], self.show(found, using), strict=True))
        rows = rows.annotate(**{SORT_KEY: F(by) if isinstance(by, str) else by})
        kind = rows.query.annotations[SORT_KEY].output_field
        after, before = (_pair(kind, key) for key in (window.after, window.before))
        found = Window(window.limit, after, before, window.from_end, window.newest_first, window.by).select(rows)
        keys = [(getattr(row, SORT_KEY), row.pk) for row in found]
        return list(zip(keys, self.show(found, using), strict=True))

    def count(
        self, where: Where | None = None, search: str = "", among: Q | None = None, using: str = "default"
    ) -> int:
        return self.choose(where, search, among, using).count()

    def count_by_status(
        self, where: Where | None = None, search: str = "", among: Q | None = None, using: str = "default"
    ) -> dict[str, int]:
        """How many rows are in each status, whatever status `where` asks for. One grouped query."""
        others = {name: given for name, given in (where or {}).items() if name != "status"}
        column = F(self.filters["status"].path) if self.status is None else self.status()
        rows = self.choose(others, search, among, using).select_related(None).prefetch_related(None)
        counted = rows.order_by().annotate(in_status=column).values_list("in_status").annotate(rows=Count("pk"))
        return {str(status): number for status, number in counted}

    def statuses(self) -> list[str]:
        """All there are, in their order; none where rows have no status."""
        status = self.filters.get("status")
        return status.states.values() if isinstance(status, Choice) else []

    def choose(
        self, where: Where | None = None, search: str = "", among: Q | None = None, using: str = "default"
    ) -> QuerySet[Any]:
        rows = self.rows(using).filter(self._condition(where or {}, using))
        if among is not None:
            rows = rows.filter(among)
        if self.search is not None and search.strip():
            rows = rows.filter(self.search.condition(search, using))
        return rows

    def _condition(self, where: Where, using: str) -> Q:
        found = Q()
        for name, given in where.items():
            if given is None:
                continue
            if name == "ids":
                found &= Q(pk__in=list(given))
            elif name == "AND":
                for each in given:
                    found &= self._condition(each, using)
            elif name == "OR":
                either = Q()
                for each in given:
                    either |= self._condition(each, using)
                found &= either
            else:
                found &= self.filters[name].condition(given, using)
        return found


def _primary(key: Any) -> Any:
    if key is not None and not isinstance(key, int):
        raise WrongKey(key)
    return key


def _pair(kind: Any, key: Any) -> Any:
    """A key whose value may be written as text."""
    if key is None:
        return None
    try:
        value, pk = key
        return kind.to_python(value), int(pk)
    except (TypeError, ValueError, ValidationError) as error:
        raise WrongKey(key) from error
