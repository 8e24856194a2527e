from __future__ import annotations

from typing import Any

import pytest

from odop_consignment.api import SupplierInfo
from odop_consignment.api import checkout as api
from odop_consignment.models import Regime
from odop_core.database.pagination import Window
from odop_core.india.dates import today
from odop_core.india.financial_years import year_of
from odop_core.store.orders import Address
from tests.factories import offer, supplier, switch

pytestmark = pytest.mark.django_db

LUCKNOW = Address(country_area="Uttar Pradesh", country_code="IN")
DELHI = Address(country_area="Delhi", country_code="IN")
VARIANTS = ["variant-kurta", "variant-attar"]


def enrolled(**changes: Any) -> SupplierInfo:
    return supplier("Ramesh", model="enrolled_supplier", tax="enrolled", enrolment="092600012345ESF", **changes)


def test_goods_of_an_enrolled_supplier_stay_in_their_state() -> None:
    # given
    offer("kurta", by=enrolled())
    offer("attar")

    # when
    refused = api.refuse(VARIANTS, LUCKNOW, DELHI)

    # then
    assert list(refused) == ["variant-kurta"]
    (kept,) = api.REFUSALS.read(Window(9))
    assert (kept.tax_regime, kept.supplier_state_code, kept.bill_state_code, kept.ship_state_code) == (
        "enrolled", "09", "09", "07",
    )  # fmt: skip


def test_a_checkout_that_is_asked_about_again_and_again_is_on_record_once() -> None:
    # given
    offer("kurta", by=enrolled())

    # when
    refused = [api.refuse(VARIANTS, LUCKNOW, DELHI) for _step in range(3)]
    api.refuse(VARIANTS, DELHI, DELHI)

    # then
    assert [list(each) for each in refused] == [["variant-kurta"]] * 3
    assert sorted(kept.bill_state_code for kept in api.REFUSALS.read(Window(9))) == ["07", "09"]


def test_inside_the_state_nothing_is_refused() -> None:
    # given
    offer("kurta", by=enrolled())

    # then
    assert api.refuse(VARIANTS, LUCKNOW, LUCKNOW) == {}
    assert api.REFUSALS.count() == 0


def test_who_registered_since_sells_everywhere() -> None:
    # given
    ravi = enrolled()
    offer("kurta", by=ravi)
    Regime.objects.create(
        supplier_id=ravi.id, valid_from=today(), supply_model="marketplace_vendor", tax_regime="registered",
        gstin="09AAACH7409R1ZZ", recorded_by="test",
    )  # fmt: skip

    # then
    assert api.refuse(VARIANTS, DELHI, DELHI) == {}


def test_goods_that_somebody_else_may_supply_are_not_refused() -> None:
    # given
    offer("kurta", by=enrolled(), priority=1)
    offer("kurta", by=supplier("Weaver"), at="unnao", priority=2)

    # then
    assert api.refuse(VARIANTS, DELHI, DELHI) == {}


def test_an_offer_that_is_not_active_refuses_nothing() -> None:
    # given
    offer("kurta", by=enrolled(), active=False)

    # then
    assert api.refuse(VARIANTS, DELHI, DELHI) == {}


@pytest.mark.parametrize(("restricted", "queries"), [(False, 1), (True, 5)])
def test_the_buyer_waits_for_few_queries(restricted: bool, queries: int, django_assert_num_queries: Any) -> None:
    # given: a shop with many suppliers, and a full basket
    for number in range(20):
        offer(f"v{number}", by=enrolled() if restricted else supplier())

    # then: one INSERT, and a look at what is on record, when something is refused
    with django_assert_num_queries(queries):
        api.refuse([f"variant-v{number}" for number in range(20)], DELHI, DELHI)


@pytest.mark.parametrize("of", [{"state": "suspended"}, {"state": "closed"}, {"stopped_in_year": year_of(today())}])
def test_goods_of_who_may_not_sell_now_are_not_bought(of: dict[str, Any]) -> None:
    # given
    offer("kurta", by=supplier("Stopped", **of))
    offer("attar")

    # when
    refused = api.refuse(VARIANTS, DELHI, DELHI)

    # then: it is no matter of States, so no such refusal is kept
    assert list(refused) == ["variant-kurta"]
    assert "at the moment" in str(refused["variant-kurta"])
    assert api.REFUSALS.count() == 0


def test_who_was_stopped_last_year_sells_again() -> None:
    offer("kurta", by=supplier(stopped_in_year=year_of(today()) - 1))
    assert api.refuse(VARIANTS, DELHI, DELHI) == {}


def test_goods_that_somebody_else_supplies_are_bought_when_one_of_them_is_stopped() -> None:
    offer("kurta", by=supplier("Stopped", state="suspended"))
    offer("kurta", by=supplier("Other"))
    assert api.refuse(VARIANTS, DELHI, DELHI) == {}


def test_a_plugin_that_is_off_refuses_nothing() -> None:
    offer("kurta", by=enrolled())
    switch("odop.consignment", active=False)
    assert api.refuse(VARIANTS, LUCKNOW, DELHI) == {}
    assert api.REFUSALS.count() == 0
