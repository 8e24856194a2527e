"""The documentation's GraphQL examples of the store's own types, and all others, against a real Saleor."""

from __future__ import annotations

import pytest
from graphql import parse, validate
from graphql_calls import guarded
from saleor.graphql.api import schema
from saleor.graphql.tests.utils import get_graphql_content
from shop import gid

from odop_provenance import api as provenance
from tests.docs_examples import APP, STORE, examples


@pytest.mark.parametrize("example", examples(APP) + examples(STORE))
def test_every_example_fits_saleors_schema(example):
    assert validate(schema, parse(example)) == []


@pytest.mark.parametrize("example", examples(STORE))
def test_an_example_of_the_store_runs(example, user_api_client, product, order_with_lines, channel_USD):  # noqa: N803  (Saleor names its fixture so)
    # given
    provenance.claim_origin(gid(product), district_slug="lucknow")
    variables = {
        "id": gid(order_with_lines) if "order(id" in example else gid(product), "channel": channel_USD.slug,
    }  # fmt: skip
    wanted = {name: value for name, value in variables.items() if f"${name}" in example}

    # when
    with guarded():
        data = get_graphql_content(user_api_client.post_graphql(example, wanted))["data"]

    # then
    assert all(value is not None for value in data.values())
