from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from odop_consignment.api import SupplierInfo
from odop_consignment.models import Regime, Supplier
from odop_consignment.offers.sellers import Seller, corporation, seller_of, sellers_of_products, sellers_of_variants
from odop_consignment.settings import PLUGIN_ID, ConsignmentSettings
from odop_core.india.dates import today
from odop_core.plugin import configuration
from tests.factories import offer, supplier, switch

pytestmark = pytest.mark.django_db
GSTIN = "09AAACH7409R1ZZ"


@pytest.fixture(autouse=True)
def merchant() -> None:
    switch(
        PLUGIN_ID,
        corporation_name="UP Handloom",
        corporation_gstins=f"{GSTIN}, 27AAACH7409R1Z1",
        corporation_address="Lucknow",
        care_phone="1800 000",
        care_email="care@example.in",
        grievance_officer="A. Verma",
        grievance_contact="grievance@example.in",
    )


def seller(**changes: Any) -> Seller:
    found = supplier(**changes)
    regime = Regime.objects.get(supplier_id=found.id)
    return seller_of(regime, Supplier.objects.get(pk=found.id), configuration.load_settings(ConsignmentSettings))


def enrolled(**changes: Any) -> SupplierInfo:
    return supplier(model="enrolled_supplier", tax="enrolled", enrolment="091234567890123", **changes)


# who it is


@pytest.mark.parametrize("tax", [{}, {"tax": "registered", "gstin": "09AAACH7409R1ZZ"}])
def test_corporation_sells_a_consignors_goods_and_says_nothing_of_them(tax: dict[str, str]) -> None:
    found = seller(name="Shabana", address="Gali 4", **tax)
    assert found == Seller(
        name="UP Handloom", name_hi="", gstin=GSTIN, state_code="09", registered=True, is_corporation=True,
        address="Lucknow", care_phone="1800 000", care_email="care@example.in", supplier_id=None,
    )  # fmt: skip


def test_corporation_sells_from_the_consignors_state() -> None:
    assert seller(state_code="27").gstin == "27AAACH7409R1Z1"
    elsewhere = seller(state_code="10")
    assert (elsewhere.gstin, elsewhere.state_code) == ("", "10")


@pytest.mark.parametrize("tax", ["registered", "composition"])
def test_vendor_sells_in_their_own_name(tax: str) -> None:
    found = seller(
        name="Vikas", model="marketplace_vendor", tax=tax, gstin="27AAACH7409R1Z1", address="Pune", name_hi="विकास"
    )
    assert (found.name, found.name_hi, found.gstin, found.state_code) == ("Vikas", "विकास", "27AAACH7409R1Z1", "27")
    assert (found.registered, found.is_corporation, found.address) == (True, False, "Pune")
    assert found.care_phone == "1800 000"


def test_enrolled_supplier_sells_in_their_own_name_unregistered() -> None:
    found = seller(name="Ravi", model="enrolled_supplier", tax="enrolled", enrolment="09123", address="Agra")
    assert (found.name, found.gstin, found.registered, found.address) == ("Ravi", "", False, "Agra")
    assert found.supplier_id is not None


def test_corporation_shows_whom_to_complain_to() -> None:
    found = corporation()
    assert (found.name, found.gstins) == ("UP Handloom", (GSTIN, "27AAACH7409R1Z1"))
    assert (found.grievance_officer, found.grievance_contact) == ("A. Verma", "grievance@example.in")


# of what is on sale


def test_sold_by_and_made_by() -> None:
    # given
    offer("kurta", by=supplier("Shabana", artisan_slug="shabana"))
    offer("tray", by=enrolled(name="Ravi", artisan_slug="ravi"))

    # when
    found = sellers_of_variants(["variant-kurta", "variant-tray", "variant-none"])

    # then
    told = {key: (one.seller.name, one.artisan_slug, one.supply_model.value) for key, one in found.items()}
    assert told == {
        "variant-kurta": ("UP Handloom", "shabana", "consignment"),
        "variant-tray": ("Ravi", "ravi", "enrolled_supplier"),
    }


def test_what_cannot_be_sold_today_is_sold_by_nobody() -> None:
    # given
    offer("kurta", active=False)
    offer("tray", by=supplier("S", state="suspended"))
    offer("attar", by=supplier("T"), agreement=None)

    # when / then
    assert sellers_of_variants(["variant-kurta", "variant-tray", "variant-attar"]) == {}


def test_first_by_priority_is_told() -> None:
    offer("kurta", by=supplier("A", artisan_slug="a"), priority=2)
    offer("kurta", by=supplier("B", artisan_slug="b"), priority=1)
    assert sellers_of_variants(["variant-kurta"])["variant-kurta"].artisan_slug == "b"


def test_a_seller_of_a_products_variants_is_told_once() -> None:
    # given
    shabana, rehana = supplier("A", artisan_slug="a"), supplier("B", artisan_slug="b")
    for variant, consignor, rank in (("s", shabana, 1), ("m", shabana, 2), ("l", rehana, 3)):
        offer(variant, by=consignor, product_id="product-kurta", priority=rank)

    # when
    found = sellers_of_products(["product-kurta", "product-none"])

    # then
    assert [(one.seller.is_corporation, one.artisan_slug) for one in found["product-kurta"]] == [(True, "")]
    assert list(found) == ["product-kurta"]


def test_new_regime_counts_from_its_day() -> None:
    # given
    shabana = supplier("Shabana")
    offer("kurta", by=shabana)
    values = {"supply_model": "marketplace_vendor", "tax_regime": "registered", "gstin": GSTIN, "recorded_by": "t"}

    # when / then
    Regime.objects.create(supplier_id=shabana.id, valid_from=today() + timedelta(days=1), **values)
    assert sellers_of_variants(["variant-kurta"])["variant-kurta"].seller.is_corporation
    Regime.objects.create(supplier_id=shabana.id, valid_from=today(), **values)
    assert sellers_of_variants(["variant-kurta"])["variant-kurta"].seller.name == "Shabana"


def test_number_of_queries_does_not_depend_on_how_many_are_asked() -> None:
    # given
    variants = [f"v{number}" for number in range(20)]
    for number, variant in enumerate(variants):
        offer(variant, by=supplier(f"S{number}"))
    asked = [f"variant-{variant}" for variant in variants]

    # when
    with CaptureQueriesContext(connection) as few:
        sellers_of_variants(asked[:1])
    with CaptureQueriesContext(connection) as many:
        found = sellers_of_variants(asked)

    # then
    assert (len(found), len(many)) == (20, len(few))
    assert len(many) == 3


# settings


@pytest.mark.parametrize(
    ("gstins", "problem"),
    [("12345", "is not a GSTIN"), (f"{GSTIN}, {GSTIN}", "only one GSTIN for each State")],
)
def test_gstins_that_cannot_be_are_refused(gstins: str, problem: str) -> None:
    with pytest.raises(configuration.BadPluginSettings, match=problem):
        configuration.parse_settings(ConsignmentSettings, {"corporation_gstins": gstins})
