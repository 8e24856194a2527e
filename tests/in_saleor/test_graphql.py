"""The suite's GraphQL inside Saleor's: the same documents a storefront sends, Saleor's permissions, its webhooks."""

from __future__ import annotations

import re
from contextlib import contextmanager
from inspect import signature
from pathlib import Path

import graphene
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.test.utils import CaptureQueriesContext
from graphql import GraphQLNonNull, parse
from graphql.language.printer import print_ast
from saleor.app.models import App
from saleor.core.db.connection import restrict_writer
from saleor.graphql.api import schema as saleor_schema
from saleor.graphql.core.federation.entities import federated_entities
from saleor.graphql.query_cost_map import COST_MAP
from saleor.graphql.tests.utils import assert_no_permission, get_graphql_content
from saleor.graphql.webhook import subscription_payload
from saleor.permission.models import Permission as SaleorPermission
from shop import gid

import storefront_schema
import tests
from odop_consignment import api as consignment
from odop_consignment.models import Offer, Sale
from odop_core.models import OrderRecord
from odop_core.security.permissions import Permission
from odop_notifications.models import Message, MessageState
from odop_provenance import api as provenance
from odop_provenance.api import artisans
from storefront_schema import app as app_host
from storefront_schema import ids, in_saleor
from storefront_schema.costs import COSTS
from storefront_schema.extensions import extensions
from storefront_schema.federation import KEYS
from storefront_schema.in_saleor_request import SaleorRequest

OPERATIONS = Path(storefront_schema.__file__).parent / "operations"
# What is served beside Saleor only.
NOT_HERE = {
    "OdopPlugin", "OdopPluginField", "OdopPluginFieldInput", "OdopPluginUpdate", "_Any", "_Entity", "_Service",
}  # fmt: skip
NO_FIELDS_HERE = {"odopPlugins", "odopPluginUpdate", "_service", "_entities"}


def document(name):
    return (OPERATIONS / f"{name}.graphql").read_text(encoding="utf-8")


@contextmanager
def guarded():
    """Nothing may touch the writer database but what Saleor allows to: its own rule for tests of queries."""
    writer = connections["default"]
    writer._allow_writer = False
    try:
        with writer.execute_wrapper(restrict_writer):
            yield
    finally:
        writer._allow_writer = True


def ask(client, name, **variables):
    with guarded():
        return get_graphql_content(client.post_graphql(document(name), variables))["data"]


def grant(requestor, *permissions):
    rows = SaleorPermission.objects.filter(codename__in=[permission.codename for permission in permissions])
    assert len(rows) == len(permissions)
    (requestor.permissions if isinstance(requestor, App) else requestor.user_permissions).add(*rows)


@pytest.fixture
def shabana():
    artisans.create_artisan("shabana", name="Shabana", name_hi="शबाना", district_slug="lucknow", shows_name=True)
    return consignment.save_supplier(name="Shabana", phone="+919800000001", artisan_slug="shabana")


@pytest.fixture
def order(order_with_lines, shabana):
    """An order whose lines are supplied by Shabana, who was told of them."""
    order_id = gid(order_with_lines)
    OrderRecord.objects.create(
        order_id=order_id, number=str(order_with_lines.number), user_id=gid(order_with_lines.user),
        store_updated_at=order_with_lines.updated_at, content_hash="", snapshot={},
    )  # fmt: skip
    for line in order_with_lines.lines.all():
        offer = Offer.objects.create(supplier_id=shabana.id, variant_id=gid(line.variant), pickup_point_id="point")
        sale = Sale.objects.create(
            order_id=order_id, order_number=str(order_with_lines.number), order_line_id=gid(line),
            product_name=line.product_name, quantity=line.quantity, unit_price_gross_minor=100, pickup_point_id="point",
            offer=offer, supplier_id=shabana.id,
        )  # fmt: skip
        Message.objects.create(
            key=f"test:{sale.pk}", occasion="bought", sale_id=sale.pk, order_id=order_id, recipient_name="Shabana",
            address="+919800000001", channel="gateway", language="hi", text="…", state=MessageState.SENT,
        )  # fmt: skip
    return order_with_lines


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
    order,
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
    answer = api_client.post_graphql(page, {"order": gid(order), "product": gid(product), "channel": channel_USD.slug})
    data = get_graphql_content(answer, ignore_errors=True)["data"]

    # then
    assert (data["order"]["number"], data["order"]["consignments"]) == (str(order.number), None)
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


