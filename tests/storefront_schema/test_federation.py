"""The App as a subgraph: what a federation gateway asks, and the schema it composes."""

from __future__ import annotations

from typing import Any

import pytest
from graphql.language import ast
from graphql.language.parser import parse

from odop_provenance import api as provenance
from storefront_schema.federation import ENTITY_LIMIT
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
        ([{"__typename": "Order", "id": "1"}] * (ENTITY_LIMIT + 1), "at most 100 entities at once, not 101"),
        (
            [{"__typename": "Warehouse", "id": "1"}],
            "We extend only Product, ProductVariant, OrderLine, Order, not",
        ),
        ([{"id": "1"}], "not None"),
        ([{"__typename": "Order"}], "a Order needs an id"),
        ([{"__typename": "Order", "id": 1}], "needs an id"),
        ([{"__typename": ["Order"], "id": "1"}], "We extend only"),
        (["Order"], "must be an object"),
    ],
)
def test_what_is_no_key_of_ours_is_refused_in_words(keys: list[Any], complaint: str) -> None:
    # when
    answer = answer_to(ENTITIES, keys=keys)

    # then
    assert complaint in answer.messages[0]
    assert answer.kinds == ["GraphQLError"]


def test_the_schema_for_the_gateway_can_be_parsed_and_names_its_keys() -> None:
    # when
    document = parse(without_descriptions(ask("{ _service { sdl } }")["_service"]["sdl"]))

    # then
    extensions = [d.definition for d in document.definitions if isinstance(d, ast.TypeExtensionDefinition)]
    extended = {definition.name.value: definition for definition in extensions}
    assert set(extended) == {"Query", "Mutation", "Product", "ProductVariant", "Order", "OrderLine"}
    for name in ("Product", "ProductVariant", "Order", "OrderLine"):
        (key,) = extended[name].directives
        assert key.name.value == "key"
        identity = next(field for field in extended[name].fields if field.name.value == "id")
        assert [directive.name.value for directive in identity.directives] == ["external"]
    protocol = {"_Any", "_Entity", "_Service"}
    assert not protocol & {d.name.value for d in document.definitions if hasattr(d, "name")}
