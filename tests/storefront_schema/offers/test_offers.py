"""Offers: listed with how they stand, activated, changed by the thousand; and pickup points."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from odop_consignment.models import Offer
from odop_consignment.settings import PLUGIN_ID
from odop_core.security.permissions import Permission
from odop_core.store.port import StoreUnavailable
from storefront_schema import ids
from tests import factories
from tests.fake_store import FakeStore
from tests.storefront_schema.client import STAFF, ask, in_language, is_hindi, mutate, refusals, staff

MAY = staff(Permission.MANAGE_CONSIGNMENT)
POINT = ids.make("Warehouse", "b7f2")
PLACE = {"reference": "hub-1", "name": "Hub", "streetAddress1": "12 Chowk", "city": "Lucknow", "postalCode": "226003"}


def listed(where: str) -> list[str]:
    answer = ask(f"{{ offers(where: {where}) {{ totalCount edges {{ node {{ variant {{ id }} }} }} }} }}", STAFF)
    names = [edge["node"]["variant"]["id"] for edge in answer["offers"]["edges"]]
    assert answer["offers"]["totalCount"] == len(names)
    return names


def test_offers_are_found_by_what_they_are_of() -> None:
    # given
    one = factories.offer("a")
    other = factories.offer("b", active=False, at="agra")

    # when / then
    assert listed("{}") == ["variant-a", "variant-b"]
    assert listed(f'{{supplierId: {{eq: "{ids.make("Supplier", one.supplier_id)}"}}}}') == ["variant-a"]
    assert listed(f'{{agreementId: {{eq: "{ids.make("Agreement", other.agreement_id)}"}}}}') == ["variant-b"]
    assert listed('{variantId: {eq: "variant-a"}}') == ["variant-a"]
    assert listed('{productId: {oneOf: ["product-b"]}}') == ["variant-b"]
    assert listed('{pickupPointId: {eq: "agra"}}') == ["variant-b"]
    assert listed("{isActive: true}") == ["variant-a"]


def test_an_offer_tells_whether_goods_may_be_sold_under_it_and_if_not_why() -> None:
    # given
    good = factories.offer("a")
    bad = factories.offer("b", by=factories.supplier(state="suspended"))
    question = (
        "query($id: ID!) { offer(id: $id) { supplier { name } availability { isUsable "
        "unavailableReason } lowStockAt } }"
    )

    # when / then
    assert ask(question, STAFF, id=ids.make("Offer", good.id))["offer"]["availability"] == {
        "isUsable": True,
        "unavailableReason": None,
    }
    standing = ask(question, STAFF, id=ids.make("Offer", bad.id))["offer"]["availability"]
    assert not standing["isUsable"]
    assert standing["unavailableReason"]
    with in_language("hi"):
        in_hindi = ask(question, STAFF, id=ids.make("Offer", bad.id))["offer"]["availability"]
    assert in_hindi["unavailableReason"] not in ("", standing["unavailableReason"])
    assert ask(question, STAFF, id=ids.make("Offer", 10**9)) == {"offer": None}


def test_a_page_asks_as_much_of_the_database_however_long_it_is() -> None:
    # given
    def count(first: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            ask(
                f"{{ offers(first: {first}) {{ edges {{ node {{ variant {{ id }} supplier {{ name supplyModel }} "
                f"agreement {{ reference isInForce }} availability {{ isUsable }} }} }} }} }}",
                STAFF,
            )
        return len(queries)

    for number in range(4):
        factories.offer(f"v{number}")

    # when / then
    assert count(1) == count(4)


def switch(name: str, offer_id: int) -> Any:
    return mutate(name, "offer { isActive }", MAY, id=("ID!", ids.make("Offer", offer_id)))


def test_an_offer_is_switched_off_and_on() -> None:
    # given
    offer = factories.offer()

    # when / then
    assert switch("offerDeactivate", offer.id)["offer"] == {"isActive": False}
    assert switch("offerActivate", offer.id)["offer"] == {"isActive": True}


def test_an_offer_that_may_not_be_sold_under_is_not_activated() -> None:
    # given
    offer = factories.offer(by=factories.supplier(state="suspended"), active=False)

    # when / then
    assert refusals(switch("offerActivate", offer.id)) == [("id", "SUPPLIER_NOT_ALLOWED")]
    assert refusals(switch("offerActivate", 10**9)) == [("id", "NOT_FOUND")]
    assert not Offer.objects.get().active


def create(supplier_id: int, **more: Any) -> dict[str, Any]:
    given = {
        "supplierId": ids.make("Supplier", supplier_id), "variantId": ids.make("ProductVariant", 7),
        "pickupPointId": POINT,
    } | more  # fmt: skip
    return mutate(
        "offerCreate", "offer { product { id } lowStockAt agreement { id } }", MAY, input=("OfferCreateInput!", given)
    )


def test_an_offer_names_its_product_and_agreement() -> None:
    # given
    supplier = factories.supplier()
    first, _second = factories.agreement(supplier), factories.agreement(supplier)
    product, agreement = ids.make("Product", 3), ids.make("Agreement", first.agreement_id)

    # when / then
    assert refusals(create(supplier.id))[0][1] in ("INVALID", "NO_AGREEMENT_IN_FORCE")
    assert create(supplier.id, productId=product, agreementId=agreement, lowStockAt=5)["offer"] == {
        "product": {"id": product}, "lowStockAt": 5, "agreement": {"id": agreement}
    }  # fmt: skip


def test_a_variant_has_one_seller_of_record() -> None:
    # given
    variant = ids.make("ProductVariant", 7)
    factories.offer(variant_id=variant)
    vendor = factories.supplier("Vendor", model="marketplace_vendor", tax="registered", gstin="09AAAPZ1234C1Z5")
    factories.agreement(vendor)

    # when / then
    assert create(vendor.id)["errors"][0]["code"] == "OTHER_SELLER"


def test_a_pickup_point_the_store_does_not_have_is_refused(store: FakeStore) -> None:
    # given
    supplier = factories.supplier()
    factories.agreement(supplier)
    store.no_warehouses.add(POINT)

    # when / then
    assert refusals(create(supplier.id)) == [("pickupPointId", "NOT_FOUND")]


def test_a_store_that_does_not_answer_is_said_to(store: FakeStore) -> None:
    # given
    store.trouble = StoreUnavailable("The store does not answer.")

    # when / then
    assert refusals(create(factories.supplier().id)) == [(None, "UNAVAILABLE")]


def test_many_offers_are_made_and_the_wrong_ones_told(store: FakeStore) -> None:
    # given
    supplier, draft = factories.supplier(), factories.supplier("Draft", state="draft")
    factories.agreement(supplier)
    store.no_warehouses.add(ids.make("Warehouse", "none"))

    def row(supplier_id: int = supplier.id, variant: int = 1, point: str = POINT, **more: Any) -> dict[str, Any]:
        return {
            "supplierId": ids.make("Supplier", supplier_id), "variantId": ids.make("ProductVariant", variant),
            "pickupPointId": point,
        } | more  # fmt: skip

    rows = [
        row(), row(variant=2, priority=5), row(point=ids.make("Warehouse", "none")), row(draft.id, 3),
        row(10**9), row(priority=-1), row(point="x"),
    ]  # fmt: skip
    ask_for = ("[OfferBulkUpsertInput!]!", rows)
    selection = "count results { isNew offer { priority } errors { field code message } }"

    # when
    with in_language("hi"):
        done = mutate("offerBulkUpsert", selection, MAY, offers=ask_for)
    results = done["results"]
    again = mutate("offerBulkUpsert", selection, MAY, offers=("[OfferBulkUpsertInput!]!", [row(priority=9)]))["results"]

    # then
    told = [(one["isNew"], [(e["field"], e["code"]) for e in one["errors"]]) for one in results]
    assert told == [
        (True, []),
        (True, []),
        (False, [("pickupPointId", "NOT_FOUND")]),
        (False, [("supplierId", "SUPPLIER_NOT_ALLOWED")]),
        (False, [("supplierId", "NOT_FOUND")]),
        (False, [("priority", "INVALID")]),
        (False, [("pickupPointId", "GRAPHQL_ERROR")]),
    ]
    assert all(is_hindi(results[place]["errors"][0]["message"]) for place in (2, 3, 4))
    assert again == [{"isNew": False, "offer": {"priority": 9}, "errors": []}]
    assert done["count"] == 2
    assert Offer.objects.count() == 2


def test_one_wrong_offer_can_reject_all(store: FakeStore) -> None:
    # given
    supplier = factories.supplier()
    factories.agreement(supplier)
    right = {
        "supplierId": ids.make("Supplier", supplier.id), "variantId": ids.make("ProductVariant", 1),
        "pickupPointId": POINT,
    }  # fmt: skip
    rows = [right, right | {"variantId": ids.make("ProductVariant", 2), "priority": -1, "productId": "x"}]

    # when
    answer = mutate(
        "offerBulkUpsert", "count results { offer { id } errors { field } }", MAY,
        offers=("[OfferBulkUpsertInput!]!", rows), errorPolicy=("OdopErrorPolicyEnum", "REJECT_EVERYTHING"),
    )  # fmt: skip

    # then
    assert answer["count"] == 0
    assert answer["results"] == [
        {"offer": None, "errors": []},
        {"offer": None, "errors": [{"field": "productId"}, {"field": "priority"}]},
    ]
    assert not Offer.objects.exists()


@pytest.mark.parametrize("rows", [0, 1001])
def test_a_bulk_has_rows_and_not_too_many(rows: int) -> None:
    # given
    row = {"supplierId": "x", "variantId": "x", "pickupPointId": "x"}

    # when / then
    assert refusals(mutate("offerBulkUpsert", "count", MAY, offers=("[OfferBulkUpsertInput!]!", [row] * rows))) == [
        ("offers", "LIMIT" if rows else "REQUIRED")
    ]


def make_point(**more: Any) -> dict[str, Any]:
    given = PLACE | {"copySettingsFrom": POINT} | more
    return mutate("pickupPointCreate", "pickupPoint { id name city }", MAY, input=("PickupPointCreateInput!", given))


def test_a_pickup_point_is_made_in_the_store(store: FakeStore) -> None:
    # when
    made = make_point(phone="9876543210")

    # then
    assert made["errors"] == []
    assert made["pickupPoint"]["id"] == "warehouse-hub-1"
    address = store.pickup_points["hub-1"].address
    assert (address.street_address_1, address.country_area, address.phone) == (
        "12 Chowk", "Uttar Pradesh", "+919876543210"
    )  # fmt: skip


def test_a_pickup_point_needs_an_example_and_holds_no_aadhaar_number() -> None:
    assert refusals(make_point(copySettingsFrom=None)) == [(None, "INVALID")]
    assert refusals(make_point(streetAddress1="2341 2341 2346")) == [("streetAddress1", "INVALID")]


def test_a_warehouse_of_the_store_can_be_looked_at(store: FakeStore) -> None:
    # given
    store.no_warehouses.add("none")
    question = "query($id: ID!) { odopPickupPoint(id: $id) { name city } }"

    # when / then
    assert ask(question, MAY, id="b7f2")["odopPickupPoint"] == {"name": "Workshop b7f2", "city": "Lucknow"}
    assert ask(question, MAY, id="none")["odopPickupPoint"] is None


def test_anybody_may_know_who_runs_the_shop() -> None:
    # given
    factories.switch(PLUGIN_ID, corporation_name="UP Handicrafts", grievance_officer="Asha, manager")

    # when / then
    assert ask("{ corporation { name gstins grievanceOfficer } }") == {
        "corporation": {"name": "UP Handicrafts", "gstins": [], "grievanceOfficer": "Asha, manager"}
    }
