"""Long lists, page by page, as Saleor gives them: `first`, `after`, and a connection of edges with cursors.

Pages are cut by key, not by position: rows that leave the list while somebody pages through it hide no others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any

import graphene
from graphene.relay import Connection, PageInfo
from graphql import GraphQLError

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
    def resolve_total_count(root: Any, _info: graphene.ResolveInfo) -> int:
        return int(root.count_all())


def page_arguments() -> dict[str, graphene.Argument]:
    return {
        "first": graphene.Argument(
            graphene.Int, default_value=PAGE_SIZE, description=f"How many items to return, at most {PAGE_LIMIT}."
        ),
        "after": graphene.Argument(graphene.String, description="Return the items after this cursor."),
    }


def page(
    connection: type[CountableConnection],
    first: int,
    after: str | None,
    *,
    read: Callable[[int, int], Sequence[Any]],
    count: Callable[[], int],
    key: Callable[[Any], int] = attrgetter("id"),
    node: Callable[[Any], Any] = lambda item: item,
) -> CountableConnection:
    """Cut one page. `read(limit, after)` gives the items with a key above `after`, in the order of their keys.

    `key` tells an item's key, and `node` what is shown of it; by default its `id`, and the item itself.
    """
    if not 1 <= first <= PAGE_LIMIT:
        raise GraphQLError(f"Ask for at least 1 and at most {PAGE_LIMIT} items (first: {first}).")
    start = _key(after)
    found = read(first + 1, start)
    items = found[:first]
    edges = [connection.Edge(node=node(item), cursor=ids.make(_CURSOR, key(item))) for item in items]
    answer = connection(
        edges=edges,
        page_info=PageInfo(
            has_next_page=len(found) > first,
            has_previous_page=start > 0,
            start_cursor=edges[0].cursor if edges else None,
            end_cursor=edges[-1].cursor if edges else None,
        ),
    )
    # Counted only for those who ask.
    answer.count_all = count
    return answer


def _key(cursor: str | None) -> int:
    if cursor is None:
        return 0
    try:
        return ids.number_of(_CURSOR, cursor)
    except ids.WrongID as error:
        raise GraphQLError(f"{cursor!r} is no cursor of this list.") from error


def _edge(node: Any) -> type[graphene.ObjectType]:
    name = f"{node._meta.name}CountableEdge"
    fields = {
        "node": graphene.Field(node, required=True, description="The item."),
        "cursor": graphene.String(required=True, description="Where the item stands in the list."),
    }
    meta = type("Meta", (), {"name": name, "description": f"One `{node._meta.name}` of a list."})
    return type(name, (graphene.ObjectType,), {**fields, "Meta": meta})
