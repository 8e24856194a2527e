"""What was done in the shop, read from the records that each app keeps anyway: nothing is written twice.

Each kind of record is an `AuditSource` of its app (`api.audit`); a `Feed` is several of them as one list, cut by the
moment and a number that no two events share. A page costs one query over all kinds and one for each kind on it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import BigIntegerField, ExpressionWrapper, F, Model, Q, QuerySet

from odop_core.database.filters import Choice, Filter, Match, Moments, RowID, StoreID, String
from odop_core.database.lists import RowList, Sort, Where, WrongKey
from odop_core.database.pagination import SORT_KEY, Window, is_past
from odop_core.database.states import State
from odop_core.database.text_search import Search
from odop_core.i18n import Text

# An event's number is that of its row and that of its kind, so there are fewer kinds than this.
MOST_KINDS = 100
_NONE, _ALL = Q(pk__in=[]), Q(pk__isnull=False)


@dataclass(frozen=True)
class Change:
    """A field that changed; values that must not be shown are not here at all."""

    field: str
    before: Text
    after: Text


@dataclass(frozen=True)
class Summary:
    """What a source says of one of its rows. `reason` is what a person wrote."""

    sentence: Text
    reason: Text = field(default_factory=lambda: Text(""))
    changes: Sequence[Change] = ()


@dataclass(frozen=True)
class AuditEvent:
    """`object_key` is the number of a row of ours, or the store's ID of a product. `at` is UTC."""

    id: int
    kind: str
    object_type: str
    object_key: str
    supplier_id: int | None
    by: str
    at: datetime
    summary: Summary


@dataclass(frozen=True)
class AuditSource:
    """Rows of one `model`: the columns that say when, by whom and on what; `of` is the GraphQL type of that object.

    Columns `at` and `by` lead an index each, with the primary key behind. `supplier` is "" where rows are of nobody.
    `is_store_id`: the object is of the store.
    """

    model: type[Model]
    of: str
    at: str
    by: str
    object: str
    summarize: Callable[[Any], Summary]
    supplier: str = ""
    is_store_id: bool = False
    rows: Callable[[QuerySet[Any]], QuerySet[Any]] = lambda rows: rows

    def as_list(self, kind: str, kinds: type[State], key_of: Callable[[str, str], str]) -> RowList[Any]:
        """The same with the filters of the feed."""
        return RowList(
            self.model,
            rows=lambda using: self.rows(self.model._default_manager.using(using)),
            show=lambda rows, _using: rows,
            filters=_filters(
                kinds,
                lambda wanted, _using: _ALL if wanted == kind else _NONE,
                lambda wanted, _using: self.object_of(wanted, key_of),
                self,
            ),
            sorts={"created_at": Sort("When it was done.", self.at)},
        )

    def object_of(self, wanted: str, key_of: Callable[[str, str], str]) -> Q:
        """The rows about the object of this global ID."""
        if self.is_store_id:
            return Q(**{self.object: wanted})
        try:
            number = key_of(self.of, wanted)
        except ValueError:
            return _NONE
        return Q(**{self.object: number}) if number.isdecimal() and len(number) <= 18 else _NONE


def _filters(
    kinds: type[State], is_kind: Match | None = None, is_object: Match | None = None, source: AuditSource | None = None
) -> dict[str, Filter]:
    supplier = source.supplier if source else ""
    return {
        "kind": Choice("", "What was done.", states=kinds, match=is_kind),
        "object_id": StoreID("", "The ID of what it was done to, of whatever type.", match=is_object),
        "supplier_id": RowID(
            supplier, "Whose things it concerns.", of="Supplier",
            match=None if supplier else lambda _value, _using: _NONE,
        ),
        "created_by": String(source.by if source else "", "Who did it, as `recordedAs` has it: mostly a user's ID."),
        "created_at": Moments(source.at if source else "", "When it was done."),
    }  # fmt: skip


