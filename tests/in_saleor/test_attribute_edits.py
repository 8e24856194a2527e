"""A merchant's edit of the attributes of a product in a real Saleor becomes a claim."""

from __future__ import annotations

import pytest
from attribute_shop import UPDATE, choose, made_mart
from django.db import connection
from django.test.utils import CaptureQueriesContext
from saleor.attribute.models import AttributeProduct
from saleor.graphql.tests.utils import get_graphql_content
from shop import gid, run

from odop_core.events import ProductChanged
from odop_core.models import InboxEvent, ProductRecord
from odop_core.queue import inbox, reconciler, worker
from odop_core.store import host
from odop_core.store.records import product_snapshot
from odop_provenance.api import claims
from odop_provenance.models import Claim, SyncedProduct

DELETE = "mutation Delete($id: ID!) { productDelete(id: $id) { errors { field message code } } }"


TRANSLATE = """
mutation Translate($id: ID!, $name: String!) {
  productTranslate(id: $id, languageCode: HI, input: {name: $name}) { errors { field message code } }
}
"""


FILTERED = """
query Filtered($channel: String!, $attribute: String!, $value: String!) {
  products(first: 10, channel: $channel, filter: {attributes: [{slug: $attribute, values: [$value]}]}) {
    edges { node { id attributes { attribute { slug } values { name slug } } } }
  }
}
"""


FILTERED_BY_WHERE = """
query Filtered($channel: String!, $attribute: String!, $value: String!) {
  products(first: 10, channel: $channel, where: {attributes: [{slug: $attribute, values: [$value]}]}) {
    edges { node { id } }
  }
}
"""


@pytest.fixture
def mart(product):
    return made_mart(product)


@pytest.fixture
def merchant(staff_api_client, permission_manage_products, permission_manage_product_types_and_attributes):
    staff_api_client.user.user_permissions.add(
        permission_manage_products, permission_manage_product_types_and_attributes
    )
    return staff_api_client


def claim_of(product):
    return Claim.objects.select_related("district", "craft", "artisan").get(product_id=gid(product))


def last_step(product):
    return claims.list_steps(gid(product))[-1]


def ids(answer):
    return [edge["node"]["id"] for edge in get_graphql_content(answer)["data"]["products"]["edges"]]


def test_a_merchants_choice_becomes_a_claim(mart, merchant):
    # when
    choose(merchant, mart, district="Lucknow", craft="Chikankari", artisan="ram-prasad")

    # then
    claim = claim_of(mart)
    assert (claim.district.slug, claim.artisan.slug, claim.state) == ("lucknow", "ram-prasad", "attested")
    assert claim.craft.district.slug == "lucknow"


def test_the_hook_writes_one_row_and_reads_nothing(mart, merchant):
    # given
    from saleor.plugins.manager import get_plugins_manager

    InboxEvent.objects.all().delete()
    manager = get_plugins_manager(allow_replica=False)
    manager.product_updated(mart)  # loads the plugins

    # when
    InboxEvent.objects.all().delete()
    with CaptureQueriesContext(connection) as captured:
        manager.product_updated(mart)
        manager.product_updated(mart)

    # then
    ours = [row["sql"] for row in captured if "odop" in row["sql"]]
    assert len(ours) == 2
    assert all(sql.startswith("INSERT INTO odop_core_inboxevent") for sql in ours)
    assert InboxEvent.objects.get().kind == ProductChanged.kind


def test_a_failing_inbox_never_fails_the_merchants_edit(mart, merchant, monkeypatch, caplog):
    # given
    def burn(*_arguments, **_named):
        raise RuntimeError("the inbox is on fire")

    announce = inbox.announce
    monkeypatch.setattr("odop_core.queue.inbox.announce", burn)

    # when
    choose(merchant, mart, district="Lucknow")

    # then
    assert "was not announced" in caplog.text
    monkeypatch.setattr("odop_core.queue.inbox.announce", announce)
    assert reconciler.PRODUCTS.run() == 1
    worker.run_due()
    assert claim_of(mart).district.slug == "lucknow"


