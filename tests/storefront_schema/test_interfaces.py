"""Types of ours have the interfaces that Saleor's types have."""

from __future__ import annotations

import graphene
from graphene import relay
from graphql.type.definition import GraphQLNonNull, GraphQLObjectType

from storefront_schema import app, ids
from storefront_schema.interfaces import NodeType
from storefront_schema.viewer import ANONYMOUS
from tests.storefront_schema.client import answer_to

# Their IDs are those of objects of the store, or names.
NOT_OURS = {"App", "OdopPickupPoint", "OdopPlugin", "Order", "OrderLine", "Product", "ProductVariant", "User"}


def test_every_type_with_an_id_of_ours_is_a_node() -> None:
    # given
    types = [kind for kind in app.schema().get_type_map().values() if isinstance(kind, GraphQLObjectType)]
    with_id = {
        kind.name for kind in types if "id" in kind.fields and isinstance(kind.fields["id"].type, GraphQLNonNull)
    }

    # when
    nodes = {kind.name for kind in types if any(each.graphene_type is relay.Node for each in kind.interfaces)}

    # then
    assert nodes == with_id - NOT_OURS


def test_the_id_of_a_node_is_made_of_its_class_and_its_key() -> None:
    # given
    class Loom(NodeType):
        class Meta:
            description = "A loom."

        @staticmethod
        def resolve_id(root: dict[str, str], _info: graphene.ResolveInfo) -> str:
            return root["number"]

    class Query(graphene.ObjectType):
        loom = graphene.Field(Loom, resolver=lambda _root, _info: {"number": "7"})

    # when
    answer = graphene.Schema(query=Query).execute("{ loom { id } }")

    # then
    assert answer.data == {"loom": {"id": ids.make("Loom", "7")}}


def test_a_fragment_on_node_fits_our_rows() -> None:
    # when
    answer = answer_to("{ districts { ...row } } fragment row on Node { id __typename }", ANONYMOUS)

    # then
    assert answer.data is not None
    assert answer.data["districts"][0] == {"id": ids.make("District", 118), "__typename": "District"}
