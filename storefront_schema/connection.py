"""Long lists, page by page, as Saleor gives them: `first`, `after`, `last`, `before`, and a connection of edges with
cursors. Pages are cut by key (`odop_core.database.pagination`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Any

import graphene
from graphene.relay import Connection, PageInfo
from graphql import GraphQLError
from promise import Promise

from odop_core.database.pagination import Window
from odop_core.database.states import State
from storefront_schema import ids
from storefront_schema.language import enum_of

PAGE_SIZE = 20
PAGE_LIMIT = 100
_CURSOR = "OdopCursor"


class Direction(State):
    OLDEST_FIRST = "oldest_first", "what was recorded first comes first"
    NEWEST_FIRST = "newest_first", "what was recorded last comes first"


OdopOrderDirection = enum_of("OdopOrderDirection", "In which order a list is.", Direction)


class CountableConnection(Connection):
    """Base of the suite's connections."""

    class Meta:
        abstract = True

    total_count = graphene.Int(required=True, description="How many items the whole list has.")

    @classmethod
    def __init_subclass_with_meta__(cls, node: Any = None, **options: Any) -> None:
        name = f"{node._meta.name}CountableConnection"
        options.setdefault("description", f"A page of a list of `{node._meta.name}`.")
        super().__init_subclass_with_meta__(node=node, name=name, **options)
        cls.Edge = _edge(node)
        edges = graphene.List(graphene.NonNull(cls.Edge), required=True, description="The items of this page.")
        cls._meta.fields["edges"] = graphene.Field.mounted(edges)
        cls._meta.fields["total_count"] = graphene.Field.mounted(cls.total_count)

    @staticmethod
    def resolve_total_count(root: Any, _info: graphene.ResolveInfo) -> Any:
        return root.count_all()


def page_arguments(*, newest_first: bool | None = None) -> dict[str, graphene.Argument]:
    """The arguments of every list; with `newest_first`, its default order, also that of the order."""
    arguments = {
        "first": graphene.Argument(
            graphene.Int,
            description=f"How many items to return from the beginning, at most {PAGE_LIMIT}. Default: {PAGE_SIZE}.",
        ),
        "after": graphene.Argument(graphene.String, description="Return the items after this cursor."),
        "last": graphene.Argument(
            graphene.Int, description=f"How many items to return from the end instead, at most {PAGE_LIMIT}."
        ),
        "before": graphene.Argument(graphene.String, description="Return the items before this cursor."),
    }
    if newest_first is None:
        return arguments
    order = graphene.Argument(OdopOrderDirection, description=f"Default: {_direction(newest_first)}.")
    return {**arguments, "direction": order}


def page(
    connection: type[CountableConnection],
    paging: Mapping[str, Any],
    *,
    read: Callable[[Window], Sequence[Any]],
    count: Callable[[], int],
    key: Callable[[Any], int] = attrgetter("id"),
    node: Callable[[Any], Any] = lambda item: item,
    newest_first: bool = False,
) -> CountableConnection:
    """Cut one page. `paging` holds the values of `page_arguments`; `read` gives the items of a window.

    `key` tells an item's key, and `node` what is shown of it; by default its `id`, and the item itself.
    """
    window = _window(paging, newest_first)
    return _cut(connection, window, list(read(_one_more(window))), count, key, node)


def nested_page(
    connection: type[CountableConnection],
    paging: Mapping[str, Any],
    *,
    load: Callable[[Window], Promise],
    count: Callable[[], Promise],
    newest_first: bool = False,
) -> Promise:
    """The same of a list that each item of another list has; `load` and `count` are those of dataloaders."""
    window = _window(paging, newest_first)
    found = load(_one_more(window))
    return found.then(lambda rows: _cut(connection, window, list(rows), count, attrgetter("id"), lambda item: item))


def _one_more(window: Window) -> Window:
    """To see whether there is a next page."""
    return replace(window, limit=window.limit + 1)


def _cut(
    connection: type[CountableConnection],
    window: Window,
    found: list[Any],
    count: Callable[[], Any],
    key: Callable[[Any], int],
    node: Callable[[Any], Any],
) -> CountableConnection:
    more = len(found) > window.limit
    items = (found[1:] if window.from_end else found[:-1]) if more else found
    edges = [connection.Edge(node=node(item), cursor=ids.make(_CURSOR, key(item))) for item in items]
    answer = connection(
        edges=edges,
        page_info=PageInfo(
            has_next_page=window.before is not None if window.from_end else more,
            has_previous_page=more if window.from_end else window.after is not None,
            start_cursor=edges[0].cursor if edges else None,
            end_cursor=edges[-1].cursor if edges else None,
        ),
    )
    # Counted only for those who ask.
    answer.count_all = count
    return answer


def _window(paging: Mapping[str, Any], newest_first: bool) -> Window:
    first, last = paging.get("first"), paging.get("last")
    if first is not None and last is not None:
        raise GraphQLError("Ask for the first items or for the last ones, not for both.")
    limit = first if first is not None else last if last is not None else PAGE_SIZE
    if not 1 <= limit <= PAGE_LIMIT:
        raise GraphQLError(
            f"Ask for at least 1 and at most {PAGE_LIMIT} items ({'last' if first is None else 'first'}: {limit})."
        )
    direction = paging.get("direction")
    return Window(
        limit=limit,
        after=_key(paging.get("after")),
        before=_key(paging.get("before")),
        from_end=first is None and last is not None,
        newest_first=newest_first if direction is None else direction == Direction.NEWEST_FIRST,
    )


def _key(cursor: str | None) -> int | None:
    if cursor is None:
        return None
    try:
        return ids.number_of(_CURSOR, cursor)
    except ids.WrongID as error:
        raise GraphQLError(f"{cursor!r} is no cursor of this list.") from error


def _direction(newest_first: bool) -> str:
    return "NEWEST_FIRST" if newest_first else "OLDEST_FIRST"


def _edge(node: Any) -> type[graphene.ObjectType]:
    name = f"{node._meta.name}CountableEdge"
    fields = {
        "node": graphene.Field(node, required=True, description="The item."),
        "cursor": graphene.String(required=True, description="The item's cursor in the list."),
    }
    meta = type("Meta", (), {"name": name, "description": f"One `{node._meta.name}` of a list."})
    return type(name, (graphene.ObjectType,), {**fields, "Meta": meta})