def test_a_verified_claim_drops_when_the_merchant_edits(mart, merchant):
    # given
    choose(merchant, mart, district="Lucknow", craft="Chikankari")
    claims.verify_claim(gid(mart), by="VXNlcjox", why="Seen at the workshop", waiver="visited")

    # when
    run(merchant, UPDATE, id=gid(mart), input={"name": "Kurta, white"})
    worker.run_due()

    # then: that was none of our business
    assert claim_of(mart).state == "verified"

    # when
    choose(merchant, mart, artisan="ram-prasad")

    # then
    assert claim_of(mart).state == "attested"
    assert "artisan: nobody → ram-prasad" in last_step(mart).why


def test_an_emptied_district_revokes(mart, merchant):
    # given
    choose(merchant, mart, district="Lucknow", craft="Chikankari")

    # when
    choose(merchant, mart, district=None)

    # then
    assert claim_of(mart).state == "revoked"
    assert "taken from the product" in last_step(mart).why


def test_a_craft_of_another_district_is_off_list(mart, merchant):
    # when
    choose(merchant, mart, district="Agra", craft="Chikankari")

    # then
    claim = claim_of(mart)
    assert (claim.state, claim.off_list, claim.craft) == ("attested", True, None)
    assert "not an ODOP product of Agra" in SyncedProduct.objects.get().note


def test_a_value_made_in_the_dashboard_is_no_district(mart, merchant):
    # when: the Dashboard makes a value of what is typed
    choose(merchant, mart, district="Atlantis")

    # then
    assert not Claim.objects.exists()
    assert "atlantis is no district" in SyncedProduct.objects.get().note


def test_gi_reads_as_yes_or_no(mart, merchant):
    # when
    choose(merchant, mart, district="Lucknow", gi=True)

    # then
    assert SyncedProduct.objects.get().gi is True

    # when
    choose(merchant, mart, gi=False)

    # then
    assert SyncedProduct.objects.get().gi is False


def test_a_translation_alone_is_heard(mart, merchant, permission_manage_translations):
    # given
    merchant.user.user_permissions.add(permission_manage_translations)
    choose(merchant, mart, district="Lucknow")

    # when
    kept = []
    for name in ("चिकन कुर्ता", "कुर्ता", "चिकन कुर्ता"):
        run(merchant, TRANSLATE, id=gid(mart), name=name)
        worker.run_due()
        kept.append(product_snapshot(ProductRecord.objects.get(product_id=gid(mart))).name_hi)

    # then
    assert kept == ["चिकन कुर्ता", "कुर्ता", "चिकन कुर्ता"]


def test_a_deleted_product_revokes_its_claim(mart, merchant):
    # given
    choose(merchant, mart, district="Lucknow", craft="Chikankari")
    product_id = gid(mart)

    # when
    run(merchant, DELETE, id=product_id)
    worker.run_due()

    # then
    assert claims.list_steps(product_id)[-1].why == "The store has deleted the product."
    assert ProductRecord.objects.get(product_id=product_id).deleted_at


def test_a_claim_by_staff_for_a_product_without_attributes_is_left_alone(mart, merchant):
    # given
    claims.attest_claim(gid(mart), claims.Place("agra", "petha"), by="VXNlcjox")

    # when
    run(merchant, UPDATE, id=gid(mart), input={"name": "Kurta, white"})
    worker.run_due()

    # then
    assert claim_of(mart).state == "attested"
    assert not SyncedProduct.objects.exists()


def test_values_of_an_attribute_taken_from_the_type_count_no_more(mart, merchant):
    # given
    choose(merchant, mart, district="Lucknow")
    AttributeProduct.objects.filter(attribute__slug="odop-district").delete()

    # when
    snapshot = host.current_host().catalogue().read_product({"product_id": gid(mart)})

    # then
    assert snapshot.attributes == {}


def test_buyers_filter_by_district_and_do_not_see_gi(mart, merchant, api_client):
    # given
    choose(merchant, mart, district="Lucknow", gi=True)
    variables = {
        "channel": mart.channel_listings.first().channel.slug,
        "attribute": "odop-district",
        "value": "lucknow",
    }

    # when
    found = get_graphql_content(api_client.post_graphql(FILTERED, variables))["data"]["products"]["edges"]

    # then
    assert [edge["node"]["id"] for edge in found] == [gid(mart)]
    shown = {row["attribute"]["slug"] for row in found[0]["node"]["attributes"]}
    assert "odop-district" in shown
    assert "odop-gi" not in shown
    assert ids(api_client.post_graphql(FILTERED_BY_WHERE, variables)) == [gid(mart)]
    assert ids(api_client.post_graphql(FILTERED, {**variables, "value": "agra"})) == []
