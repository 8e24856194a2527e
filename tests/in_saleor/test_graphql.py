"""The suite's GraphQL inside Saleor's: the same documents a storefront sends, Saleor's permissions, its webhooks."""

from __future__ import annotations

import re
from inspect import signature
from pathlib import Path

import graphene
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.test.utils import CaptureQueriesContext
from graphql import GraphQLNonNull, parse
from graphql.language.printer import print_ast
from graphql_calls import OPERATIONS, ask, grant
from saleor.app.models import App
from saleor.graphql.api import schema as saleor_schema
from saleor.graphql.core.federation.entities import federated_entities
from saleor.graphql.query_cost_map import COST_MAP
from saleor.graphql.tests.utils import get_graphql_content
from saleor.graphql.webhook import subscription_payload
from shop import gid

import tests
from odop_core.security.permissions import Permission
from odop_provenance import api as provenance
from storefront_schema import app as app_host
from storefront_schema import ids, in_saleor
from storefront_schema.costs import COSTS
from storefront_schema.extensions import extensions
from storefront_schema.federation import KEYS
from storefront_schema.in_saleor_request import SaleorRequest

# What is served beside Saleor only.
NOT_HERE = {
    "OdopPlugin", "OdopPluginField", "OdopPluginFieldInput", "OdopPluginUpdate", "_Any", "_Entity", "_Service",
}  # fmt: skip
NO_FIELDS_HERE = {"odopPlugins", "odopPluginUpdate", "_service", "_entities"}


def test_saleor_has_all_that_the_app_serves_but_the_switch_of_plugins_which_its_dashboard_has():
    # given
    ours = app_host.schema().get_type_map()
    here = saleor_schema.get_type_map()

    # then
    missing = {
        f"{name}.{field}"
        for name, kind in ours.items()
        if name not in NOT_HERE
        for field, definition in (getattr(kind, "fields", None) or {}).items()
        if field not in NO_FIELDS_HERE
        and str(getattr(here[name].fields.get(field), "type", "")) != str(definition.type)
    }
    assert missing == set()
    assert "odopPluginUpdate" not in here["Mutation"].fields


def test_our_keys_of_saleors_types_are_saleors_own():
    """A router goes on from our products to Saleor's only by a key of Saleor's."""
    own = {
        name: set(re.findall(r'fields: "([^"]+)"', federated_entities[name]._sdl))
        for name in KEYS
        if name in federated_entities
    }
    assert {name: keys for name, keys in own.items() if not keys & set(KEYS[name])} == {}
    assert KEYS.keys() - own.keys() == {"OrderLine"}


def test_what_the_routers_tests_know_of_saleors_schema_is_so():
    excerpt = parse((Path(tests.__file__).parent / "saleor_config/app/router/saleor.graphql").read_text("utf-8"))
    wrong = [
        f"{kind.name.value}.{field.name.value}"
        for kind in excerpt.definitions
        for field in kind.fields
        if str(saleor_schema.get_type(kind.name.value).fields[field.name.value].type) != print_ast(field.type)
    ]
    assert wrong == []


def test_a_field_of_ours_that_fails_leaves_the_stores_order_and_product(
    api_client,
    supplied_order,
    product,
    channel_USD,  # noqa: N803  (Saleor names its fixture so)
    monkeypatch,
):
    # given
    def fail(*_arguments):
        raise RuntimeError("A bug of ours.")

    for loader in ("SalesOfOrder", "SalesOfLine", "SellersOfLine", "SellersOfProduct", "ProvenanceOfProduct"):
        monkeypatch.setattr(f"storefront_schema.loaders.{loader}.batch_load_fn", fail)
    monkeypatch.setattr("odop_provenance.api.places.list_districts", fail)
    page = """query($order: ID!, $product: ID!, $channel: String!) {
      order(id: $order) {
        number consignments { quantity } lines { productName consignments { quantity } soldBy { name } }
      }
      product(id: $product, channel: $channel) { slug provenance { status } soldBy { name } }
      districts { slug }
    }"""

    # when
    answer = api_client.post_graphql(
        page, {"order": gid(supplied_order), "product": gid(product), "channel": channel_USD.slug}
    )
    data = get_graphql_content(answer, ignore_errors=True)["data"]

    # then
    assert (data["order"]["number"], data["order"]["consignments"]) == (str(supplied_order.number), None)
    assert [(line["consignments"], line["soldBy"]) for line in data["order"]["lines"]] == [(None, None)] * 2
    assert all(line["productName"] for line in data["order"]["lines"])
    assert data["product"] == {"slug": product.slug, "provenance": None, "soldBy": None}
    assert data["districts"] is None