@dataclass(frozen=True)
class Feed:
    """Several sources as one list, used like a `RowList`. `key_of` reads a global ID of a type of ours, and raises
    ValueError for any other."""

    kinds: type[State]
    sources: Mapping[str, AuditSource]
    key_of: Callable[[str, str], str]
    sorts: Mapping[str, Sort] = field(default_factory=lambda: {"created_at": Sort("When it was done.", "at")})
    search: Search | None = None
    newest_first: bool = True
    owner: str = ""

    usual_sort = "created_at"

    @cached_property
    def filters(self) -> dict[str, Filter]:
        return _filters(self.kinds)

    def statuses(self) -> list[str]:
        return []

    def only(self, kinds: Sequence[str]) -> Feed:
        return replace(self, sources={kind: self.sources[kind] for kind in kinds})

    def count(self, where: Where | None, _search: str, among: Q | None, using: str) -> int:
        parts = [rows.values("pk") for rows, _number, _kind in self._chosen(where or {}, among, using)]
        return int((parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]).count()) if parts else 0

    def count_by_status(self, *_given: Any) -> dict[str, int]:
        return {}

    def read_keyed(
        self, window: Window, where: Where | None, _search: str, among: Q | None, using: str
    ) -> list[tuple[Any, AuditEvent]]:
        """A part of the feed, each event with its key. Raises WrongKey."""
        parts = []
        sign = "" if window.newest_first is window.from_end else "-"
        for rows, number, kind in self._chosen(where or {}, among, using):
            rows = rows.annotate(**{SORT_KEY: F(self.sources[kind].at)})
            beyond, below = ("<", ">") if window.newest_first else (">", "<")
            for comparison, key in ((beyond, window.after), (below, window.before)):
                if key is not None:
                    rows = rows.filter(is_past(comparison, _key_in(number, comparison, key)))
            place = ExpressionWrapper(F("pk") * MOST_KINDS + number, output_field=BigIntegerField())
            keys = rows.annotate(place=place).order_by(f"{sign}{SORT_KEY}", f"{sign}pk")
            parts.append(keys.values_list(SORT_KEY, "place")[: window.limit])
        if not parts:
            return []
        found = parts[0]
        if len(parts) > 1:
            found = found.union(*parts[1:], all=True).order_by(f"{sign}{SORT_KEY}", f"{sign}place")[: window.limit]
        keys = list(found)[::-1] if window.from_end else list(found)
        events = self._events([place for _at, place in keys], using)
        return [(key, events[key[1]]) for key in keys]

    def _chosen(self, where: Where, among: Q | None, using: str) -> list[tuple[QuerySet[Any], int, str]]:
        names = self.kinds.values()
        chosen = []
        for kind, source in self.sources.items():
            number = names.index(kind)
            rows = source.as_list(kind, self.kinds, self.key_of)
            chosen.append((rows.choose(self._narrowed(where, number), "", among, using), number, kind))
        return chosen

    def _narrowed(self, where: Where, number: int) -> dict[str, Any]:
        """The same `where` for the rows of one source: numbers of events are numbers of its rows."""
        found: dict[str, Any] = {}
        for name, given in where.items():
            if name in ("AND", "OR") and given is not None:
                found[name] = [self._narrowed(each, number) for each in given]
            elif name == "ids" and given is not None:
                found[name] = [one // MOST_KINDS for one in given if one % MOST_KINDS == number]
            else:
                found[name] = given
        return found

    def _events(self, places: Sequence[int], using: str) -> dict[int, AuditEvent]:
        found: dict[int, AuditEvent] = {}
        for number, kind in enumerate(self.kinds.values()):
            pks = [place // MOST_KINDS for place in places if place % MOST_KINDS == number]
            if not pks:
                continue
            source = self.sources[kind]
            columns = [path for path in (source.object, source.supplier) if "__" in path]
            rows = source.model._default_manager.using(using).filter(pk__in=pks)
            for row in rows.select_related(*{path.rpartition("__")[0] for path in columns}):
                supplier = _value(row, source.supplier) if source.supplier else None
                place = row.pk * MOST_KINDS + number
                found[place] = AuditEvent(
                    place, kind, source.of, str(_value(row, source.object)), supplier, getattr(row, source.by),
                    getattr(row, source.at), source.summarize(row),
                )  # fmt: skip
        return found


def _value(row: Any, path: str) -> Any:
    for name in path.split("__"):
        row = getattr(row, name)
    return row


def _key_in(number: int, sign: str, key: Any) -> tuple[Any, int]:
    """The key of an event as one of the rows of a source: the next that is past it."""
    try:
        at, place = key
        moment = at if isinstance(at, datetime) else datetime.fromisoformat(at)
    except (TypeError, ValueError) as error:
        raise WrongKey(key) from error
    # Rounded so that "pk before" and "pk after" leave out just what stands on the other side.
    return moment, -((number - int(place)) // MOST_KINDS) if sign == "<" else (int(place) - number) // MOST_KINDS
