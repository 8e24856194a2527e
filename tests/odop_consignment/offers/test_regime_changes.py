from __future__ import annotations

from datetime import date, timedelta

import pytest

from odop_consignment.api import regimes
from odop_consignment.api.regimes import OffersClash, RegimeInfo, RegimeRefused
from odop_consignment.api.suppliers import IdentityError
from odop_consignment.models import REGIMES_OF, Offer, Regime, Sale, SaleTerms, SupplierState, SupplyModel, TaxRegime
from odop_consignment.offers import records, regime_changes
from odop_consignment.offers.errors import AnotherSeller
from odop_consignment.suppliers.onboarding import may_sell
from odop_consignment.suppliers.regimes import regime_on
from odop_core.i18n import written_day
from odop_core.india import dates
from tests import factories
from tests.odop_consignment.suppliers.onboarded import (
    CLERK,
    OTHER_PAN,
    REVIEWER,
    api,
    approved,
    complete,
    corporation,
    draft,
    gstin,
    row,
    tomorrow,
    verify,
)

pytestmark = pytest.mark.django_db


def vendor_from(supplier_id: int, day: date, **changes: str) -> RegimeInfo:
    values = {"supply_model": "marketplace_vendor", "tax_regime": "registered", "gstin": gstin()} | changes
    return regimes.record_regime(supplier_id, valid_from=day, by=CLERK, **values)


def enrolled_from(supplier_id: int, day: date, number: str = "EN0900001") -> RegimeInfo:
    return regimes.record_regime(
        supplier_id, valid_from=day, supply_model="enrolled_supplier", tax_regime="enrolled",
        enrolment_number=number, by=CLERK,
    )  # fmt: skip


def sold_today(supplier_id: int) -> None:
    sale = Sale.objects.create(
        order_id="o", order_number="1", order_line_id="l", product_name="kurta", quantity=1,
        unit_price_gross_minor=1, supplier_id=supplier_id,
    )  # fmt: skip
    now = regime_on(supplier_id, dates.today())
    assert now is not None
    SaleTerms.objects.create(
        sale=sale, supplier_id=supplier_id, regime=now, supply_model=now.supply_model, tax_regime=now.tax_regime,
        seller_name="x", seller_state_code="09", ordered_on=dates.today(), return_window_days=7,
        gross_minor=1, net_minor=1, gross_paise=1, net_paise=1, commission_paise=0, charges_paise=0,
    )  # fmt: skip


def pass_to(day: date, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dates, "today", lambda: day)
    regime_changes.apply_due_regimes()


def test_consignor_who_registers_tomorrow_is_a_vendor_from_tomorrow() -> None:
    # given
    supplier_id = approved()
    sold_today(supplier_id)

    # when
    vendor_from(supplier_id, tomorrow())

    # then
    today = dates.today()
    assert [regime_on(supplier_id, day).supply_model for day in (today, tomorrow())] == [  # type: ignore[union-attr]
        "consignment", "marketplace_vendor",
    ]  # fmt: skip
    assert regimes.regimes_today([supplier_id])[supplier_id].supply_model == "consignment"
    assert SaleTerms.objects.get().supply_model == "consignment"


def test_vendor_whose_gstin_was_verified_in_time_goes_on_selling(monkeypatch: pytest.MonkeyPatch) -> None:
    supplier_id = approved()
    vendor_from(supplier_id, tomorrow())
    verify(supplier_id, "gstin")
    pass_to(tomorrow(), monkeypatch)
    assert may_sell(row(supplier_id))


def test_vendor_whose_gstin_nobody_verified_is_suspended_when_the_day_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    supplier_id = approved()
    vendor_from(supplier_id, tomorrow())
    assert may_sell(row(supplier_id))
    pass_to(tomorrow(), monkeypatch)
    assert row(supplier_id).state == "suspended"
    verify(supplier_id, "gstin")
    assert api.lift_supplier(supplier_id, reason="seen on the portal", by=REVIEWER).state == "approved"
    pass_to(tomorrow(), monkeypatch)
    assert row(supplier_id).state == "approved"


