"""odopProducts: products by origin, beside the store's own `products`, which knows nothing of what was verified.

The type of its products is the host's: Saleor's own inside Saleor, our part of it beside Saleor. So the connection is
made for each host.
"""

from __future__ import annotations

from typing import Any

import graphene
from graphene.relay import PageInfo
from promise import Promise

from odop_provenance.api.origins import PRODUCTS
from storefront_schema import request
from storefront_schema.connection import CountableConnection
from storefront_schema.list_field import list_field

CONNECTION = "OdopProductCountableConnection"
EDGE = "OdopProductCountableEdge"


def product_queries(product: type[graphene.ObjectType]) -> type[graphene.ObjectType]:
    """A mixin of Query for the host whose products are of this type."""
    connection = _connection(product)

    field = list_field(
        PRODUCTS,
        connection,
        among=lambda info, channel: request.adapter().listed(info, channel),
        arguments={
            "channel": graphene.Argument(
                graphene.String,
                description="Slug of the channel; may be left out inside a Saleor that has only one. Beside Saleor it "
                "is passed on with each product: a router asks Saleor for the rest of the product in this channel.",
            ),
        },
        finish=_with_products,
        description="Products whose origin is shown to buyers, oldest claim first. In Saleor only products that "
        "the viewer may see in the channel.",
    )
    meta = type("Meta", (), {"description": "Products by their origin."})
    members = {"Meta": meta, "odop_products": field}
    return type("ProductQueries", (graphene.ObjectType,), members)


def _with_products(found: CountableConnection, info: graphene.ResolveInfo, channel: str | None) -> Any:
    """The ids of the page's nodes, replaced by the products: all of them are read at once."""

    def put(products: list[Any]) -> CountableConnection:
        for edge, product in zip(found.edges, products, strict=True):
            edge.node = product
        return found

    ids = [edge.node for edge in found.edges]
    return Promise.resolve(request.adapter().products(info.context, ids, channel)).then(put)


def _connection(product: type[graphene.ObjectType]) -> Any:
    """Like every other connection of ours, but of a type that is not."""
    edge_fields = {
        # Nullable: a router that finds one product not shown to the buyer must not blank the whole list.
        "node": graphene.Field(
            product,
            description="The product; through a router it is null if the store does not show it to the viewer.",
        ),
        "cursor": graphene.String(required=True, description="The product's cursor in the list."),
    }
    edge = _type(EDGE, "One product of a list by origin.", edge_fields)
    fields = {
        "page_info": graphene.Field(PageInfo, required=True, description="Pagination data for this connection."),
        "edges": graphene.List(graphene.NonNull(edge), required=True, description="The products of this page."),
        "total_count": graphene.Int(required=True, description="How many products the whole list has."),
        "resolve_total_count": staticmethod(CountableConnection.resolve_total_count),
        "Edge": edge,
    }
    return _type(CONNECTION, "A page of products by origin.", fields)


def _type(name: str, description: str, members: dict[str, Any]) -> type[graphene.ObjectType]:
    meta = type("Meta", (), {"name": name, "description": description})
    return type(name, (graphene.ObjectType,), {"Meta": meta, **members})
