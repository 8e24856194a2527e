"""Provenance in Saleor's own GraphQL: products by origin, labels for their buyer, evidence as Saleor takes files."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test.utils import CaptureQueriesContext
from graphql_calls import ask, grant, guarded
from saleor.graphql.tests.utils import get_graphql_content
from saleor.product.models import Product, ProductChannelListing, ProductVariant, ProductVariantChannelListing
from shop import gid

from odop_certificates.credentials import certificates
from odop_certificates.models import Dispatch
from odop_core.models import OrderRecord
from odop_core.security.permissions import Permission
from odop_provenance import api as provenance
from odop_provenance.api import claims
from odop_provenance.models import Claim, ClaimState, District
from tests.odop_certificates.certified import sold
from tests.odop_provenance.supporting import photo

LISTED = """
query($channel: String, $where: OdopProductWhereInput, $first: Int) {
  odopProducts(channel: $channel, where: $where, first: $first) {
    totalCount
    edges { node {
      id name pricing { priceRange { start { gross { amount } } } }
      provenance { status district { name(language: HI) } certificate { code url jwt } }
    } }
  }
}
"""
BARE = """
query($channel: String!, $first: Int!) {
  products(channel: $channel, first: $first) {
    totalCount edges { node { id name pricing { priceRange { start { gross { amount } } } } } }
  }
}
"""
LABELS = "query($id: ID!) { order(id: $id) { lines { certificates { serial url qrSvgUrl status } } } }"
UPLOAD = """
mutation($input: ProvenanceEvidenceUploadInput!) {
  provenanceEvidenceUpload(input: $input) {
    evidence { id contentType uploadedBy { kind id user { email } name } link { url } } errors { field code message }
  }
}
"""


def listed(client, **variables):
    with guarded():
        return get_graphql_content(client.post_graphql(LISTED, variables))["data"]["odopProducts"]


def verified(*products):
    for product in products:
        provenance.claim_origin(gid(product), district_slug="lucknow", by="merchant")
        claims.verify_claim(gid(product), by="reviewer", why="Seen.", waiver="a test")
        certificates.sync_certificate(gid(product))


@pytest.fixture(autouse=True)
def _address(monkeypatch, tmp_path):
    monkeypatch.setenv("ODOP_PUBLIC_URL", "https://origin.example")
    monkeypatch.setenv("ODOP_EVIDENCE_DIR", str(tmp_path))


def test_products_by_origin_are_saleors_own(api_client, product_list, channel_USD):  # noqa: N803  (Saleor names its fixture so)
    # given
    first, second, _third = product_list
    verified(first)
    provenance.claim_origin(gid(second), district_slug="kannauj")

    # when
    everything = listed(api_client, channel=channel_USD.slug)
    of_lucknow = listed(api_client, channel=channel_USD.slug, where={"district": {"eq": "lucknow"}, "isVerified": True})

    # then
    assert [edge["node"]["name"] for edge in everything["edges"]] == [first.name, second.name]
    (edge,) = of_lucknow["edges"]
    assert of_lucknow["totalCount"] == 1
    assert edge["node"]["id"] == gid(first)
    assert edge["node"]["pricing"]["priceRange"]["start"]["gross"]["amount"] > 0
    assert edge["node"]["provenance"]["status"] == "VERIFIED"
    assert edge["node"]["provenance"]["district"] == {"name": "लखनऊ"}
    assert edge["node"]["provenance"]["certificate"]["url"].startswith("https://origin.example/c/")


def test_only_what_saleors_own_list_would_show_is_listed(
    api_client,
    staff_api_client,
    product_list,
    channel_USD,  # noqa: N803  (Saleor names its fixture so)
    permission_manage_products,
):
    # given
    hidden, unlisted, shown = product_list
    verified(hidden, unlisted, shown)
    provenance.claim_origin("no id of a product", district_slug="lucknow")
    provenance.claim_origin("UHJvZHVjdDo5OTk5OTk5", district_slug="lucknow")
    ProductChannelListing.objects.filter(product=hidden).update(is_published=False)
    ProductChannelListing.objects.filter(product=unlisted).update(visible_in_listings=False)
    staff_api_client.user.user_permissions.add(permission_manage_products)

    # then
    assert [edge["node"]["id"] for edge in listed(api_client, channel=channel_USD.slug)["edges"]] == [gid(shown)]
    assert listed(api_client, channel=channel_USD.slug)["totalCount"] == 1
    assert listed(staff_api_client, channel=channel_USD.slug)["totalCount"] == 3
    assert listed(api_client, channel="nowhere")["edges"] == []


def test_without_a_channel_it_is_the_only_one(api_client, product, channel_USD):  # noqa: N803  (Saleor names its fixture so)
    # given
    verified(product)

    # when / then
    assert listed(api_client)["totalCount"] == 1


def test_products_by_origin_cost_little_more_than_saleors_own_list(api_client, product_list, channel_USD):  # noqa: N803  (Saleor names its fixture so)
    # given
    verified(*product_list)

    def count(question, first):
        with CaptureQueriesContext(connections["replica"]) as queries:
            get_graphql_content(api_client.post_graphql(question, {"channel": channel_USD.slug, "first": first}))
        return len(queries)

    count(LISTED, 3)

    # then
    assert count(LISTED, 3) == count(LISTED, 1)
    assert count(LISTED, 3) <= count(BARE, 3) + 4


@pytest.fixture
def order_of_verified(order_with_lines):
    """Two pieces of its first line left, with a label each."""
    line = order_with_lines.lines.first()
    provenance.claim_origin("product-kurta", district_slug="lucknow")
    claims.verify_claim("product-kurta", by="reviewer", why="Seen.", waiver="a test")
    sold(2)
    Dispatch.objects.update(order_id=gid(order_with_lines), order_line_id=gid(line))
    OrderRecord.objects.create(
        order_id=gid(order_with_lines), number=str(order_with_lines.number), user_id=gid(order_with_lines.user),
        store_updated_at=order_with_lines.updated_at, content_hash="", snapshot={},
    )  # fmt: skip
    return order_with_lines


def labels(client, order):
    with guarded():
        content = get_graphql_content(client.post_graphql(LABELS, {"id": gid(order)}), ignore_errors=True)
    return content.get("errors"), [line["certificates"] for line in content["data"]["order"]["lines"]]


def test_the_customer_sees_the_labels_of_what_they_bought(user_api_client, order_of_verified):
    # when
    errors, lines = labels(user_api_client, order_of_verified)

    # then
    assert errors is None
    assert len(lines[0]) == 2
    assert lines[0][0]["status"] == "ACTIVE"
    assert lines[0][0]["qrSvgUrl"] == f"{lines[0][0]['url']}/qr.svg"


@pytest.mark.parametrize("client", ["api_client", "user2_api_client", "staff_api_client", "app_api_client"])
def test_nobody_else_sees_the_labels(client, order_of_verified, request):
    # when
    errors, lines = labels(request.getfixturevalue(client), order_of_verified)

    # then
    assert {error["extensions"]["exception"]["code"] for error in errors} == {"PermissionDenied"}
    assert lines[0] is None


def test_staff_with_the_permission_see_the_labels(staff_api_client, order_of_verified):
    # given
    grant(staff_api_client.user, Permission.MANAGE_PROVENANCE)

    # when
    errors, lines = labels(staff_api_client, order_of_verified)

    # then
    assert errors is None
    assert len(lines[0]) == 2


def test_anybody_may_check_a_label(api_client, order_of_verified, user_api_client):
    # given
    _errors, lines = labels(user_api_client, order_of_verified)
    serial = lines[0][0]["serial"]

    # when
    found = ask(api_client, "verify_label", code=serial, language="HI")["verifyProvenance"]

    # then
    assert (found["status"], found["district"]["name"]) == ("VALID", "लखनऊ")
    assert [event["type"] for event in found["history"]] == ["ORDERED", "LEFT"]


def upload(client, product, content):
    operations = {"query": UPLOAD, "variables": {"input": {"file": None, "kind": "PHOTO", "productId": gid(product)}}}
    parts = {
        "operations": json.dumps(operations),
        "map": json.dumps({"0": ["variables.input.file"]}),
        "0": SimpleUploadedFile("loom.jpg", content, "image/jpeg"),
    }
    with guarded():
        return client.post_multipart(parts)


def test_evidence_is_uploaded_as_saleor_uploads(staff_api_client, product):
    # given
    provenance.claim_origin(gid(product), district_slug="lucknow")
    grant(staff_api_client.user, Permission.MANAGE_PROVENANCE)

    # when
    taken = get_graphql_content(upload(staff_api_client, product, photo()))["data"]["provenanceEvidenceUpload"]
    refused = get_graphql_content(upload(staff_api_client, product, b"no picture"))["data"]["provenanceEvidenceUpload"]

    # then
    assert taken["errors"] == []
    assert taken["evidence"]["contentType"] == "image/jpeg"
    user = staff_api_client.user
    assert taken["evidence"]["uploadedBy"] == {
        "kind": "USER", "id": gid(user), "user": {"email": user.email}, "name": user.get_full_name() or None
    }  # fmt: skip
    assert "/plugins/global/odop.provenance/evidence/" in taken["evidence"]["link"]["url"]
    assert [(error["field"], error["code"]) for error in refused["errors"]] == [("file", "INVALID")]


def test_staff_review_a_claim(staff_api_client, product):
    # given
    provenance.claim_origin(gid(product), district_slug="lucknow", by="merchant")
    grant(staff_api_client.user, Permission.MANAGE_PROVENANCE)

    # when
    waiting = ask(staff_api_client, "staff_review_queue", where={"status": {"eq": "ATTESTED"}})["provenanceClaims"]
    (edge,) = waiting["edges"]
    given = {"version": edge["node"]["version"], "reason": "Seen.", "waiver": "a test"}
    decided = ask(staff_api_client, "staff_verify_claim", productId=gid(product), input=given)["provenanceClaimVerify"]

    # then
    assert decided["errors"] == []
    assert decided["claim"]["status"] == "VERIFIED"
    assert claims.list_steps(gid(product))[-1].by == gid(staff_api_client.user)


@pytest.fixture
def catalogue(product, channel_USD):  # noqa: N803  (Saleor names its fixture so)
    """As many published products as the programme lists today, each with a claim; every third is verified."""
    many = 11_000
    kind = {"product_type_id": product.product_type_id, "category_id": product.category_id}
    products = Product.objects.bulk_create(Product(name=f"P{n}", slug=f"p-{n}", **kind) for n in range(many))
    variants = ProductVariant.objects.bulk_create(
        ProductVariant(product=each, sku=f"sku-{each.pk}", track_inventory=False) for each in products
    )
    ProductChannelListing.objects.bulk_create(
        ProductChannelListing(
            product=each, channel=channel_USD, is_published=True, visible_in_listings=True, currency="USD",
            published_at=datetime(2026, 1, 1, tzinfo=UTC),
        )
        for each in products
    )  # fmt: skip
    ProductVariantChannelListing.objects.bulk_create(
        ProductVariantChannelListing(variant=each, channel=channel_USD, price_amount=10, currency="USD")
        for each in variants
    )
    lucknow = District.objects.get(slug="lucknow")
    Claim.objects.bulk_create(
        Claim(
            product_id=gid(each), district=lucknow, off_list=True,
            state=ClaimState.ATTESTED if number % 3 else ClaimState.VERIFIED,
            verified_at=None if number % 3 else datetime(2026, 1, 1, tzinfo=UTC),
        )
        for number, each in enumerate(products)
    )  # fmt: skip
    # As autovacuum would soon: PostgreSQL plans for the tables it knows, and so far it knows them empty.
    filled = [Product, ProductVariant, ProductChannelListing, ProductVariantChannelListing, Claim]
    with connections["default"].cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(model._meta.db_table for model in filled)}")
    return [gid(each) for each in products]


def test_eleven_thousand_products_are_paged_through_at_the_same_cost(api_client, catalogue, channel_USD):  # noqa: N803  (Saleor names its fixture so)
    # given
    question = """query($channel: String!, $after: String) {
        odopProducts(channel: $channel, first: 100, after: $after, where: {isVerified: true}) {
            edges { node { id name provenance { isVerified district { name } } } }
            pageInfo { hasNextPage endCursor } } }"""
    seen, costs, after = [], [], None

    # when
    while True:
        with CaptureQueriesContext(connections["replica"]) as queries:
            response = api_client.post_graphql(question, {"channel": channel_USD.slug, "after": after})
        page = get_graphql_content(response)["data"]["odopProducts"]
        costs.append(len(queries))
        seen += [edge["node"]["id"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break

    # then: some of what the first page asks is kept for the others
    assert seen == catalogue[::3]
    assert len(set(costs[1:])) == 1
    assert max(costs) <= costs[1] + 2
