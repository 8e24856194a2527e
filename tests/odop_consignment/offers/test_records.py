"""Offers are made, changed, activated, deactivated; and what stands against it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from odop_consignment.agreements import drafts
from odop_consignment.api import SupplierInfo
from odop_consignment.errors import UnknownRow
from odop_consignment.models import Offer, Regime, Supplier
from odop_consignment.offers import records
from odop_consignment.offers.eligibility import assess_offers
from odop_consignment.offers.errors import (
    AnotherSeller,
    MayNotSell,
    NoAgreementInForce,
    NotVerified,
    OfferThere,
    WrongOffer,
)
from odop_consignment.offers.records import OfferRow
from odop_consignment.offers.selection import offers_on_display, usable_offers
from odop_consignment.suppliers import checklist
from odop_core.india.dates import today
from odop_core.india.financial_years import year_of
from tests.factories import agreement, supplier
from tests.odop_consignment.offers.rows import GSTIN, create, make_supplier, row, vendor

DAY = timedelta(days=1)


# made


@pytest.mark.django_db
def test_offer_is_made_under_the_only_agreement_in_force() -> None:
    # given
    shabana = make_supplier()

    # when
    offer = create(shabana, product_id="product-kurta", priority=5, low_stock_at=3)

    # then
    saved = Offer.objects.get(pk=offer.pk)
    assert (saved.active, saved.priority, saved.low_stock_at, saved.product_id) == (True, 5, 3, "product-kurta")
    assert saved.agreement is not None
    assert (saved.agreement.supplier_id, saved.changed_by) == (shabana.id, "asha")


@pytest.mark.django_db
def test_of_several_agreements_one_is_named() -> None:
    # given
    shabana = make_supplier()
    other = agreement(shabana)

    # when / then
    with pytest.raises(NoAgreementInForce):
        create(shabana)
    assert create(shabana, agreement_id=other.agreement_id).agreement_id == other.agreement_id


@pytest.mark.django_db
def test_offer_that_is_there_is_not_made_again_but_can_be_saved() -> None:
    # given
    shabana = make_supplier()
    there = create(shabana)

    # when / then
    with pytest.raises(OfferThere) as refusal:
        create(shabana)
    assert refusal.value.offer_id == there.pk
    saved = records.save_offer(row(shabana, priority=7), by="ravi")
    assert (saved.pk, saved.priority, saved.changed_by) == (there.pk, 7, "ravi")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changes",
    [{"priority": -1}, {"low_stock_at": 2**31}, {"variant": " "}, {"at": ""}, {"variant": "v" * 129}],
)
def test_values_that_cannot_be_are_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(WrongOffer):
        records.create_offer(row(make_supplier(), **changes), by="asha")


@pytest.mark.django_db
def test_unknown_rows_are_named() -> None:
    with pytest.raises(UnknownRow, match="999999"):
        records.create_offer(OfferRow(999_999, "v", "p"), by="asha")
    with pytest.raises(UnknownRow, match="999999"):
        records.activate_offer(999_999, by="asha")


@pytest.mark.django_db
def test_agreement_of_somebody_else_is_refused() -> None:
    shabana, other = make_supplier(), agreement(supplier("Ravi"))
    with pytest.raises(WrongOffer, match="is not one of supplier"):
        create(shabana, agreement_id=other.agreement_id)
    with pytest.raises(WrongOffer, match="is not one of supplier"):
        create(shabana, agreement_id=999_999)


# what must be for it to be active


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["draft", "submitted", "suspended", "closed"])
def test_only_an_approved_supplier_sells(state: str) -> None:
    with pytest.raises(MayNotSell, match="approved first") as refusal:
        create(make_supplier(state=state))
    assert refusal.value.text.in_language("hi").endswith("स्वीकृत कराएँ।")


@pytest.mark.django_db
def test_stopped_supplier_sells_again_next_financial_year() -> None:
    with pytest.raises(MayNotSell, match="turnover limit"):
        create(make_supplier(stopped_in_year=year_of(today())))
    assert create(make_supplier(stopped_in_year=year_of(today()) - 1), "variant-attar").active


@pytest.mark.django_db
def test_agreement_must_be_signed_and_in_force() -> None:
    # given
    without, late, over = supplier("A"), supplier("B"), supplier("C")
    agreement(late, valid_until=today() - DAY)
    drafts.end_agreement(agreement(over).agreement_id, today() - DAY, by="asha", reason="over")

    # when / then
    for one in (without, late, over):
        with pytest.raises(NoAgreementInForce, match="Have one signed"):
            create(one)


@pytest.mark.django_db
def test_supplier_without_a_regime_today_sells_nothing() -> None:
    # given
    row_ = Supplier.objects.create(name="New", phone="+919800000009", state="approved")
    Regime.objects.create(
        supplier=row_, valid_from=today() + DAY, supply_model="consignment", tax_regime="unregistered", recorded_by="t"
    )

    # when / then
    with pytest.raises(MayNotSell, match="not recorded how"):
        records.create_offer(OfferRow(row_.pk, "v", "p"), by="asha")


@pytest.mark.django_db
def test_enrolled_supplier_needs_a_verified_enrolment(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    enrolled = make_supplier(model="enrolled_supplier", tax="enrolled", enrolment="09ABCDE1234F1Z5")

    # when / then
    with pytest.raises(NotVerified, match="Verify it first"):
        create(enrolled)
    monkeypatch.setattr(checklist, "is_regime_verified", lambda *_: True)
    assert create(enrolled).active


@pytest.mark.django_db
def test_inactive_offer_can_be_prepared_before_all_that() -> None:
    # given
    newcomer = supplier(state="draft")

    # when
    offer = create(newcomer, active=False)

    # then
    assert not offer.active
    with pytest.raises(MayNotSell):
        records.activate_offer(offer.pk, by="asha")


# one seller for each variant


@pytest.mark.django_db
def test_consignors_of_one_kind_share_a_variant() -> None:
    assert create(make_supplier(name="A")).active
    assert create(make_supplier(name="B")).active
    assert create(make_supplier(name="C"), "variant-kurta", "unnao").active


@pytest.mark.django_db
@pytest.mark.parametrize(
    "other",
    [
        {"model": "marketplace_vendor", "tax": "registered", "gstin": GSTIN},
        {"model": "marketplace_vendor", "tax": "composition", "gstin": GSTIN},
        {"tax": "registered", "gstin": GSTIN},
        {"state_code": "10"},
    ],
)
def test_another_seller_of_record_is_refused_by_name(other: dict[str, Any]) -> None:
    # given
    first = create(make_supplier(name="Shabana"))

    # when
    with pytest.raises(AnotherSeller) as refusal:
        create(make_supplier(name="Other", **other))

    # then
    assert f"Offer {first.pk} of Shabana is active" in str(refusal.value)
    records.deactivate_offer(first.pk, by="asha")
    later = create(make_supplier(name="Other", **other))
    with pytest.raises(AnotherSeller, match=f"Offer {later.pk} of Other"):
        records.activate_offer(first.pk, by="asha")


@pytest.mark.django_db
def test_two_vendors_never_share_a_variant() -> None:
    create(vendor(name="A"))
    with pytest.raises(AnotherSeller):
        create(vendor(name="B"))


@pytest.mark.django_db
def test_closed_supplier_stands_in_nobodys_way() -> None:
    # given
    shabana = make_supplier()
    create(shabana)
    Supplier.objects.filter(pk=shabana.id).update(state="closed")

    # when / then
    assert create(vendor()).active


@pytest.mark.django_db(transaction=True)
def test_two_sellers_at_once_do_not_both_get_the_variant() -> None:
    # given
    sellers = [vendor(name=f"V{number}") for number in range(6)]

    def make(by: SupplierInfo) -> bool:
        try:
            create(by)
            return True
        except AnotherSeller:
            return False
        finally:
            connection.close()

    # when
    with ThreadPoolExecutor(6) as threads:
        made = list(threads.map(make, sellers))

    # then
    assert (sum(made), Offer.objects.count()) == (1, 1)


# changed


@pytest.mark.django_db
def test_what_is_not_named_stays() -> None:
    # given
    offer = create(make_supplier(), priority=5, low_stock_at=3)
    Offer.objects.filter(pk=offer.pk).update(low_stock_notified=True)

    # when
    changed = records.change_offer(offer.pk, by="ravi", priority=6)

    # then
    assert (changed.priority, changed.low_stock_at, changed.low_stock_notified, changed.active) == (6, 3, True, True)
    assert records.change_offer(offer.pk, by="ravi", low_stock_at=4).low_stock_notified is False


@pytest.mark.django_db
def test_rank_of_an_active_offer_changes_even_while_its_supplier_is_suspended() -> None:
    # given
    shabana = make_supplier()
    offer = create(shabana)
    Supplier.objects.filter(pk=shabana.id).update(state="suspended")

    # when / then
    assert records.change_offer(offer.pk, by="ravi", priority=1).priority == 1


@pytest.mark.django_db
def test_active_offer_moves_only_to_an_agreement_in_force() -> None:
    # given
    shabana = make_supplier()
    offer = create(shabana)
    over = agreement(shabana, valid_until=today() - DAY)

    # when / then
    with pytest.raises(NoAgreementInForce):
        records.change_offer(offer.pk, by="asha", agreement_id=over.agreement_id)


# usable


@pytest.mark.django_db
def test_suspending_or_stopping_a_supplier_makes_offers_unusable_without_touching_them() -> None:
    # given
    shabana = make_supplier()
    offer = create(shabana)
    assert list(usable_offers("variant-kurta", "lucknow")) == [offer]

    for changes in ({"state": "suspended"}, {"state": "closed"}, {"stopped_in_year": year_of(today())}):
        # when
        Supplier.objects.filter(pk=shabana.id).update(**{"state": "approved", "stopped_in_year": None} | changes)

        # then
        assert list(usable_offers("variant-kurta", None)) == []
        assert not assess_offers([offer])[offer.pk].usable
    assert Offer.objects.get().active


@pytest.mark.django_db
def test_offer_of_an_ended_agreement_is_off_display_and_the_last_to_supply_what_was_paid_for() -> None:
    # given
    ended, other = make_supplier(name="A"), make_supplier(name="B")
    first, second = create(ended, priority=1), create(other, priority=2)
    drafts.end_agreement(first.agreement_id or 0, today() - DAY, by="asha", reason="over")

    # when / then
    assert list(offers_on_display()) == [second]
    assert list(usable_offers("variant-kurta", "")) == [second, first]
    why = assess_offers([first])[first.pk]
    assert (why.usable, "binds today" in str(why.why), "लागू नहीं" in why.why.in_language("hi")) == (False, True, True)


@pytest.mark.django_db
def test_lower_priority_number_is_chosen_first_and_a_point_only_offers_what_is_there() -> None:
    # given
    shabana = make_supplier()
    late, soon, away = (create(shabana, "variant-kurta", at, priority=rank) for at, rank in
                        (("lucknow", 20), ("unnao", 10), ("agra", 30)))  # fmt: skip

    # when / then
    assert list(usable_offers("variant-kurta", None)) == [soon, late, away]
    assert list(usable_offers("variant-kurta", "agra")) == [away]
    assert list(usable_offers("variant-attar", None)) == []


# many at once
