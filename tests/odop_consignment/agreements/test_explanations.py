from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from odop_consignment.agreements import explanations
from odop_consignment.agreements.figures import freeze_figures
from odop_consignment.agreements.pricing import price
from odop_consignment.agreements.terms import ChargeTerms, Rule, Tier
from odop_consignment.agreements.versions import version_in_force
from odop_consignment.models import (
    ChargeBasis,
    ChargeKind,
    CommissionKind,
    CommissionScope,
    Regime,
    Sale,
    SaleTerms,
    Supplier,
)
from tests.factories import supplier
from tests.odop_consignment.agreements.signed import FIRST, everything, signed

pytestmark = pytest.mark.django_db
CHIKANKARI = Rule(CommissionScope.CRAFT, "chikankari", CommissionKind.SHARE, (Tier(0, 1000), Tier(10_000_000, 800)))
PACKING = ChargeTerms(ChargeKind.PACKING, ChargeBasis.PER_PIECE, 1_000)


def sell(before: int = 0, craft: str = "chikankari", is_agreed: bool = True, **terms: Any) -> Sale:
    """Two pieces of a kurta, with what its agreement makes of them frozen."""
    consignor = Supplier.objects.get(pk=supplier().id)
    agreed = signed(consignor.pk, **{"rules": (everything(1200), CHIKANKARI), "charges": (PACKING,)} | terms)
    version = version_in_force(agreed.agreement_id, FIRST) if is_agreed else None
    sale = Sale.objects.create(
        order_id="order-1", order_number="1", order_line_id="line-1", product_name="kurta", quantity=2,
        unit_price_gross_minor=525_000, unit_price_net_minor=500_000, supplier=consignor,
    )  # fmt: skip
    priced = version and price(
        version, pieces=2, product_id="product-1", category_ids=[], craft_slug=craft, gross_paise=1_050_000,
        net_paise=1_000_000, cumulative_paise=before,
    )  # fmt: skip
    SaleTerms.objects.create(
        sale=sale, supplier=consignor, regime=Regime.objects.get(supplier=consignor), supply_model="consignment",
        tax_regime="unregistered", seller_name="UP Handloom", seller_state_code="09", version=version,
        commission_rule_id=priced.rule_id if priced else None, ordered_on=FIRST,
        gross_minor=1_050_000, net_minor=1_000_000, gross_paise=1_050_000, net_paise=1_000_000,
        commission_paise=priced.commission_paise if priced else 0,
        charges_paise=priced.charges_paise if priced else 0, return_window_days=7,
        figures=freeze_figures(priced.figures) if priced else [],
    )  # fmt: skip
    return sale


def test_story_of_a_sale_that_crosses_a_tier() -> None:
    # given
    sale = sell(before=9_600_000)
    reference = sale.terms.version.agreement.reference

    # when
    found = explanations.explain_sale(sale.pk)

    # then
    assert found is not None
    assert str(found.words).split("\n") == [
        "Value without GST (pieces: 2): ₹10,000.00 (GST ₹500.00, the buyer pays ₹10,500.00).",
        "The rule for the craft chikankari decides: there is none for this product or its categories.",
        "Sold before under the agreement, without GST and less returns: ₹96,000.00.",
        "10 % of ₹4,000.00, in the tier from ₹0.00 sold: ₹400.00.",
        "8 % of ₹6,000.00, in the tier from ₹1,00,000.00 sold: ₹480.00.",
        f"Commission (craft chikankari, agreement {reference} version 1): ₹880.00.",
        f"Packing ₹10.00 × 2 (agreement {reference} version 1): ₹20.00.",
        "Left for the supplier, before deductions the law asks for: ₹9,100.00.",
    ]
    assert (found.agreement, found.version, found.rule) == (reference, 1, "craft chikankari")
    assert (found.sold_before_paise, found.left_paise) == (9_600_000, 910_000)


def test_story_is_told_in_hindi_too() -> None:
    found = explanations.explain_sale(sell().pk)
    assert found is not None
    assert len(found.words.in_language("hi").split("\n")) == len(str(found.words).split("\n"))
    assert found.why.in_language("hi") == "शिल्प chikankari का नियम लागू है: इस उत्पाद या उसकी श्रेणियों का कोई नियम नहीं है"
    assert found.words.in_language("hi").endswith("शेष: ₹8,980.00।")


def test_rate_that_does_not_depend_on_it_says_nothing_of_what_was_sold_before() -> None:
    found = explanations.explain_sale(sell(before=5, craft="zardozi").pk)
    assert found is not None
    assert (found.sold_before_paise, found.rule) == (None, "all")


def test_sale_without_an_agreement_says_so() -> None:
    found = explanations.explain_sale(sell(is_agreed=False).pk)
    assert found is not None
    assert (found.agreement, found.version) == ("", None)
    assert "no signed agreement on the day" in str(found.words)


def test_sale_nobody_supplies_has_no_explanation() -> None:
    assert explanations.explain_sale(999_999) is None


def test_figures_taken_from_the_supplier_are_told_from_steps() -> None:
    found = explanations.explain_sale(sell(before=9_600_000).pk)
    assert found is not None
    taken = [figure["amount_paise"] for figure in found.figures if explanations.is_taken_from_supplier(figure)]
    assert taken == [88_000, 2_000]


def test_many_are_explained_with_one_query() -> None:
    ids = [sell().pk for _ in range(3)]
    with CaptureQueriesContext(connection) as queries:
        found = explanations.explain_sales(ids)
    assert (sorted(found), len(queries)) == (ids, 1)