def test_every_field_we_add_to_a_type_of_saleors_is_nullable():
    ours = {*extensions(), "Query", "Mutation"}
    before = {name: set(app_host.schema().get_type_map()[name].fields) for name in ours}
    required = [
        f"{name}.{field}"
        for name in ours
        for field in before[name] - NO_FIELDS_HERE - {"id"}
        if isinstance(saleor_schema.get_type(name).fields[field].type, GraphQLNonNull)
    ]
    assert required == []


def test_every_cost_is_of_a_field_of_the_schema():
    assert [
        (name, field)
        for name, costs in COST_MAP.items()
        for field in costs
        if field not in saleor_schema.get_type(name).fields
    ] == []
    assert all(COST_MAP[name][field] == cost for name, costs in COSTS.items() for field, cost in costs.items())


def test_it_is_added_once_and_never_after_the_schema_was_built(monkeypatch):
    # given
    in_saleor.inject()
    monkeypatch.setattr(in_saleor, "_done", False)

    # when / then
    with pytest.raises(ImproperlyConfigured, match="was built before"):
        in_saleor.inject()


@pytest.mark.parametrize("path", sorted(OPERATIONS.glob("*.graphql")) + sorted(OPERATIONS.glob("in_store/*.graphql")))
def test_the_documents_of_storefronts_and_staff_fit_the_schema(path):
    from graphql import parse, validate

    assert validate(saleor_schema, parse(path.read_text(encoding="utf-8"))) == []


def test_the_guard_of_these_tests_holds(api_client, monkeypatch):
    # given: a mistake
    monkeypatch.setattr(SaleorRequest, "database", lambda self, context: "default")

    # then
    with pytest.raises(AssertionError, match="UnsafeWriterAccessError"):
        ask(api_client, "districts")


def test_anybody_reads_districts_and_crafts(api_client):
    assert len(ask(api_client, "districts", language="HI")["districts"]) == 75
    assert ask(api_client, "district_page", slug="lucknow")["district"]["crafts"]


def test_anybody_reads_where_a_product_comes_from(api_client, product, channel_USD, shabana):  # noqa: N803  (Saleor names its fixture so)
    # given
    provenance.claim_origin(gid(product), district_slug="lucknow", artisan_slug="shabana")

    # when
    data = ask(api_client, "in_store/product_provenance", id=gid(product), channel=channel_USD.slug, language="HI")

    # then
    assert data["product"]["provenance"] == {
        "status": "ATTESTED",
        "isVerified": False,
        "isOnOdopList": False,
        "verifiedAt": None,
        "badges": [],
        "certificate": None,
        "district": {"slug": "lucknow", "name": "लखनऊ"},
        "craft": None,
        "artisan": {"slug": "shabana", "name": "शबाना"},
    }


def test_a_page_of_products_takes_at_most_two_queries_more(api_client, product_list, channel_USD):  # noqa: N803  (Saleor names its fixture so)
    # given
    for product in product_list:
        provenance.claim_origin(gid(product), district_slug="lucknow")
    bare = "query($channel: String!) { products(channel: $channel, first: 100) { edges { node { id } } } }"

    # when
    with CaptureQueriesContext(connections["replica"]) as without:
        get_graphql_content(api_client.post_graphql(bare, {"channel": channel_USD.slug}))
    with CaptureQueriesContext(connections["replica"]) as queries:
        data = ask(api_client, "in_store/products_with_provenance", channel=channel_USD.slug, first=100)

    # then
    nodes = [edge["node"] for edge in data["products"]["edges"]]
    assert len(nodes) == len(product_list)
    assert {node["provenance"]["district"]["name"] for node in nodes} == {"Lucknow"}
    assert len(queries) <= len(without) + 2


