"""Long lists, page by page, as Saleor gives them: `first`, `after`, `last`, `before`, and a connection of edges with
cursors. Pages are cut by key (`odop_core.database.pagination`)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import graphene
from graphene.relay import Connection, PageInfo
from graphql import GraphQLError
from promise import Promise

from odop_core.database.pagination import Window
from storefront_schema import ids

PAGE_SIZE = 20
PAGE_LIMIT = 100
_CURSOR = "OdopCursor"


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


def page_arguments() -> dict[str, graphene.Argument]:
    """The arguments of every list."""
    return {
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


def page(
    connection: type[CountableConnection],
    paging: Mapping[str, Any],
    *,
    read: Callable[[Window], Sequence[tuple[Any, Any]]],
    count: Callable[[], int],
    by: str = "",
    newest_first: bool = False,
) -> CountableConnection:
    """Cut one page. `paging` holds the values of `page_arguments`; `read` gives the items of a window, each with its
    key. `by` is the sort, "" for the order in which rows were recorded."""
    window = _window(paging, by, newest_first)
    return _cut(connection, window, list(read(_one_more(window))), count)


def nested_page(
    connection: type[CountableConnection],
    paging: Mapping[str, Any],
    *,
    load: Callable[[Window], Promise],
    count: Callable[[], Promise],
) -> Promise:
    """The same of a list that each item of another list has; `load` and `count` are those of dataloaders."""
    window = _window(paging)
    found = load(_one_more(window))
    return found.then(lambda rows: _cut(connection, window, [(row.id, row) for row in rows], count))


def _one_more(window: Window) -> Window:
    """To see whether there is a next page."""
    return replace(window, limit=window.limit + 1)


def _cut(
    connection: type[CountableConnection], window: Window, found: list[tuple[Any, Any]], count: Callable[[], Any]
) -> CountableConnection:
    more = len(found) > window.limit
    items = (found[1:] if window.from_end else found[:-1]) if more else found
    edges = [connection.Edge(node=item, cursor=_cursor(key, window.by)) for key, item in items]
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


def _window(paging: Mapping[str, Any], by: str = "", newest_first: bool = False) -> Window:
    first, last = paging.get("first"), paging.get("last")
    if first is not None and last is not None:
        raise GraphQLError("Ask for the first items or for the last ones, not for both.")
    limit = first if first is not None else last if last is not None else PAGE_SIZE
    if not 1 <= limit <= PAGE_LIMIT:
        raise GraphQLError(
            f"Ask for at least 1 and at most {PAGE_LIMIT} items ({'last' if first is None else 'first'}: {limit})."
        )
    return Window(
        limit=limit,
        after=_key(paging.get("after"), by),
        before=_key(paging.get("before"), by),
        from_end=first is None and last is not None,
        newest_first=newest_first,
        by=by,
    )


def _cursor(key: Any, by: str) -> str:
    """Where a row stands: by its primary key, or by the sort, the value there (as text) and the primary key."""
    if not by:
        return ids.make(_CURSOR, key)
    value, pk = key
    text = value.isoformat() if isinstance(value, date) else value
    return ids.make(_CURSOR, json.dumps([by, text, pk], ensure_ascii=False))


def _key(cursor: str | None, by: str) -> Any:
    if cursor is None:
        return None
    try:
        if not by:
            return ids.number_of(_CURSOR, cursor)
        sort, value, pk = json.loads(ids.key_of(_CURSOR, cursor))
        if sort != by or not isinstance(pk, int):
            raise ValueError(cursor)
    except (ValueError, TypeError) as error:  # WrongID is one
        raise GraphQLError(f"{cursor!r} is no cursor of this list in this order.") from error
    return value, pk


def _edge(node: Any) -> type[graphene.ObjectType]:
    name = f"{node._meta.name}CountableEdge"
    fields = {
        "node": graphene.Field(node, required=True, description="The item."),
        "cursor": graphene.String(required=True, description="The item's cursor in the list."),
    }
    meta = type("Meta", (), {"name": name, "description": f"One `{node._meta.name}` of a list."})
    return type(name, (graphene.ObjectType,), {**fields, "Meta": meta})