def test_enrolment_ends_when_the_registration_takes_effect() -> None:
    supplier_id = draft()
    enrolled_from(supplier_id, factories.LONG_AGO)
    vendor_from(supplier_id, tomorrow())
    later = tomorrow() + timedelta(days=30)
    assert regime_on(supplier_id, later).tax_regime == "registered"  # type: ignore[union-attr]
    with pytest.raises(RegimeRefused, match="lapsed"):
        enrolled_from(supplier_id, later)
    assert enrolled_from(supplier_id, later, number="EN0900002").tax_regime == "enrolled"


def test_mistaken_registration_is_taken_back_before_its_day() -> None:
    supplier_id = draft()
    enrolled_from(supplier_id, factories.LONG_AGO)
    vendor_from(supplier_id, tomorrow())
    assert enrolled_from(supplier_id, tomorrow()).tax_regime == "enrolled"
    assert regime_on(supplier_id, tomorrow()).tax_regime == "enrolled"  # type: ignore[union-attr]


def test_enrolment_number_is_one_persons() -> None:
    enrolled_from(draft(), factories.LONG_AGO)
    with pytest.raises(RegimeRefused, match="Another person"):
        enrolled_from(draft(pan=OTHER_PAN), factories.LONG_AGO)


def test_regime_does_not_begin_before_a_sale_under_another() -> None:
    supplier_id = approved()
    sold_today(supplier_id)
    for day in (dates.today(), dates.today() - timedelta(days=9)):
        with pytest.raises(RegimeRefused, match=f"can begin on {written_day(tomorrow())}"):
            vendor_from(supplier_id, day)


def test_regime_begins_in_the_past_where_nothing_was_sold() -> None:
    supplier_id = approved()
    vendor_from(supplier_id, dates.today() - timedelta(days=9))
    assert row(supplier_id).state == "suspended"


def test_same_regime_again_changes_nothing() -> None:
    supplier_id = approved()
    sold_today(supplier_id)
    count = Regime.objects.count()
    again = regimes.record_regime(
        supplier_id, valid_from=dates.today(), supply_model="consignment", tax_regime="unregistered", by=CLERK
    )
    assert (again.valid_from, Regime.objects.count()) == (factories.LONG_AGO, count)


@pytest.mark.parametrize(
    "changes",
    [
        {"gstin": ""},
        {"gstin": gstin(OTHER_PAN)},
        {"gstin": gstin(state="10")},
        {"enrolment_number": "EN1"},
    ],
)
def test_numbers_fit_the_regime_and_the_supplier(changes: dict[str, str]) -> None:
    with pytest.raises(IdentityError):
        vendor_from(draft(), tomorrow(), **changes)


def test_pan_comes_before_gstin() -> None:
    with pytest.raises(RegimeRefused, match="PAN first"):
        vendor_from(draft(pan=""), tomorrow())


@pytest.mark.parametrize("model", list(SupplyModel))
@pytest.mark.parametrize("tax", list(TaxRegime))
def test_only_models_and_taxes_that_go_together(model: SupplyModel, tax: TaxRegime) -> None:
    numbers = {"registered": {"gstin": gstin()}, "composition": {"gstin": gstin()}}.get(tax.value, {})
    numbers |= {"enrolment_number": "EN1"} if tax == TaxRegime.ENROLLED else {}
    supplier_id = draft()
    try:
        regimes.record_regime(
            supplier_id, valid_from=tomorrow(), supply_model=model, tax_regime=tax, by=CLERK, **numbers
        )
    except RegimeRefused:
        assert tax not in REGIMES_OF[model]
    else:
        assert tax in REGIMES_OF[model]


def test_nobody_is_registered_and_unregistered_in_one_state_at_once() -> None:
    vendor_from(draft(), factories.LONG_AGO)
    with pytest.raises(RegimeRefused, match="registered for GST in this State"):
        regimes.record_regime(
            draft(), valid_from=tomorrow(), supply_model="consignment", tax_regime="unregistered", by=CLERK
        )


def test_shared_variant_keeps_a_consignor_from_becoming_a_vendor() -> None:
    # given
    supplier_id = approved()
    factories.offer("kurta", by=api.suppliers_by_id([supplier_id])[supplier_id])
    other = factories.offer("kurta", at="unnao", by=factories.supplier("Imran"))

    # when
    with pytest.raises(OffersClash, match="Imran") as refusal:
        vendor_from(supplier_id, tomorrow())

    # then
    assert refusal.value.offer_ids == [other.id]
    factories.Offer.objects.filter(pk=other.id).update(active=False)
    assert vendor_from(supplier_id, tomorrow()).supply_model == "marketplace_vendor"


