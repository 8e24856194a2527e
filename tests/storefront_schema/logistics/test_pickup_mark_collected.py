"""pickupMarkCollected."""

from __future__ import annotations

from typing import Any

import pytest

from odop_core.queue import worker
from odop_core.security.permissions import Permission
from odop_logistics.models import Pickup
from tests import factories
from tests.fake_store import FakeStore
from tests.storefront_schema.client import mutate, refusals, staff
from tests.storefront_schema.goods import sold

MAY = staff(Permission.MANAGE_LOGISTICS)


def collect(reference: str, tracking_number: str = "AWB-1") -> dict[str, Any]:
    return mutate(
        "pickupMarkCollected", "pickup { reference status trackingNumber collectedAt }", MAY,
        reference=("String!", reference), trackingNumber=("String!", tracking_number),
    )  # fmt: skip


def test_goods_are_collected_and_the_store_makes_a_fulfilment(store: FakeStore) -> None:
    # given
    sold()
    reference = Pickup.objects.get().reference

    # when
    answer = collect(reference, " AWB-1 ")
    again = collect(reference)
    worker.run_due()

    # then
    assert answer["errors"] == again["errors"] == []
    assert answer["pickup"]["status"] == "COLLECTED"
    assert answer["pickup"]["trackingNumber"] == "AWB-1"
    assert answer["pickup"]["collectedAt"]
    assert [request.tracking_number for request in store.fulfillments] == ["AWB-1"]


def test_goods_are_not_collected_twice_under_different_numbers() -> None:
    # given
    sold()
    reference = Pickup.objects.get().reference
    collect(reference)

    # when / then
    assert refusals(collect(reference, "AWB-2")) == [("reference", "INVALID_STATUS")]


def test_a_cancelled_pickup_cannot_be_collected() -> None:
    # given
    order = factories.order()
    sold(order)
    factories.announce(factories.cancelled(order))
    worker.run_due()

    # when / then
    assert refusals(collect(Pickup.objects.get().reference)) == [("reference", "INVALID_STATUS")]


@pytest.mark.parametrize(
    ("reference", "number", "refusal"),
    [
        ("ODOP-0", "AWB-1", ("reference", "NOT_FOUND")),
        ("ODOP-0", " ", ("trackingNumber", "REQUIRED")),
        ("ODOP-0", "A" * 129, ("trackingNumber", "INVALID")),
        ("ODOP-0", "A\nB", ("trackingNumber", "INVALID")),
    ],
)
def test_what_cannot_be_used_is_refused(reference: str, number: str, refusal: tuple[str, str]) -> None:
    assert refusals(collect(reference, number)) == [refusal]
