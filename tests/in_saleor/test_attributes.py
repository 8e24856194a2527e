"""The attributes set up in a real Saleor, and a merchant's edit of them that becomes a claim."""

from __future__ import annotations

from io import StringIO

import graphene
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from saleor.attribute.models import Attribute, AttributeProduct, AttributeValue
from saleor.graphql.tests.utils import get_graphql_content
from saleor.product.models import Product
from shop import gid, run

from odop_core.events import ProductChanged
from odop_core.models import InboxEvent, ProductRecord
from odop_core.queue import inbox, reconciler, worker
from odop_core.store import host
from odop_core.store.records import product_snapshot
from odop_provenance import api as provenance
from odop_provenance.api import claims
from odop_provenance.models import Claim, SyncedProduct

UPDATE = """
mutation Update($id: ID!, $input: ProductInput!) {
  productUpdate(id: $id, input: $input) { product { id } errors { field message code } }
}
"""
DELETE = "mutation Delete($id: ID!) { productDelete(id: $id) { errors { field message code } } }"
RENAME = """
mutation Rename($id: ID!, $input: AttributeValueUpdateInput!) {
  attributeValueUpdate(id: $id, input: $input) { errors { field message code } }
}
"""
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


def set_up(*product_types: str) -> str:
    output = StringIO()
    arguments = [word for slug in product_types for word in ("--product-type", slug)]
    call_command("odop_setup_attributes", *arguments, stdout=output)
    return output.getvalue()


@pytest.fixture
def mart(product):
    """A shop whose only product type has the attributes, and one maker; the shop's product is `product`."""
    provenance.save_artisan("ram-prasad", name="Ram Prasad", district_slug="lucknow")
    set_up(product.product_type.slug)
    worker.run_due()
    return product


@pytest.fixture
def merchant(staff_api_client, permission_manage_products, permission_manage_product_types_and_attributes):
    staff_api_client.user.user_permissions.add(
        permission_manage_products, permission_manage_product_types_and_attributes
    )
    return staff_api_client


def attribute_id(slug):
    return gid(Attribute.objects.get(slug=slug))


def choose(client, product, **values):
    """As the Dashboard saves a product: a value for each attribute given, None for none."""
    attributes = []
    for name, value in values.items():
        given = {"boolean": value} if name == "gi" else {"dropdown": {"value": value} if value else {}}
        if value is None and name != "gi":
            given = {"values": []}
        attributes.append({"id": attribute_id(f"odop-{name}"), **given})
    run(client, UPDATE, id=gid(product), input={"attributes": attributes})
    worker.run_due()


def claim_of(product):
    return Claim.objects.select_related("district", "craft", "artisan").get(product_id=gid(product))


def last_step(product):
    return claims.list_steps(gid(product))[-1]


def ids(answer):
    return [edge["node"]["id"] for edge in get_graphql_content(answer)["data"]["products"]["edges"]]


def test_the_four_attributes_are_made(mart):
    # then
    made = {row.slug: row for row in Attribute.objects.filter(slug__startswith="odop-")}
    assert made.keys() == {"odop-district", "odop-craft", "odop-gi", "odop-artisan"}
    assert made["odop-district"].values.count() == 75
    lucknow = made["odop-district"].values.get(slug="lucknow")
    assert (lucknow.name, lucknow.external_reference) == ("Lucknow", "odop-district:162")
    assert made["odop-craft"].values.count() == 79
    assert [row.slug for row in made["odop-artisan"].values.all()] == ["ram-prasad"]
    assert made["odop-gi"].input_type == "boolean"
    assert [made[slug].filterable_in_storefront for slug in sorted(made)] == [True, True, True, False]
    assert all(row.filterable_in_dashboard for row in made.values())
    assert not made["odop-gi"].visible_in_storefront
    orders = list(made["odop-district"].values.order_by("sort_order").values_list("name", flat=True))
    assert orders == sorted(orders)


def test_they_are_assigned_in_order(mart):
    # when
    assigned = AttributeProduct.objects.filter(product_type=mart.product_type).order_by("sort_order")

    # then
    slugs = [slug for slug in assigned.values_list("attribute__slug", flat=True) if slug.startswith("odop-")]
    assert slugs == ["odop-district", "odop-craft", "odop-gi", "odop-artisan"]
    assert None not in assigned.filter(attribute__slug__in=slugs).values_list("sort_order", flat=True)


