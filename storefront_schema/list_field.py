"""A long list as a field, like Saleor's: `where`, `search`, `sortBy`, pages, and how many rows are in each status.

What a list is of, and what it can be filtered, searched and sorted by, is declared once, in its app
(`odop_core.database.lists.RowList`); here it becomes GraphQL:

    offers = list_field(OFFERS, OfferCountableConnection, permissions=MANAGE, for_suppliers=True, description="…")

Suppliers get their own rows only, whatever they filter by.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import graphene
from django.db.models import Q
from graphql import GraphQLError

from odop_core.database import filters
from odop_core.database.audit import Feed
from odop_core.database.lists import RowList, WrongKey
from odop_core.database.pagination import Window
from odop_core.database.states import State
from odop_core.database.text_search import LONGEST_TEXT
from odop_core.security.permissions import Permission
from storefront_schema import ids, request, supplier_access
from storefront_schema.connection import page, page_arguments
from storefront_schema.filter_inputs import enum_operators, operators
from storefront_schema.guards import GuardedField, PermissionDenied, refuse_unkeepable
from storefront_schema.language import enum_for, enum_of
from storefront_schema.supplier_access import SUPPLIERS_TOO, SupplierField

MOST_VALUES = 100
MOST_CONDITIONS = 50
DESCENDING = "-"

Rows = RowList[Any] | Feed
# (info, the field's other arguments) -> the list, where that depends on them or on who asks.
Pick = Callable[..., Rows]
Among = Callable[..., Q | None]


class InvalidFilter(GraphQLError):
    """A `where`, `search` or `sortBy` that cannot be used. Both hosts show this class's name as the error's code."""


def list_field(
    rows: Rows,
    connection: Any,
    *,
    description: str,
    permissions: Iterable[Permission] = (),
    for_suppliers: bool = False,
    among: Among = lambda _info, **_given: None,
    arguments: Mapping[str, graphene.Argument] | None = None,
    pick: Pick | None = None,
    finish: Callable[..., Any] | None = None,
) -> graphene.Field:
    """`among`: which rows the viewer may see at all. `pick` chooses the list by further `arguments` or by who asks
    (then it leaves out what is others'), and `finish` makes of the page what is answered; all get these by name."""
    add_status_counts(rows, connection)
    permissions = tuple(permissions)
    if for_suppliers and not rows.owner and pick is None:
        raise TypeError("A list for suppliers says whose its rows are.")

    def resolve(
        _root: Any, info: graphene.ResolveInfo, where: Any = None, search: str = "", sort_by: Any = None, **more: Any
    ) -> Any:
        refuse_unkeepable({"where": where, "search": search})
        given = {name: more.pop(name, None) for name in arguments or {}}
        own = supplier_access.get_supplier_scope(info, permissions) if for_suppliers else None
        allowed = among(info, **given)
        if own is not None:
            allowed = Q(**({rows.owner: own} if rows.owner else {})) & (allowed or Q())
            _refuse_staff_filters(rows, where or {}, permissions)
        found = read_page(
            pick(info, **given) if pick else rows, connection, info, where=where, search=search, sort_by=sort_by,
            among=allowed, paging=more,
        )  # fmt: skip
        return finish(found, info, **given) if finish else found

    options: dict[str, Any] = {
        "args": {**(arguments or {}), **list_arguments(rows, connection)}, "resolver": resolve,
        "description": description,
    }  # fmt: skip
    if not permissions:
        return graphene.Field(connection, **options)
    return (SupplierField if for_suppliers else GuardedField)(connection, permissions=permissions, **options)


def list_arguments(rows: Rows, connection: Any) -> dict[str, graphene.Argument]:
    """`where`, `search`, `sortBy` and those of pages."""
    node, kind = _name_of_node(connection), getattr(connection._meta, "node", None)
    has_ids = kind is not None and "id" in kind._meta.fields
    usual = f"{rows.usual_sort.upper()}, {'DESC' if rows.newest_first else 'ASC'}"
    found = {
        "where": graphene.Argument(_where_input(rows, node, has_ids), description="Which ones. Default: all."),
        "sort_by": graphene.Argument(_sorting_input(rows, node), description=f"In which order. Default: {usual}."),
    }
    if rows.search is not None:
        looks = f"{rows.search.description} Words are found by their beginning, and all must be found."
        found["search"] = graphene.Argument(graphene.String, description=looks)
    return {**found, **page_arguments()}


def read_page(
    rows: Rows,
    connection: Any,
    info: graphene.ResolveInfo,
    *,
    where: Any,
    search: str | None,
    sort_by: Any,
    among: Q | None,
    paging: Mapping[str, Any],
) -> Any:
    """Raises InvalidFilter."""
    using = request.database(info)
    wanted = _read_where(rows, _name_of_node(connection), where or {}, "where", [])
    text = search or ""
    if len(text) > LONGEST_TEXT:
        raise InvalidFilter(f"search: Give at most {LONGEST_TEXT} characters.")
    name = (sort_by or {}).get("field") or rows.usual_sort
    is_descending = sort_by["direction"] == DESCENDING if sort_by else rows.newest_first

    def read(window: Window) -> Sequence[Any]:
        try:
            return rows.read_keyed(window, wanted, text, among, using)
        except WrongKey as error:
            raise GraphQLError("This is no cursor of this list in this order.") from error

    found = page(
        connection, paging, read=read, count=lambda: rows.count(wanted, text, among, using),
        by="" if rows.sorts[name].by is None else name, newest_first=is_descending,
    )  # fmt: skip
    found.count_by_status = lambda: rows.count_by_status(wanted, text, among, using)
    found.all_statuses = rows.statuses()
    return found


def add_status_counts(rows: Rows, connection: Any) -> None:
    """The field `statusCounts` of the pages of a list whose rows have a status."""
    if not rows.statuses() or "status_counts" in connection._meta.fields:
        return
    node, enum = _name_of_node(connection), enum_for(rows.filters["status"].states)  # type: ignore[attr-defined]
    members = {
        "status": graphene.Field(enum, required=True, description="The status."),
        "count": graphene.Int(required=True, description="How many rows are in it."),
    }
    counted = _type(graphene.ObjectType, f"{node}StatusCount", "How many rows of a list are in one status.", members)
    connection._meta.fields["status_counts"] = graphene.Field(
        graphene.List(graphene.NonNull(counted)),
        required=True,
        resolver=_resolve_status_counts,
        description="How many rows there are in each status, with the same `where` but for its `status`, and the same "
        "`search`: the figures of a screen's tabs.",
    )


def _resolve_status_counts(root: Any, _info: graphene.ResolveInfo) -> list[dict[str, Any]]:
    counted = root.count_by_status()
    return [{"status": status, "count": counted.get(status, 0)} for status in root.all_statuses]


def _name_of_node(connection: Any) -> str:
    return str(connection._meta.name).removesuffix("CountableConnection")


def _type(base: Any, name: str, description: str, members: Mapping[str, Any]) -> Any:
    meta = type("Meta", (), {"name": name, "description": description})
    return type(name, (base,), {"Meta": meta, **members})


def _where_input(rows: Rows, node: str, has_ids: bool) -> Any:
    ids_of = {"ids": graphene.InputField(graphene.List(graphene.NonNull(graphene.ID)), description="Only these.")}
    itself: list[Any] = []

    def several() -> Any:
        return graphene.List(graphene.NonNull(itself[0]))

    fields = {
        **(ids_of if has_ids else {}),
        **{name: _operators_of(one) for name, one in rows.filters.items()},
        "AND": graphene.InputField(several, name="AND", description="List of conditions that must be met."),
        "OR": graphene.InputField(
            several, name="OR", description="A list of conditions of which at least one must be met."
        ),
    }  # fmt: skip
    about = "Which ones to list. What is left out does not matter."
    itself.append(_type(graphene.InputObjectType, f"{node}WhereInput", about, fields))
    return itself[0]


def _operators_of(one: filters.Filter) -> graphene.InputField:
    kind: Any
    match one:
        case filters.Choice():
            kind = enum_operators(enum_for(one.states))
        case filters.RowID() | filters.StoreID():
            kind = operators("GlobalIDFilterInput")
        case filters.String():
            kind = operators("StringFilterInput")
        case filters.Number():
            kind = operators("IntFilterInput")
        case filters.Days():
            kind = operators("DateRangeInput")
        case filters.Moments():
            kind = operators("DateTimeRangeInput")
        case filters.Flag():
            kind = graphene.Boolean
        case _:
            raise TypeError(f"No input is known for {one!r}.")
    return graphene.InputField(kind, description=one.description)


@cache
def _sort_field(node: str, values: tuple[tuple[str, tuple[str, str]], ...]) -> Any:
    """The same one for each list of its kind: a type of one name must be one type."""
    states: Any = State("SortField", values)  # type: ignore[arg-type]
    return enum_of(f"{node}SortField", f"What a list of `{node}` can be sorted by.", states)


def _sorting_input(rows: Rows, node: str) -> Any:
    values = tuple((name.upper(), (name, sort.description)) for name, sort in rows.sorts.items())
    members = {
        "field": graphene.InputField(_sort_field(node, values), required=True, description="What it is sorted by."),
        "direction": graphene.InputField(
            lambda: graphene.NonNull(operators("OrderDirection")()), description="In which direction."
        ),
    }
    return _type(graphene.InputObjectType, f"{node}SortingInput", "In which order a list is.", members)


def _refuse_staff_filters(rows: Rows, where: Mapping[str, Any], permissions: tuple[Permission, ...]) -> None:
    """Raises PermissionDenied where a supplier asks by what they may not know."""
    for name, given in where.items():
        if name in ("AND", "OR"):
            for each in given or []:
                _refuse_staff_filters(rows, each, permissions)
        elif given is not None and name != "ids" and rows.filters[name].staff_only:
            raise PermissionDenied(permissions, SUPPLIERS_TOO)


def _read_where(rows: Rows, node: str, where: Mapping[str, Any], path: str, seen: list[str]) -> dict[str, Any]:
    """The same with the numbers of our rows for their IDs. Raises InvalidFilter."""
    found: dict[str, Any] = {}
    for name, given in where.items():
        if given is None:
            continue
        place = f"{path}.{_camel(name)}"
        seen.append(place)
        if len(seen) > MOST_CONDITIONS:
            raise InvalidFilter(f"where: Give at most {MOST_CONDITIONS} conditions.")
        if name in ("AND", "OR"):
            found[name] = [_read_where(rows, node, each, f"{place}.{i}", seen) for i, each in enumerate(given)]
        elif name == "ids":
            found[name] = _read_ids(node, given, place)
        else:
            found[name] = _read_operators(rows.filters[name], given, place)
    return found


def _read_operators(one: filters.Filter, given: Any, place: str) -> Any:
    if not isinstance(given, Mapping):
        return given
    values = given.get("one_of")
    if values is not None:
        _refuse_many(values, f"{place}.oneOf")
    if not isinstance(one, filters.RowID):
        return given
    read: dict[str, Any] = {}
    if given.get("eq") is not None:
        read["eq"] = _read_number(one.of, given["eq"], f"{place}.eq")
    if values is not None:
        read["one_of"] = [_read_number(one.of, value, f"{place}.oneOf.{i}") for i, value in enumerate(values)]
    return read


def _read_ids(node: str, given: Sequence[str], place: str) -> list[int]:
    _refuse_many(given, place)
    return [_read_number(node, value, f"{place}.{i}") for i, value in enumerate(given)]


def _refuse_many(values: Sequence[Any], place: str) -> None:
    if len(values) > MOST_VALUES:
        raise InvalidFilter(f"{place}: Give at most {MOST_VALUES} values.")


def _read_number(type_name: str, global_id: str, place: str) -> int:
    try:
        return ids.number_of(type_name, global_id)
    except ids.WrongID as error:
        raise InvalidFilter(f"{place}: {error}") from error


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.title() for word in rest)
