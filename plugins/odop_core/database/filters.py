"""What a long list can be filtered by: a kind of filter per kind of value, each for one column or condition.

A list's `where` is a mapping of filter names to what is wanted: a value, or the operators `eq`, `one_of`, `gte`, `lte`
and `range` (of the last two), as Saleor's `…WhereInput` has them. What is None does not matter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from odop_core.database.states import State

# (value, alias of the database) -> the rows that have it.
Match = Callable[[Any, str], Q]


@dataclass(frozen=True)
class Filter:
    """Base. `path` is the column as Django's look-ups name it; `staff_only`: suppliers must not filter by it."""

    path: str
    description: str
    staff_only: bool = field(default=False, kw_only=True)

    def condition(self, given: Any, using: str) -> Q:
        """Which rows fit."""
        raise NotImplementedError


@dataclass(frozen=True)
class Equal(Filter):
    """Base of those with `eq` and `one_of`. `match` says which rows have a value, where no column tells it."""

    match: Match | None = field(default=None, kw_only=True)

    def condition(self, given: Any, using: str) -> Q:
        operators = given if isinstance(given, Mapping) else {"eq": given}
        found = Q()
        if operators.get("eq") is not None:
            found &= self._is_any([operators["eq"]], using)
        if operators.get("one_of") is not None:
            found &= self._is_any(operators["one_of"], using)
        return found

    def _is_any(self, values: Any, using: str) -> Q:
        if self.match is None:
            return Q(**{f"{self.path}__in": list(values)})
        found = Q(pk__in=[])
        for value in values:
            found |= self.match(value, using)
        return found


@dataclass(frozen=True)
class Choice(Equal):
    """One of some states."""

    states: type[State] = field(default=State, kw_only=True)


@dataclass(frozen=True)
class RowID(Equal):
    """The number of another row of ours; `of` is the GraphQL type whose ID it has."""

    of: str = field(default="", kw_only=True)


@dataclass(frozen=True)
class StoreID(Equal):
    """The global ID of an object of the store."""


@dataclass(frozen=True)
class String(Equal):
    """A whole text, such as a code."""


@dataclass(frozen=True)
class Range(Filter):
    """Base of those with `gte` and `lte`, both included."""

    def condition(self, given: Mapping[str, Any], using: str) -> Q:
        ends = {f"{self.path}__{end}": given.get(end) for end in ("gte", "lte")}
        return Q(**{name: value for name, value in ends.items() if value is not None})


@dataclass(frozen=True)
class Days(Range):
    """Indian days."""


@dataclass(frozen=True)
class Moments(Range):
    """Aware datetimes."""


@dataclass(frozen=True)
class Number(Equal):
    """A whole number: `eq`, `one_of`, and `range`."""

    def condition(self, given: Any, using: str) -> Q:
        span = given.get("range") if isinstance(given, Mapping) else None
        return super().condition(given, using) & (Range.condition(self, span, using) if span else Q())  # type: ignore[arg-type]


@dataclass(frozen=True)
class Flag(Filter):
    """Whether something is so: `holds` says of which rows. (`path` is not used.)"""

    path: str = field(default="", init=False)
    holds: Callable[[str], Q] = field(default=lambda _using: Q(), kw_only=True)

    def condition(self, given: bool, using: str) -> Q:
        return self.holds(using) if given else ~self.holds(using)