def test_whoever_may_see_an_order_sees_its_suppliers(api_client, order):
    # when
    lines = ask(api_client, "in_store/order_artisans", id=gid(order))["order"]["lines"]

    # then
    assert len(lines) == order.lines.count()
    for line in lines:
        (sale,) = line["consignments"]
        assert sale["artisan"] == {"slug": "shabana", "name": "Shabana"}
        assert sale["district"]["slug"] == "lucknow"


def test_the_customer_sees_whether_the_suppliers_were_told(user_api_client, order):
    # when
    sales = ask(user_api_client, "in_store/my_order", id=gid(order))["order"]["consignments"]

    # then
    assert [sale["notificationStatus"] for sale in sales] == ["SENT"] * order.lines.count()


@pytest.mark.parametrize("client", ["api_client", "user2_api_client", "staff_api_client", "app_api_client"])
def test_nobody_else_sees_whether_the_suppliers_were_told(client, order, request):
    # when
    response = request.getfixturevalue(client).post_graphql(document("in_store/my_order"), {"id": gid(order)})

    # then
    content = get_graphql_content(response, ignore_errors=True)
    assert {error["extensions"]["exception"]["code"] for error in content["errors"]} == {"PermissionDenied"}
    assert {sale["notificationStatus"] for sale in content["data"]["order"]["consignments"]} == {None}


@pytest.mark.parametrize("client", ["staff_api_client", "app_api_client"])
def test_staff_and_apps_read_what_they_were_granted(client, order, request):
    # given
    client = request.getfixturevalue(client)
    grant(client.user or client.app, Permission.MANAGE_CONSIGNMENT, Permission.MANAGE_LOGISTICS)

    # when
    sales = ask(client, "staff_order", orderId=gid(order))["orderConsignments"]

    # then
    assert {sale["supplier"]["phone"] for sale in sales} == {"•••••••••0001"}
    assert_no_permission(client.post_graphql(document("staff_messages"), {"orderId": gid(order)}))


def test_a_superuser_may_all(superuser_api_client, order):
    assert ask(superuser_api_client, "staff_messages", orderId=gid(order))["orderMessages"]
    assert ask(superuser_api_client, "staff_failed_jobs", queue="EVENTS")["failedJobs"]["totalCount"] == 0


CREATE = """
mutation Create($input: ArtisanCreateInput!) {
  artisanCreate(input: $input) { artisan { slug district { name crafts { slug } } } errors { field message code } }
}
"""
INPUT = {"input": {"slug": "rukhsana", "name": "Rukhsana", "district": "lucknow"}}


@pytest.mark.parametrize("client", ["api_client", "user_api_client", "staff_api_client", "app_api_client"])
def test_mutations_refuse_those_without_permission(client, request):
    assert_no_permission(request.getfixturevalue(client).post_graphql(CREATE, INPUT))
    assert provenance.find_artisans(["rukhsana"]) == {}


@pytest.mark.parametrize("client", ["staff_api_client", "app_api_client"])
def test_mutations_write_and_answer_from_the_writer(client, request):
    # given
    client = request.getfixturevalue(client)
    grant(client.user or client.app, Permission.MANAGE_PROVENANCE)

    # when
    with guarded():
        created = get_graphql_content(client.post_graphql(CREATE, INPUT))["data"]["artisanCreate"]
        again = get_graphql_content(client.post_graphql(CREATE, INPUT))["data"]["artisanCreate"]

    # then
    assert created["errors"] == []
    assert created["artisan"]["district"]["crafts"]
    assert [(error["field"], error["code"]) for error in again["errors"]] == [("slug", "UNIQUE")]


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


def test_a_webhook_is_sent_what_its_app_may_see(order, app):
    # given
    trusted = App.objects.create(name="trusted", is_active=True)
    grant(trusted, Permission.MANAGE_NOTIFICATIONS)

    # when
    shared = subscription_payload.initialize_request(None) if NAMES_APP_LATE else None
    seen = payload("order_updated", order, ORDER_UPDATED, trusted, shared)
    hidden = payload("order_updated", order, ORDER_UPDATED, app, shared)

    # then
    assert {sale["notificationStatus"] for sale in seen["order"]["consignments"]} == {"SENT"}
    assert {sale["notificationStatus"] for sale in hidden["order"]["consignments"]} == {None}
    assert {sale["artisan"]["slug"] for sale in hidden["order"]["consignments"]} == {"shabana"}
    assert len(hidden["order"]["lines"]) == order.lines.count()


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
