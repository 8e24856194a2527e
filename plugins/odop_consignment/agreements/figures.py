"""Each amount of a sale's terms with the words for it, in English and Hindi, as it is frozen with the sale.

Only figures whose code is `commission` or begins with `charge:` are taken from the supplier; the others say of what, by
which rule and in which steps. The words must be enough for somebody who reads them in ten years, when nobody can ask.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import TypedDict

from odop_consignment.agreements.terms import ChargeTerms, Rule, Terms, Tier
from odop_consignment.models import ChargeBasis, ChargeKind, CommissionKind, CommissionScope
from odop_core.india.money import format_inr

VALUE, RULE, SOLD_BEFORE, PART, COMMISSION = "value", "rule", "sold_before", "commission_part", "commission"
CHARGE = "charge:"


class RuleReference(TypedDict):
    id: int | None
    scope: str
    target: str


class VersionReference(TypedDict):
    id: int | None
    agreement: str
    number: int


class Figure(TypedDict):
    """One amount in paise, and what it is. Plain JSON."""

    code: str
    amount_paise: int
    words: str
    words_hi: str
    rule: RuleReference | None
    version: VersionReference


@dataclass(frozen=True)
class Share:
    """So much of the sale's net value falls in this tier, and `exact` paise of commission are reckoned on it."""

    tier: Tier
    paise: int
    exact: Fraction


@dataclass(frozen=True)
class Taken:
    """A charge: what is due by its rule, and what of it was left to take."""

    charge: ChargeTerms
    due_paise: int
    paise: int


@dataclass(frozen=True)
class Calculation:
    """Everything that went into a price."""

    terms: Terms
    rule: Rule | None
    pieces: int
    gross_paise: int
    net_paise: int
    sold_before_paise: int
    shares: Sequence[Share]
    commission_paise: int
    taken: Sequence[Taken]


def round_half_up(exact: Fraction) -> int:
    """To the paisa; halves up. Nothing here is negative."""
    return floor(exact + Fraction(1, 2))


def list_figures(sale: Calculation) -> list[Figure]:
    return [_value(sale), _why(sale), *_steps(sale), _commission(sale), *(_charge(sale, one) for one in sale.taken)]


def format_percent(basis_points: int) -> str:
    """`percent(1250) == "12.5 %"`."""
    whole, rest = divmod(basis_points, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".") + " %"


def _figure(sale: Calculation, code: str, paise: int, words: str, words_hi: str) -> Figure:
    rule, terms = sale.rule, sale.terms
    return {
        "code": code,
        "amount_paise": paise,
        "words": words,
        "words_hi": words_hi,
        "rule": {"id": rule.id, "scope": rule.scope.value, "target": rule.target} if rule else None,
        "version": {"id": terms.version_id, "agreement": terms.reference, "number": terms.number},
    }


def _value(sale: Calculation) -> Figure:
    net, gst = format_inr(sale.net_paise), format_inr(sale.gross_paise - sale.net_paise)
    pieces = "1 piece" if sale.pieces == 1 else f"{sale.pieces} pieces"
    words = f"Value of {pieces} without GST: {net} (GST {gst}, the buyer pays {format_inr(sale.gross_paise)})"
    words_hi = f"{sale.pieces} नग का मूल्य, GST के बिना: {net} (GST {gst}, ग्राहक देता है {format_inr(sale.gross_paise)})"
    return _figure(sale, VALUE, sale.net_paise, words, words_hi)


def _why(sale: Calculation) -> Figure:
    scope = sale.rule.scope if sale.rule else None
    why, why_hi = WHY[scope]
    target = sale.rule.target if sale.rule else ""
    return _figure(sale, RULE, 0, why.format(target=target), why_hi.format(target=target))


WHY: dict[CommissionScope | None, tuple[str, str]] = {
    CommissionScope.PRODUCT: (
        "The rule for this product decides: it comes before rules for categories, for crafts and for everything else",
        "इस उत्पाद का नियम लागू है: यह श्रेणी, शिल्प और बाकी सब के नियमों से पहले आता है",
    ),
    CommissionScope.CATEGORY: (
        "The rule for the category {target} decides: there is none for this product",
        "श्रेणी {target} का नियम लागू है: इस उत्पाद का अपना कोई नियम नहीं है",
    ),
    CommissionScope.CRAFT: (
        "The rule for the craft {target} decides: there is none for this product or its categories",
        "शिल्प {target} का नियम लागू है: इस उत्पाद या उसकी श्रेणियों का कोई नियम नहीं है",
    ),
    CommissionScope.ALL: (
        "The rule for everything else decides: there is none for this product, its categories or its craft",
        "बाकी सब का नियम लागू है: इस उत्पाद, उसकी श्रेणियों या उसके शिल्प का कोई नियम नहीं है",
    ),
    None: (
        "No rule of the agreement fits these goods: no commission is kept",
        "अनुबंध का कोई नियम इस सामान पर लागू नहीं होता: कोई कमीशन नहीं लिया जाता",
    ),
}


def _steps(sale: Calculation) -> list[Figure]:
    """Where the rate depends on what was sold before: how much that was, and which part falls in which tier."""
    if sale.rule is None or len(sale.rule.tiers) == 1:
        return []
    before = format_inr(sale.sold_before_paise)
    words = f"Sold before under the agreement, without GST and less returns: {before}"
    words_hi = f"इस अनुबंध में पहले की बिक्री, GST के बिना और वापसी घटाकर: {before}"
    return [_figure(sale, SOLD_BEFORE, sale.sold_before_paise, words, words_hi), *_parts(sale, sale.rule)]


