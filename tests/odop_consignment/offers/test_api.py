"""Offers as GraphQL is told of them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from odop_consignment.api import offers as api
from odop_consignment.api.offers import OfferRow
from odop_consignment.models import Supplier
from odop_core.database.pagination import Window
from tests.factories import agreement, offer, supplier

pytestmark = pytest.mark.django_db
ALL = Window(limit=100)


def test_offer_is_made_changed_and_switched() -> None:
    # given
    consignor = supplier()
    agreement(consignor)

    # when
    made = api.create_offer(supplier_id=consignor.id, variant_id="v", pickup_point_id="p", by="asha", product_id="pr")
    changed = api.change_offer(made.id, by="ravi", priority=3, low_stock_at=5)

    # then
    assert (made.active, made.priority, made.product_id) == (True, 100, "pr")
    assert (changed.priority, changed.low_stock_at, changed.changed_by) == (3, 5, "ravi")
    assert api.deactivate_offer(made.id, by="ravi").active is False
    assert api.activate_offer(made.id, by="ravi").active is True
    assert api.save_offer(OfferRow(consignor.id, "v", "p", priority=9), by="asha").priority == 9


def test_rows_tell_what_is_wrong_in_both_languages() -> None:
    # given
    consignor, new = supplier(), supplier("New", state="draft")
    agreement(consignor)

    # when
    good, bad, unknown = api.save_offers(
        [
            OfferRow(consignor.id, "v", "p"),
            OfferRow(new.id, "v", "p"),
            OfferRow(999_999, "v", "p"),
        ],
        by="import:1",
    )

    # then
    assert good.offer is not None
    assert (good.created, good.error) == (True, None)
    assert isinstance(bad.error, api.MayNotSell)
    assert str(bad.error).endswith("Have them approved first.")
    assert bad.error.text.in_language("hi").endswith("स्वीकृत कराएँ।")
    assert "999999" in str(unknown.error)
    assert unknown.error is not None
    assert "999999" in unknown.error.text.in_language("hi")


def test_offers_are_found_by_what_and_whose_they_are() -> None:
    # given
    shabana = supplier("Shabana")
    first, second = offer("kurta", by=shabana), offer("attar", by=shabana, active=False)
    other = offer("kurta", at="unnao")

    def ids(**wanted: Any) -> list[int]:
        found = [info.id for info in api.OFFERS.read(ALL, wanted)]
        assert len(found) == api.OFFERS.count(wanted)
        return found

    # when / then
    assert ids() == [first.id, second.id, other.id]
    assert ids(supplier_id=shabana.id, is_active=True) == [first.id]
    assert ids(variant_id="variant-kurta", pickup_point_id="unnao") == [other.id]
    assert [info.id for info in api.offers_of_products(["product-kurta"])["product-kurta"]] == [first.id, other.id]
    assert list(api.offers_by_id([second.id])) == [second.id]


def test_list_says_which_can_be_used_and_why_not() -> None:
    # given
    good, idle = offer("kurta"), offer("attar", active=False)
    suspended = supplier("S")
    away = offer("tray", by=suspended)
    Supplier.objects.filter(pk=suspended.id).update(state="suspended")

    # when
    found = api.eligibility_of_offers([good.id, idle.id, away.id])

    # then
    assert found[good.id].usable
    assert str(found[idle.id].why) == "It is not active. Activate it."
    assert "is suspended, not approved" in str(found[away.id].why)
    assert found[away.id].why.in_language("hi") != str(found[away.id].why)


def test_standings_of_many_take_as_many_queries_as_one() -> None:
    ids = [offer(f"v{number}", by=supplier(f"S{number}")).id for number in range(10)]

    def queries(some: list[int]) -> int:
        with CaptureQueriesContext(connection) as asked:
            api.eligibility_of_offers(some)
        return len(asked)

    assert queries(ids[:1]) == queries(ids)
