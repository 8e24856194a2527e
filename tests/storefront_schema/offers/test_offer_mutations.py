"""offerCreate and offerUpdate."""

from __future__ import annotations

from typing import Any

import pytest

from odop_consignment.models import Offer
from odop_core.security.permissions import Permission
from storefront_schema import ids
from tests import factories
from tests.storefront_schema.client import mutate, refusals, staff

MAY = staff(Permission.MANAGE_CONSIGNMENT)
VARIANT, POINT = ids.make("ProductVariant", 7), ids.make("Warehouse", "b7f2")


def create(**values: Any) -> dict[str, Any]:
    supplier_id = values.pop("supplierId", None) or ids.make("Supplier", factories.supplier().id)
    given = {"supplierId": supplier_id, "variantId": VARIANT, "pickupPointId": POINT} | values
    return mutate(
        "offerCreate", "offer { supplier { id } variant { id } pickupPoint { id } priority isActive }", MAY,
        input=("OfferCreateInput!", given),
    )  # fmt: skip


def update(offer_id: str, **values: Any) -> dict[str, Any]:
    return mutate(
        "offerUpdate", "offer { priority isActive }", MAY, id=("ID!", offer_id), input=("OfferUpdateInput!", values)
    )


def test_an_offer_is_added() -> None:
    # given
    supplier = factories.supplier()
    factories.agreement(supplier)
    supplier_id = ids.make("Supplier", supplier.id)

    # when / then
    assert create(supplierId=supplier_id) == {
        "offer": {
            "supplier": {"id": supplier_id}, "variant": {"id": VARIANT}, "pickupPoint": {"id": POINT}, "priority": 100,
            "isActive": True,
        },
        "errors": [],
    }  # fmt: skip
    assert create(priority=0, isActive=False)["offer"]["priority"] == 0


def test_the_same_offer_is_made_once() -> None:
    # given
    supplier = factories.supplier()
    factories.agreement(supplier)
    supplier_id = ids.make("Supplier", supplier.id)
    create(supplierId=supplier_id, priority=5)

    # when / then
    assert refusals(create(supplierId=supplier_id)) == [("variantId", "UNIQUE")]
    assert Offer.objects.get().priority == 5


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"supplierId": ids.make("Supplier", 10**9)}, ("supplierId", "NOT_FOUND")),
        ({"supplierId": "x"}, ("supplierId", "GRAPHQL_ERROR")),
        ({"variantId": ids.make("Product", 7)}, ("variantId", "GRAPHQL_ERROR")),
        ({"pickupPointId": "lucknow"}, ("pickupPointId", "GRAPHQL_ERROR")),
        ({"priority": -1}, ("priority", "INVALID")),
        ({"priority": 100_001}, ("priority", "INVALID")),
    ],
)
def test_what_cannot_be_used_is_refused(values: dict[str, Any], refusal: tuple[str, str]) -> None:
    assert refusals(create(**values)) == [refusal]
    assert not Offer.objects.exists()


def test_an_offer_is_taken_out_of_use() -> None:
    # given
    offer = factories.offer(priority=7)

    # when / then
    assert update(ids.make("Offer", offer.id), isActive=False)["offer"] == {"priority": 7, "isActive": False}
    assert update(ids.make("Offer", offer.id), priority=1)["offer"] == {"priority": 1, "isActive": False}


@pytest.mark.parametrize(
    ("offer_id", "values", "refusal"),
    [
        (ids.make("Offer", 10**9), {}, ("id", "NOT_FOUND")),
        ("x", {}, ("id", "GRAPHQL_ERROR")),
        (ids.make("Offer", 1), {"priority": -1}, ("priority", "INVALID")),
    ],
)
def test_a_change_that_cannot_be_made_is_refused(
    offer_id: str, values: dict[str, Any], refusal: tuple[str, str]
) -> None:
    assert refusals(update(offer_id, **values)) == [refusal]