def _parts(sale: Calculation, rule: Rule) -> list[Figure]:
    """The parts are rounded so that they add up to the whole, which is rounded once."""
    parts, exact, rounded = [], Fraction(0), 0
    for share in sale.shares:
        exact += share.exact
        amount, rounded = round_half_up(exact) - rounded, round_half_up(exact)
        rate, rate_hi = _rate(rule, share.tier, format_inr(share.paise), sale.pieces)
        tier = format_inr(share.tier.from_paise)
        words = f"{rate}, in the tier from {tier} sold: {format_inr(amount)}"
        words_hi = f"{rate_hi}, {tier} की बिक्री से आगे के स्तर में: {format_inr(amount)}"
        parts.append(_figure(sale, PART, amount, words, words_hi))
    return parts


def _commission(sale: Calculation) -> Figure:
    rule, amount = sale.rule, format_inr(sale.commission_paise)
    if rule is None:
        return _figure(sale, COMMISSION, 0, f"Commission: {amount}", f"कमीशन: {amount}")
    of, of_hi = "", ""
    if len(sale.shares) == 1:
        rate, rate_hi = _rate(rule, sale.shares[0].tier, format_inr(sale.net_paise), sale.pieces)
        of, of_hi = f" {rate}", f" {rate_hi}"
    where, where_hi = _scope(rule)
    terms = sale.terms
    bound, bound_hi = _bound(sale, rule)
    words = f"Commission{of} ({where}, agreement {terms.reference} version {terms.number}){bound}: {amount}"
    words_hi = f"कमीशन{of_hi} ({where_hi}, अनुबंध {terms.reference} संस्करण {terms.number}){bound_hi}: {amount}"
    return _figure(sale, COMMISSION, sale.commission_paise, words, words_hi)


def _rate(rule: Rule, tier: Tier, value: str, pieces: int) -> tuple[str, str]:
    if rule.kind == CommissionKind.SHARE:
        return f"{format_percent(tier.value)} of {value}", f"{value} का {format_percent(tier.value)}"
    each = format_inr(tier.value)
    return f"{each} a piece on {value} of {pieces} in all", f"{each} प्रति नग, {value} पर (कुल {pieces} नग)"


def _scope(rule: Rule) -> tuple[str, str]:
    return {
        CommissionScope.PRODUCT: ("this product", "यह उत्पाद"),
        CommissionScope.CATEGORY: (f"category {rule.target}", f"श्रेणी {rule.target}"),
        CommissionScope.CRAFT: (f"craft {rule.target}", f"शिल्प {rule.target}"),
        CommissionScope.ALL: ("all other goods", "बाकी सब सामान"),
    }[rule.scope]


def _bound(sale: Calculation, rule: Rule) -> tuple[str, str]:
    """Why the commission is not what the rate alone gives."""
    by_rate, kept = round_half_up(sum((share.exact for share in sale.shares), Fraction(0))), sale.commission_paise
    if kept == by_rate:
        return "", ""
    if kept == rule.floor_paise:
        return f", at least {format_inr(kept)} a sale", f", प्रति बिक्री कम से कम {format_inr(kept)}"
    if kept == rule.cap_paise:
        return f", at most {format_inr(kept)} a sale", f", प्रति बिक्री अधिक से अधिक {format_inr(kept)}"
    return ", no more than the goods' value", ", सामान के मूल्य से अधिक नहीं"


CHARGE_NAMES = {
    ChargeKind.PACKING: ("Packing", "पैकिंग"),
    ChargeKind.PHOTOGRAPHY: ("Photography", "फ़ोटोग्राफ़ी"),
    ChargeKind.TRANSPORT: ("Transport to the hub", "केंद्र तक ढुलाई"),
    ChargeKind.OTHER: ("Other charge", "अन्य शुल्क"),
}


def _charge(sale: Calculation, taken: Taken) -> Figure:
    charge, terms = taken.charge, sale.terms
    name, name_hi = CHARGE_NAMES[charge.kind]
    said = f" ({charge.words})" if charge.words else ""
    rate, rate_hi = _charge_rate(sale, charge)
    short = taken.paise != taken.due_paise
    left, left_hi = (", as far as anything is left of the value", ", जितना मूल्य में से बचा") if short else ("", "")
    amount = format_inr(taken.paise)
    words = f"{name}{said} {rate} (agreement {terms.reference} version {terms.number}){left}: {amount}"
    words_hi = f"{name_hi}{said} {rate_hi} (अनुबंध {terms.reference} संस्करण {terms.number}){left_hi}: {amount}"
    return _figure(sale, f"{CHARGE}{charge.kind}", taken.paise, words, words_hi)


def _charge_rate(sale: Calculation, charge: ChargeTerms) -> tuple[str, str]:
    value, net = format_inr(charge.value), format_inr(sale.net_paise)
    if charge.basis == ChargeBasis.SHARE:
        return f"{format_percent(charge.value)} of {net}", f"{net} का {format_percent(charge.value)}"
    if charge.basis == ChargeBasis.PER_PIECE:
        return f"{value} × {sale.pieces}", f"{value} × {sale.pieces}"
    return f"{value} for the sale", f"प्रति बिक्री {value}"
