"""Each figure as a sentence with its source."""

from __future__ import annotations

from datetime import date

from odop_accounts.tax.baskets import SellerKind, tax_basket
from odop_accounts.tax.collection import TaxableSale, collect
from odop_accounts.tax.explanations import explain_basket, explain_collected, explain_deduction, explain_rounding
from odop_accounts.tax.supply import Head
from odop_accounts.tax.withholding import PanStatus, Payee, YearToDate, deduct
from odop_accounts.tax.withholding_rules import Withheld
from tests.odop_accounts.tax.rules import DELHI, KURTA, LOCK, ON, RATES, WITHHOLDING, basket


def sentences(figures: list) -> list[str]:
    return [figure.words.in_language("en") for figure in figures]


def test_a_basket_is_explained_line_by_line() -> None:
    # Given a kurta in the gap between two rates, sent to Delhi
    taxed = tax_basket(basket((KURTA, 1, 280000), to=DELHI, delivery=11800), RATES)

    # When it is explained
    figures = explain_basket(taxed)

    # Then each figure is a sentence
    assert sentences(figures) == [
        "Place of supply is Delhi: they are delivered in Delhi. The seller is in Uttar Pradesh, so the GST is IGST.",
        (
            "GST 18 %: HSN 62, above ₹2,500.00 a piece without GST, in force since 22 September 2025 (9/2025-CT(R) of "
            "2025-09-17). Neither rate fits the price with GST: the higher is taken."
        ),
        "Of ₹2,800.00, ₹2,372.88 are without GST.",
        "IGST, 18 % of ₹2,372.88: ₹427.12.",
        (
            "Delivery is taxed like the goods it is for. GST 18 %: HSN 62, above ₹2,500.00 a piece without GST, in "
            "force since 22 September 2025 (9/2025-CT(R) of 2025-09-17)."
        ),
        "Of ₹118.00, ₹100.00 are without GST.",
        "IGST, 18 % of ₹100.00: ₹18.00.",
        "IGST in all: ₹445.12.",
        "The buyer pays ₹2,918.00, of which ₹2,472.88 without GST.",
    ]
    # And each has its source
    assert all(figure.citation and figure.confidence for figure in figures if not figure.code.startswith("total"))


def test_a_half_of_an_odd_rate_is_written_out() -> None:
    taxed = tax_basket(basket((LOCK, 1, 118000)), RATES)

    assert "CGST, 9 % of ₹1,000.00: ₹90.00." in sentences(explain_basket(taxed))


def test_why_no_gst_is_collected() -> None:
    taxed = tax_basket(basket((LOCK, 1, 118000), seller=SellerKind.UNREGISTERED), RATES)

    assert "The seller is not registered for GST and may not collect it." in sentences(explain_basket(taxed))


def test_tds_is_explained() -> None:
    # Given an artisan who crosses the limit
    year = YearToDate(2026, base_paise=45_000_000)
    deduction = deduct("1", Withheld.TDS_SALES, 10_000_000, ON, Payee(PanStatus.VALID, "P"), year, WITHHOLDING)

    # Then it says why so much
    figure = explain_deduction(deduction)
    assert figure.words.in_language("en") == (
        "TDS under section 393(1) Table 8(v), 0.1 % of ₹5,50,000.00: ₹550.00. The limit of ₹5,00,000.00 is passed, so "
        "what was spared in this tax year counts, too."
    )
    assert figure.citation.startswith("Income-tax Act 2025")


def test_tcs_is_explained() -> None:
    collected = collect([TaxableSale(date(2026, 11, 2), 1_000_000, (Head.CGST, Head.SGST))], WITHHOLDING)

    assert sentences(explain_collected(collected)) == [
        "Taxable value of the month, less what was returned: ₹10,000.00.",
        "TCS as CGST, 0.25 % of ₹10,000.00: ₹25.00.",
        "TCS as SGST, 0.25 % of ₹10,000.00: ₹25.00.",
    ]


def test_rounding_is_explained() -> None:
    assert explain_rounding(12350).words.in_language("en") == (
        "₹123.50 is rounded to the nearest rupee, fifty paise up: ₹124.00."
    )
