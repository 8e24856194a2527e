"""The attributes set up in a real Saleor, and what becomes of them when they are renamed or taken away."""

from __future__ import annotations

import graphene
import pytest
from attribute_shop import choose, made_mart, set_up
from django.core.management.base import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from saleor.attribute.models import Attribute, AttributeProduct, AttributeValue
from saleor.product.models import Product
from shop import gid, run

from odop_core.models import ProductRecord
from odop_core.queue import reconciler, worker
from odop_core.store import host
from odop_provenance import api as provenance

RENAME = """
mutation Rename($id: ID!, $input: AttributeValueUpdateInput!) {
  attributeValueUpdate(id: $id, input: $input) { errors { field message code } }
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
