"""The App as a subgraph: what a federation gateway asks, and the schema it composes."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import GraphQLNonNull
from graphql.language import ast
from graphql.language.parser import parse

from odop_provenance import api as provenance
from storefront_schema.app import schema
from storefront_schema.federation import ENTITY_LIMIT, KEYS
from tests.storefront_schema.client import answer_to, ask, without_descriptions
from tests.storefront_schema.goods import PRODUCT_ID

ENTITIES = """query($keys: [_Any!]!) {
  _entities(representations: $keys) {
    __typename
    ... on Product { id provenance { district { slug } } }
    ... on Order { id consignments { quantity } }
    ... on OrderLine { id consignments { quantity } }
  }
}"""


def test_entities_are_answered_in_the_order_they_were_asked_for() -> None:
    # given
    provenance.claim_origin(PRODUCT_ID, district_slug="lucknow")
    keys = [
        {"__typename": "OrderLine", "id": "line-1"},
        {"__typename": "Product", "id": PRODUCT_ID},
        {"__typename": "Order", "id": "order-1"},
    ]

    # when / then
    assert ask(ENTITIES, keys=keys)["_entities"] == [
        {"__typename": "OrderLine", "id": "line-1", "consignments": []},
        {"__typename": "Product", "id": PRODUCT_ID, "provenance": {"district": {"slug": "lucknow"}}},
        {"__typename": "Order", "id": "order-1", "consignments": []},
    ]


def test_keys_may_be_written_in_the_question() -> None:
    # given
    question = '{ _entities(representations: [{__typename: "Order", id: "order-1"}]) { ... on Order { id } } }'

    # when / then
    assert ask(question)["_entities"] == [{"id": "order-1"}]


@pytest.mark.parametrize(
    ("keys", "complaint"),
    [
        ([{"__typename": "Order", "id": "1"}] * (ENTITY_LIMIT + 1), "at most 1000 entities at once, not 1001"),
        (
            [{"__typename": "Warehouse", "id": "1"}],
            "We extend only Product, ProductVariant, OrderLine, Order, User, App, not",
        ),
        ([{"id": "1"}], "not None"),
        ([{"__typename": "Order"}], "a Order needs an id"),
        ([{"__typename": "Order", "id": 1}], "needs an id"),
        ([{"__typename": ["Order"], "id": "1"}], "We extend only"),
        (["Order"], "must be an object"),
        ([{"__typename": "Product", "id": "1", "channel": 5}], "channel of the representation of a Product must be"),
    ],
)
def test_what_is_no_key_of_ours_is_refused_in_words(keys: list[Any], complaint: str) -> None:
    # when
    answer = answer_to(ENTITIES, keys=keys)

    # then
    assert complaint in answer.messages[0]
    assert answer.kinds == ["GraphQLError"]


def test_what_is_no_key_of_ours_does_not_spoil_the_others() -> None:
    # given
    keys = [{"__typename": "Warehouse", "id": "1"}, {"__typename": "Order", "id": "order-1"}]

    # when
    answer = answer_to(ENTITIES, keys=keys)

    # then
    assert answer.data == {"_entities": [None, {"__typename": "Order", "id": "order-1", "consignments": []}]}
    assert len(answer.messages) == 1


def test_products_and_variants_are_also_known_by_id_and_channel() -> None:
    # given
    keys = [
        {"__typename": "Product", "id": "p-1", "channel": "retail"},
        {"__typename": "Product", "id": "p-2", "channel": None},
        {"__typename": "ProductVariant", "id": "v-1", "channel": "retail"},
        {"__typename": "ProductVariant", "id": "v-2"},
    ]
    question = """query($keys: [_Any!]!) { _entities(representations: $keys) {
      ... on Product { id channel } ... on ProductVariant { id channel } } }"""

    # when / then
    assert ask(question, keys=keys)["_entities"] == [
        {"id": "p-1", "channel": "retail"},
        {"id": "p-2", "channel": None},
        {"id": "v-1", "channel": "retail"},
        {"id": "v-2", "channel": None},
    ]


def test_products_by_origin_carry_the_channel_they_were_asked_for_in() -> None:
    """Saleor's key of a product has the channel, so a router can go on from ours only with it."""
    # given
    provenance.claim_origin(PRODUCT_ID, district_slug="lucknow")
    question = "query($channel: String) { odopProducts(channel: $channel) { edges { node { id channel } } } }"

    # when
    (named,) = ask(question, channel="retail")["odopProducts"]["edges"]
    (unnamed,) = ask(question)["odopProducts"]["edges"]

    # then
    assert named["node"] == {"id": PRODUCT_ID, "channel": "retail"}
    assert unnamed["node"]["channel"] is None


@pytest.mark.parametrize("of_the_store", ["Query", "Mutation", "Product", "ProductVariant", "Order", "OrderLine"])
def test_every_field_we_add_to_a_type_of_the_stores_is_nullable(of_the_store: str) -> None:
    """What fails below a required field takes its parent with it: our trouble would blank the store's pages.

    "If a non-null field errors, the null propagates to the parent" (GraphQL specification, "Handling field errors").
    """
    # given
    fields = schema().get_type_map()[of_the_store].fields
    of_the_protocol = {"id", "_entities", "_service"}

    # when
    required = {name for name, field in fields.items() if isinstance(field.type, GraphQLNonNull)}

    # then
    assert required <= of_the_protocol


def test_the_schema_for_the_gateway_can_be_parsed_and_names_its_keys() -> None:
    # when
    document = parse(without_descriptions(ask("{ _service { sdl } }")["_service"]["sdl"]))

    # then
    extensions = [d.definition for d in document.definitions if isinstance(d, ast.TypeExtensionDefinition)]
    extended = {definition.name.value: definition for definition in extensions}
    assert set(extended) == {"Query", "Mutation", *KEYS}
    for name in KEYS:
        assert {directive.name.value for directive in extended[name].directives} == {"key"}
        keys = [directive.arguments[0].value.value for directive in extended[name].directives]
        assert keys == (["id", "id channel"] if name.startswith("Product") else ["id"])
        for key in set(" ".join(keys).split()):
            field = next(field for field in extended[name].fields if field.name.value == key)
            assert [directive.name.value for directive in field.directives] == ["external"]
    protocol = {"_Any", "_Entity", "_Service"}
    assert not protocol & {d.name.value for d in document.definitions if hasattr(d, "name")}
