"""Who sells a thing, as anybody may know."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from odop_consignment.settings import PLUGIN_ID
from tests import factories
from tests.storefront_schema.client import ask
from tests.storefront_schema.goods import artisan, sold

SELLER = """
    name nameHi isCorporation isRegistered gstin address stateCode supplyModel carePhone careEmail artisan { name }
"""
CORPORATION = "09AAACU1234D1ZX"


@pytest.fixture(autouse=True)
def _corporation() -> None:
    factories.switch(
        PLUGIN_ID, corporation_name="UP Handicrafts", corporation_gstins=CORPORATION,
        corporation_address="1 Vidhan Sabha Marg, Lucknow", care_phone="1800 123",
    )  # fmt: skip


def entities(kind: str, *keys: str) -> list[Any]:
    wanted = f"... on {kind} {{ soldBy {{ {SELLER} }} }}"
    question = f"query($keys: [_Any!]!) {{ _entities(representations: $keys) {{ {wanted} }} }}"
    representations = [{"__typename": kind, "id": key} for key in keys]
    return [found["soldBy"] for found in ask(question, keys=representations)["_entities"]]


def test_a_consignors_goods_are_sold_by_the_corporation_and_nothing_of_theirs_is_told() -> None:
    # given
    artisan()
    supplier = factories.supplier("Shabana Bano", artisan_slug="shabana", address="12 Chowk", email="s@example.in")
    factories.offer("kurta", by=supplier)

    # when
    (found,) = entities("ProductVariant", "variant-kurta")

    # then
    assert found == {
        "name": "UP Handicrafts", "nameHi": None, "isCorporation": True, "isRegistered": True, "gstin": CORPORATION,
        "address": "1 Vidhan Sabha Marg, Lucknow", "stateCode": "09", "supplyModel": "CONSIGNMENT",
        "carePhone": "1800 123", "careEmail": "", "artisan": {"name": "Shabana Khatoon"},
    }  # fmt: skip


def test_an_artisan_who_does_not_want_to_be_named_is_not() -> None:
    # given
    artisan(shows_name=False)
    factories.offer("kurta", by=factories.supplier("Shabana Bano", artisan_slug="shabana"))

    # when
    (found,) = entities("ProductVariant", "variant-kurta")

    # then
    assert found["artisan"] in (None, {"name": None})


def test_a_vendor_is_named_with_address_and_registration() -> None:
    # given
    vendor = factories.supplier(
        "Banaras Silk LLP", model="marketplace_vendor", tax="registered", gstin="09AAAPZ1234C1Z5", address="Godowlia"
    )
    factories.offer("saree", by=vendor)

    # when
    ((found,),) = entities("Product", "product-saree")

    # then
    assert (found["name"], found["isCorporation"], found["gstin"]) == ("Banaras Silk LLP", False, "09AAAPZ1234C1Z5")
    assert found["address"] == "Godowlia"


def test_an_enrolled_supplier_is_named_as_unregistered() -> None:
    # given
    factories.offer(
        "toy",
        by=factories.supplier("Toys", model="enrolled_supplier", tax="enrolled", enrolment="EN1", address="Chowk"),
    )

    # when
    (found,) = entities("ProductVariant", "variant-toy")

    # then
    assert (found["isRegistered"], found["gstin"], found["name"]) == (False, None, "Toys")


def test_a_seller_is_listed_once_whoever_made_the_goods() -> None:
    # given
    artisan("shabana")
    artisan("rukhsana")
    for number, slug in enumerate(("shabana", "rukhsana")):
        supplier = factories.supplier(slug, artisan_slug=slug)
        factories.offer("kurta", at=f"lucknow-{number}", by=supplier, variant_id=f"variant-{number}")
    factories.offer("kurta", at="lucknow-3", by=supplier, variant_id="variant-3")

    # when
    (found,) = entities("Product", "product-kurta")
    of_variants = entities("ProductVariant", "variant-0", "variant-1")

    # then
    assert [(seller["name"], seller["artisan"]) for seller in found] == [("UP Handicrafts", None)]
    assert [seller["artisan"] for seller in of_variants] == [{"name": "Shabana Khatoon"}] * 2


def test_different_sellers_of_a_product_are_all_listed() -> None:
    # given
    factories.offer("kurta", by=factories.supplier("Shabana"))
    vendor = factories.supplier(
        "Banaras Silk LLP", model="marketplace_vendor", tax="registered", gstin="09AAAPZ1234C1Z5", address="Godowlia"
    )
    factories.offer("kurta", by=vendor, variant_id="variant-of-vendor")

    # when
    (found,) = entities("Product", "product-kurta")

    # then
    assert [seller["name"] for seller in found] == ["UP Handicrafts", "Banaras Silk LLP"]


def test_what_nobody_can_supply_is_sold_by_nobody() -> None:
    # given
    factories.offer("kurta", active=False)

    # when / then
    assert entities("ProductVariant", "variant-kurta") == [None]
    assert entities("Product", "product-kurta") == [[]]
    assert entities("OrderLine", "line-kurta") == [[]]


def test_an_order_line_keeps_who_sold_it() -> None:
    # given
    sold(factories.order(user_id="user-1"))
    factories.switch(PLUGIN_ID, corporation_name="Another Name", corporation_gstins=CORPORATION)

    # when
    ((found,),) = entities("OrderLine", "line-kurta")

    # then
    assert (found["name"], found["gstin"], found["supplyModel"]) == ("UP Handicrafts", CORPORATION, "CONSIGNMENT")


def test_many_are_asked_for_at_once() -> None:
    # given
    def count(*names: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            entities("ProductVariant", *(f"variant-{name}" for name in names))
        return len(queries)

    for name in ("a", "b", "c"):
        factories.offer(name)

    # when / then
    assert count("a") == count("a", "b", "c")