def consignors(*names: str) -> list[int]:
    """Approved, with an agreement of their own; the corporation is registered in their State."""
    corporation()
    made = [factories.supplier(name, pan=pan) for name, pan in zip(names, ("ABCPK1234L", "ABCPK1235L"), strict=True)]
    for info in made:
        factories.agreement(info)
    return [info.id for info in made]


def offered(supplier_id: int, at: str = "lucknow") -> Offer:
    return records.save_offer(records.OfferRow(supplier_id, "variant-kurta", at), by=CLERK)


def test_offers_are_not_activated_beside_each_other_when_one_seller_will_be_another() -> None:
    # given: when Shabana's registration was recorded, nobody else offered her kurtas
    shabana, imran = consignors("Shabana", "Imran")
    offered(shabana)
    vendor_from(shabana, tomorrow(), gstin=gstin("ABCPK1234L"))

    # when
    with pytest.raises(AnotherSeller, match=f"from {written_day(tomorrow())} on") as refusal:
        offered(imran)

    # then
    assert f"{written_day(tomorrow()).in_language('hi')} से" in refusal.value.text.in_language("hi")
    Offer.objects.update(active=False)
    assert offered(imran).active


def test_who_is_recorded_to_change_alike_may_share_a_variant() -> None:
    # given
    shabana, imran = consignors("Shabana", "Imran")
    for supplier_id, pan in ((shabana, "ABCPK1234L"), (imran, "ABCPK1235L")):
        vendor_from(supplier_id, tomorrow(), gstin=gstin(pan), supply_model="consignment")

    # when / then
    assert offered(shabana).active
    assert offered(imran).active


def test_regime_is_compared_with_all_that_is_recorded_of_the_others() -> None:
    # given: Shabana is a vendor and Imran a consignor, who will be a vendor later
    shabana, imran = consignors("Shabana", "Imran")
    vendor_from(shabana, dates.today(), gstin=gstin("ABCPK1234L"))
    vendor_from(imran, tomorrow() + timedelta(days=30), gstin=gstin("ABCPK1235L"))
    for supplier_id in (shabana, imran):
        Offer.objects.create(supplier_id=supplier_id, variant_id="variant-kurta", pickup_point_id="unnao", active=True)
    factories.Supplier.objects.update(state="approved")

    # when / then: tomorrow both would be consignors
    with pytest.raises(OffersClash, match="Imran"):
        regimes.record_regime(
            shabana, valid_from=tomorrow(), supply_model="consignment", tax_regime="unregistered", by=CLERK
        )


def test_offers_of_who_is_closed_keep_nobody_from_registering() -> None:
    # given
    shabana, imran = consignors("Shabana", "Imran")
    offered(shabana)
    offered(imran)
    factories.Supplier.objects.filter(pk=imran).update(state="closed")

    # when / then
    assert vendor_from(shabana, tomorrow(), gstin=gstin("ABCPK1234L")).supply_model == "marketplace_vendor"


def test_who_registers_in_a_state_can_no_longer_sell_there_unregistered_under_another_row() -> None:
    # given
    consignor = approved()
    vendor = complete("marketplace_vendor", "registered", name="Shabana Traders", phone="9876543211")

    # then: recorded when both were drafts of one day, the registration stops the other as it takes effect
    assert row(consignor).state == SupplierState.SUSPENDED
    with pytest.raises(api.Incomplete, match=f"as supplier {vendor}"):
        api.lift_supplier(consignor, reason="go on", by="user-chief")


def test_a_vendor_becomes_no_consignor_where_the_corporation_is_not_registered() -> None:
    vendor = approved("marketplace_vendor", "registered", state_code="27")
    with pytest.raises(RegimeRefused, match="Maharashtra"):
        regimes.record_regime(
            vendor, valid_from=dates.today(), supply_model="consignment", tax_regime="registered",
            gstin=gstin(state="27"), by=CLERK,
        )  # fmt: skip
