"""Pickup points, made in a store in memory (in a real Saleor: `tests/in_saleor/test_pickup_points.py`)."""

from __future__ import annotations

from typing import Any

import pytest

from odop_consignment.offers import pickup_points
from odop_consignment.offers.pickup_points import NoPickupPoint
from odop_consignment.settings import PLUGIN_ID
from odop_core.store.orders import Address
from odop_core.store.port import StoreUnavailable
from tests.factories import switch
from tests.fake_store import FakeStore

pytestmark = pytest.mark.django_db
ADDRESS = Address(street_address_1="Gali 4", city="Lucknow", postal_code="226003", country_code="IN")


def create(reference: str = "supplier-17", name: str = " Shabana's  workshop", **changes: Any) -> Any:
    values: dict[str, Any] = {"address": ADDRESS, "by": "asha", "like": "lucknow"} | changes
    return pickup_points.create_pickup_point(reference, name, **values)


def test_pickup_point_is_a_warehouse_of_the_store(store: FakeStore) -> None:
    # when
    made = create()

    # then
    assert made.id == "warehouse-supplier-17"
    wanted = store.pickup_points["supplier-17"]
    assert (wanted.name, wanted.like, wanted.address) == ("Shabana's workshop", "lucknow", ADDRESS)


def test_merchant_sets_the_example(store: FakeStore) -> None:
    with pytest.raises(NoPickupPoint, match="set one as the example"):
        create(like="")
    switch(PLUGIN_ID, pickup_point_like="central")
    create(like="")
    assert store.pickup_points["supplier-17"].like == "central"


@pytest.mark.parametrize(
    "changes",
    [
        {"name": " "},
        {"name": "x" * 251},
        {"reference": ""},
        {"name": "2341 2341 2346"},
        {"address": ADDRESS.model_copy(update={"street_address_2": "Aadhaar 234123412346"})},
    ],
)
def test_what_cannot_be_is_refused_in_both_languages(store: FakeStore, changes: dict[str, Any]) -> None:
    with pytest.raises(NoPickupPoint) as refusal:
        create(**changes)
    assert refusal.value.text.in_language("hi")
    assert store.pickup_points == {}


def test_existing_warehouse_is_linked_only_if_the_store_has_it(store: FakeStore) -> None:
    store.no_warehouses = {"agra"}
    assert list(pickup_points.require_pickup_points(["lucknow", "unnao", "lucknow"])) == ["lucknow", "unnao"]
    with pytest.raises(NoPickupPoint, match="no warehouse agra"):
        pickup_points.require_pickup_points(["lucknow", "agra"])


def test_store_that_is_away_is_said_so(store: FakeStore) -> None:
    store.trouble = StoreUnavailable("away")
    with pytest.raises(StoreUnavailable):
        create()
