"""consignmentSaleAssign."""

from __future__ import annotations

from typing import Any

import pytest

from odop_consignment.models import Sale
from odop_core.queue import worker
from odop_core.security.permissions import Permission
from odop_notifications.models import Message
from storefront_schema import ids
from tests import factories
from tests.storefront_schema.client import mutate, refusals, staff
from tests.storefront_schema.goods import sold

MAY = staff(Permission.MANAGE_CONSIGNMENT)


def assign(sale_id: object, offer_id: object) -> dict[str, Any]:
    return mutate(
        "consignmentSaleAssign", "sale { productName supplier { name } }", MAY,
        id=("ID!", ids.make("ConsignmentSale", sale_id)), offerId=("ID!", ids.make("Offer", offer_id)),
    )  # fmt: skip


def test_an_unassigned_sale_finds_its_supplier_who_is_then_told() -> None:
    # given
    sold(offers=False)
    offer = factories.offer(by=factories.supplier("Shabana"))

    # when
    answer = assign(Sale.objects.get().pk, offer.id)
    worker.run_due()

    # then
    assert answer == {"sale": {"productName": "kurta", "supplier": {"name": "Shabana"}}, "errors": []}
    assert Message.objects.get().recipient_name == "Shabana"


def test_a_sale_that_has_its_supplier_keeps_it() -> None:
    # when / then
    offer = sold()
    assert offer is not None

    # then
    assert refusals(assign(Sale.objects.get().pk, offer.id)) == [("id", "INVALID")]


def test_an_offer_of_another_variant_does_not_fit() -> None:
    # given
    sold(offers=False)

    # when / then
    assert refusals(assign(Sale.objects.get().pk, factories.offer("saree").id)) == [("id", "INVALID")]
    assert Sale.objects.get().offer_id is None


def test_unknown_rows_are_refused() -> None:
    # given
    sold(offers=False)

    # when / then
    assert refusals(assign(Sale.objects.get().pk, 10**9)) == [(None, "NOT_FOUND")]
    assert refusals(assign(10**9, factories.offer().id)) == [(None, "NOT_FOUND")]


@pytest.mark.parametrize(("sale", "offer", "field"), [("x", 1, "id"), (1, "x", "offerId")])
def test_ids_of_other_things_are_refused(sale: object, offer: object, field: str) -> None:
    assert refusals(assign(sale, offer)) == [(field, "GRAPHQL_ERROR")]