def test_setting_up_again_writes_nothing(mart):
    # when
    with CaptureQueriesContext(connection) as captured:
        output = set_up(mart.product_type.slug)

    # then
    assert "nothing was changed" in output
    writes = [row["sql"] for row in captured if row["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert writes == []


def test_without_a_product_type_nothing_is_assigned(product):
    # when
    output = set_up()

    # then
    assert "No product type was named" in output
    assert not AttributeProduct.objects.filter(attribute__slug__startswith="odop-").exists()


def test_an_unknown_product_type_is_refused_by_name(db):
    with pytest.raises(CommandError, match="no product type sarees"):
        set_up("sarees")


def test_an_attribute_of_another_kind_is_refused(db):
    # given
    Attribute.objects.create(slug="odop-craft", name="Craft", type="product-type", input_type="plain-text")

    # then
    with pytest.raises(CommandError, match="odop-craft of another kind"):
        set_up()


def test_renamed_values_are_repaired_and_a_merchants_own_left(mart, merchant):
    # given: Saleor makes a new slug when the Dashboard renames a value
    district = Attribute.objects.get(slug="odop-district")
    lucknow = district.values.get(slug="lucknow")
    run(merchant, RENAME, id=gid(lucknow), input={"name": "Nawabi city"})
    assert not district.values.filter(slug="lucknow").exists()
    own = AttributeValue.objects.create(attribute=district, name="Uttarakhand", slug="uttarakhand")
    colours = list(Attribute.objects.exclude(slug__startswith="odop-").values_list("slug", "name"))

    # when
    output = set_up(mart.product_type.slug)

    # then
    lucknow.refresh_from_db()
    assert (lucknow.name, lucknow.slug) == ("Lucknow", "lucknow")
    assert "1 changes" in output
    own.refresh_from_db()
    assert (own.name, own.slug) == ("Uttarakhand", "uttarakhand")
    assert list(Attribute.objects.exclude(slug__startswith="odop-").values_list("slug", "name")) == colours


def test_products_of_a_renamed_value_are_searched_anew(mart, merchant):
    # given
    choose(merchant, mart, district="Lucknow")
    AttributeValue.objects.filter(slug="lucknow").update(name="Old name")
    Product.objects.update(search_index_dirty=False)

    # when
    set_up()

    # then
    mart.refresh_from_db()
    assert mart.search_index_dirty


def test_a_value_the_merchant_made_before_is_adopted(db):
    # given
    attribute = Attribute.objects.create(slug="odop-district", name="जिला", type="product-type", input_type="dropdown")
    mine = AttributeValue.objects.create(attribute=attribute, name="Lucknow", slug="lucknow")

    # when
    set_up()

    # then
    mine.refresh_from_db()
    attribute.refresh_from_db()
    assert mine.external_reference == "odop-district:162"
    assert attribute.values.count() == 75
    assert (attribute.name, attribute.filterable_in_storefront) == ("जिला", True)


def test_a_changed_attribute_slug_is_put_back(mart):
    # given
    Attribute.objects.filter(slug="odop-craft").update(slug="our-crafts")

    # when
    set_up()

    # then
    assert Attribute.objects.get(external_reference="odop-craft").slug == "odop-craft"


def test_a_new_artisan_becomes_a_choice(mart):
    # when
    provenance.save_artisan("shabana", name="Shabana", district_slug="bareilly")
    worker.run_due()

    # then
    choices = Attribute.objects.get(slug="odop-artisan").values
    assert sorted(choices.values_list("slug", flat=True)) == ["ram-prasad", "shabana"]


def test_an_artisan_who_agreed_is_named_and_keeps_the_slug(mart):
    # given
    ram = {"name": "Ram Prasad", "name_hi": "राम प्रसाद", "district_slug": "lucknow", "shows_name": True}
    value = Attribute.objects.get(slug="odop-artisan").values.get()

    # when
    provenance.save_artisan("ram-prasad", **ram)
    worker.run_due()

    # then
    value.refresh_from_db()
    assert (value.name, value.slug) == ("Ram Prasad", "ram-prasad")
    assert value.translations.get(language_code="hi").name == "राम प्रसाद"

    # when: they take it back
    provenance.change_artisan("ram-prasad", shows_name=False)
    worker.run_due()

    # then
    value.refresh_from_db()
    assert (value.name, value.slug) == ("ram-prasad", "ram-prasad")
    assert not value.translations.exists()


def test_districts_and_crafts_are_translated(mart):
    lucknow = Attribute.objects.get(slug="odop-district").values.get(slug="lucknow")

    assert lucknow.translations.get(language_code="hi").name == "लखनऊ"


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


def test_the_reconciler_reads_products_page_by_page(product_list, monkeypatch):
    # given
    monkeypatch.setattr("saleor_config.in_saleor.catalogue.PAGE", 2)

    # when
    found = reconciler.PRODUCTS.run()

    # then
    assert found == Product.objects.count() >= 3
    assert reconciler.PRODUCTS.run() == 0
    worker.run_due()
    assert ProductRecord.objects.count() == found


def test_the_id_of_something_else_is_malformed():
    from odop_core.store.port import MalformedProduct

    with pytest.raises(MalformedProduct):
        host.current_host().catalogue().read_product({"product_id": graphene.Node.to_global_id("Order", 1)})