# Saleor 3.21 is told the app with each payload, and renders those of several apps with one request.
RENDER = subscription_payload.generate_payload_from_subscription
NAMES_APP_LATE = "app" in signature(RENDER).parameters


def payload(event_type, instance, subscription, app, request=None):
    """What a webhook of `app` is sent."""
    request = request or subscription_payload.initialize_request(app)
    return RENDER(event_type, instance, subscription, request, *([app] if NAMES_APP_LATE else []))


def test_webhooks_may_select_our_fields(product, shabana, app):
    # given
    provenance.claim_origin(gid(product), district_slug="lucknow", artisan_slug="shabana")
    subscription = """subscription { event { ... on ProductUpdated { product {
        id provenance { district { slug name(language: HI) } artisan { name } } } } } }"""

    # when
    sent = payload("product_updated", product, subscription, app)

    # then
    assert sent["product"]["provenance"] == {
        "district": {"slug": "lucknow", "name": "लखनऊ"}, "artisan": {"name": "Shabana"}
    }  # fmt: skip


ORDER_UPDATED = """subscription { event { ... on OrderUpdated { order {
    consignments { artisan { slug } notificationStatus } lines { consignments { quantity } } } } } }"""


def test_a_webhook_is_sent_what_its_app_may_see(supplied_order, app):
    # given
    trusted = App.objects.create(name="trusted", is_active=True)
    grant(trusted, Permission.MANAGE_NOTIFICATIONS)

    # when
    shared = subscription_payload.initialize_request(None) if NAMES_APP_LATE else None
    seen = payload("order_updated", supplied_order, ORDER_UPDATED, trusted, shared)
    hidden = payload("order_updated", supplied_order, ORDER_UPDATED, app, shared)

    # then
    assert {sale["notificationStatus"] for sale in seen["order"]["consignments"]} == {"SENT"}
    assert {sale["notificationStatus"] for sale in hidden["order"]["consignments"]} == {None}
    assert {sale["artisan"]["slug"] for sale in hidden["order"]["consignments"]} == {"shabana"}
    assert len(hidden["order"]["lines"]) == supplied_order.lines.count()


def test_a_gateway_may_ask_saleor_for_our_field_of_a_product(staff_api_client, product, permission_manage_products):
    # given
    provenance.claim_origin(gid(product), district_slug="lucknow")
    staff_api_client.user.user_permissions.add(permission_manage_products)
    question = """query($keys: [_Any!]!) { _entities(representations: $keys) {
        ... on Product { provenance { district { slug } } } } }"""
    keys = [{"__typename": "Product", "id": gid(product)}]

    # when
    data = get_graphql_content(staff_api_client.post_graphql(question, {"keys": keys}))["data"]

    # then
    assert data["_entities"] == [{"provenance": {"district": {"slug": "lucknow"}}}]


def test_ids_of_ours_are_made_like_saleors():
    assert ids.make("Product", 1) == graphene.Node.to_global_id("Product", 1)


def test_our_rows_have_saleors_own_interfaces(staff_api_client, shabana):
    # given
    grant(staff_api_client.user, Permission.MANAGE_PROVENANCE)
    shabana_id = ids.make("Artisan", "shabana")
    types = saleor_schema.get_type_map()
    change = """mutation($id: ID!, $input: [MetadataInput!]!) { odopMetadataUpdate(id: $id, input: $input) {
        item { ... on ObjectWithMetadata { metadata { key value } } } errors { code message } } }"""
    read = """{ artisan(slug: "shabana") { ... on Node { id } ... on ObjectWithMetadata {
        metafield(key: "loom") metafields(keys: ["loom"]) privateMetadata { key } } } }"""

    # when
    changed = get_graphql_content(
        staff_api_client.post_graphql(change, {"id": shabana_id, "input": [{"key": "loom", "value": "7"}]})
    )["data"]["odopMetadataUpdate"]
    found = get_graphql_content(staff_api_client.post_graphql(read))["data"]["artisan"]

    # then
    assert types["Artisan"].interfaces[1] is types["Product"].interfaces[1] is types["ObjectWithMetadata"]
    assert changed == {"item": {"metadata": [{"key": "loom", "value": "7"}]}, "errors": []}
    assert found == {"id": shabana_id, "metafield": "7", "metafields": {"loom": "7"}, "privateMetadata": []}
