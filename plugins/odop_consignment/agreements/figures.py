"""Each amount of a sale's terms with the words for it, as it is frozen with the sale.

Only figures whose code is `commission` or begins with `charge:` are taken from the supplier; the others say of what, by
which rule and in which steps. The words must be enough for somebody who reads them in ten years, when nobody can ask.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Any, TypedDict, cast

from odop_consignment.agreements.terms import ChargeTerms, Rule, Terms, Tier
from odop_consignment.models import (
    AgreementVersion,
    ChargeBasis,
    ChargeKind,
    CommissionKind,
    CommissionScope,
    ExchangeRate,
)
from odop_core.i18n import Text, _
from odop_core.india.money import format_inr
from odop_core.money import Money

RATE, VALUE, DISCOUNT, RULE, SOLD_BEFORE = "exchange_rate", "value", "discount", "rule", "sold_before"
PART, COMMISSION = "commission_part", "commission"
CHARGE = "charge:"
NOTHING = Text("")


class RuleReference(TypedDict):
    id: int | None
    scope: str
    target: str


class VersionReference(TypedDict):
    id: int | None
    agreement: str
    number: int


class Figure(TypedDict):
    """One amount in paise, and what it is."""

    code: str
    amount_paise: int
    words: Text
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
    discount_net_paise: int
    # What is settled: net, and what of the discount the shop bears.
    value_paise: int
    sold_before_paise: int
    shares: Sequence[Share]
    commission_paise: int
    taken: Sequence[Taken]


def round_half_up(exact: Fraction) -> int:
    """To the paisa; halves up. Nothing here is negative."""
    return floor(exact + Fraction(1, 2))


def list_figures(sale: Calculation) -> list[Figure]:
    charges = [_charge(sale, one) for one in sale.taken]
    return [_value(sale), *_discount(sale), _why(sale), *_steps(sale), _commission(sale), *charges]


def explain_rate(
    rate: ExchangeRate, gross: Money, net: Money, gross_paise: int, version: AgreementVersion | None
) -> Figure:
    """How what the buyer pays in another currency became rupees: reckoned exactly, rounded once to the paisa."""
    of_day = f"{rate.rate.normalize():f}"
    words = _(
        "The buyer pays {gross} ({net} without GST); 1 {currency} was ₹{rate} on {day} ({source}): {amount}",
        gross=str(gross),
        net=str(net),
        currency=rate.currency,
        rate=of_day,
        day=rate.day,
        source=rate.source,
        amount=format_inr(gross_paise),
    )
    of_version: VersionReference = {"id": None, "agreement": "", "number": 0}
    if version:
        of_version = {"id": version.pk, "agreement": version.agreement.reference, "number": version.number}
    return {"code": RATE, "amount_paise": gross_paise, "words": words, "rule": None, "version": of_version}


def freeze_figures(figures: Iterable[Figure]) -> list[dict[str, Any]]:
    """As they are kept with the sale: plain JSON."""
    return [{**figure, "words": figure["words"].as_json()} for figure in figures]


def read_figures(kept: Iterable[dict[str, Any]]) -> list[Figure]:
    """What `freeze_figures` kept."""
    return [cast(Figure, {**figure, "words": Text.from_json(figure["words"])}) for figure in kept]


def format_percent(basis_points: int) -> str:
    """`format_percent(1250) == "12.5 %"`."""
    whole, rest = divmod(basis_points, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".") + " %"


def _figure(sale: Calculation, code: str, paise: int, words: Text) -> Figure:
    rule, terms = sale.rule, sale.terms
    return {
        "code": code,
        "amount_paise": paise,
        "words": words,
        "rule": {"id": rule.id, "scope": rule.scope.value, "target": rule.target} if rule else None,
        "version": {"id": terms.version_id, "agreement": terms.reference, "number": terms.number},
    }


def _value(sale: Calculation) -> Figure:
    amounts = {
        "net": format_inr(sale.net_paise),
        "gst": format_inr(sale.gross_paise - sale.net_paise),
        "gross": format_inr(sale.gross_paise),
    }
    if sale.pieces == 1:
        words = _("Value of 1 piece without GST: {net} (GST {gst}, the buyer pays {gross})", **amounts)
    else:
        words = _(
            "Value without GST (pieces: {pieces}): {net} (GST {gst}, the buyer pays {gross})",
            pieces=sale.pieces,
            **amounts,
        )
    return _figure(sale, VALUE, sale.net_paise, words)


def _discount(sale: Calculation) -> list[Figure]:
    if not sale.discount_net_paise:
        return []
    borne = sale.value_paise - sale.net_paise
    words = _(
        "Discounts without GST: {discount}. Of these the supplier bears {percent} by the agreement, the shop {borne}: "
        "settled is the value {value}",
        discount=format_inr(sale.discount_net_paise),
        percent=format_percent(sale.terms.supplier_discount_bp),
        borne=format_inr(borne),
        value=format_inr(sale.value_paise),
    )
    return [_figure(sale, DISCOUNT, borne, words)]


def _why(sale: Calculation) -> Figure:
    rule = sale.rule
    words = WHY[rule.scope](rule.target) if rule else NO_RULE
    return _figure(sale, RULE, 0, words)


WHY: dict[CommissionScope, Callable[[str], Text]] = {
    CommissionScope.PRODUCT: lambda _target: _(
        "The rule for this product decides: it comes before rules for categories, for crafts and for everything else"
    ),
    CommissionScope.CATEGORY: lambda target: _(
        "The rule for the category {target} decides: there is none for this product", target=target
    ),
    CommissionScope.CRAFT: lambda target: _(
        "The rule for the craft {target} decides: there is none for this product or its categories", target=target
    ),
    CommissionScope.ALL: lambda _target: _(
        "The rule for everything else decides: there is none for this product, its categories or its craft"
    ),
}
NO_RULE = _("No rule of the agreement fits these goods: no commission is kept")


def _steps(sale: Calculation) -> list[Figure]:
    """Where the rate depends on what was sold before: how much that was, and which part falls in which tier."""
    if sale.rule is None or len(sale.rule.tiers) == 1:
        return []
    words = _(
        "Sold before under the agreement, without GST and less returns: {amount}",
        amount=format_inr(sale.sold_before_paise),
    )
    return [_figure(sale, SOLD_BEFORE, sale.sold_before_paise, words), *_parts(sale, sale.rule)]


def _parts(sale: Calculation, rule: Rule) -> list[Figure]:
    """The parts are rounded so that they add up to the whole, which is rounded once."""
    parts, exact, rounded = [], Fraction(0), 0
    for share in sale.shares:
        exact += share.exact
        amount, rounded = round_half_up(exact) - rounded, round_half_up(exact)
        words = _(
            "{rate}, in the tier from {tier} sold: {amount}",
            rate=_rate(rule, share.tier, format_inr(share.paise), sale.pieces),
            tier=format_inr(share.tier.from_paise),
            amount=format_inr(amount),
        )
        parts.append(_figure(sale, PART, amount, words))
    return parts


def _commission(sale: Calculation) -> Figure:
    rule, amount = sale.rule, format_inr(sale.commission_paise)
    if rule is None:
        return _figure(sale, COMMISSION, 0, _("Commission: {amount}", amount=amount))
    commission = _("Commission")
    if len(sale.shares) == 1:
        rate = _rate(rule, sale.shares[0].tier, format_inr(sale.value_paise), sale.pieces)
        commission = _("Commission {rate}", rate=rate)
    words = _(
        "{commission} ({scope}, agreement {agreement} version {version}){bound}: {amount}",
        commission=commission,
        scope=_scope(rule),
        agreement=sale.terms.reference,
        version=sale.terms.number,
        bound=_bound(sale, rule),
        amount=amount,
    )
    return _figure(sale, COMMISSION, sale.commission_paise, words)


def _rate(rule: Rule, tier: Tier, value: str, pieces: int) -> Text:
    if rule.kind == CommissionKind.SHARE:
        return _("{percent} of {value}", percent=format_percent(tier.value), value=value)
    each = format_inr(tier.value)
    return _("{each} a piece on {value} of {pieces} in all", each=each, value=value, pieces=pieces)


def _scope(rule: Rule) -> Text:
    return {
        CommissionScope.PRODUCT: _("this product"),
        CommissionScope.CATEGORY: _("category {target}", target=rule.target),
        CommissionScope.CRAFT: _("craft {target}", target=rule.target),
        CommissionScope.ALL: _("all other goods"),
    }[rule.scope]


def _bound(sale: Calculation, rule: Rule) -> Text:
    """Why the commission is not what the rate alone gives."""
    by_rate = round_half_up(sum((share.exact for share in sale.shares), Fraction(0)))
    kept = sale.commission_paise
    if kept == by_rate:
        return NOTHING
    if kept == rule.floor_paise:
        return _(", at least {amount} a sale", amount=format_inr(kept))
    if kept == rule.cap_paise:
        return _(", at most {amount} a sale", amount=format_inr(kept))
    return _(", no more than the goods' value")


CHARGE_NAMES = {
    ChargeKind.PACKING: _("Packing"),
    ChargeKind.PHOTOGRAPHY: _("Photography"),
    ChargeKind.TRANSPORT: _("Transport to the hub"),
    ChargeKind.OTHER: _("Other charge"),
}


def _charge(sale: Calculation, taken: Taken) -> Figure:
    charge = taken.charge
    name = CHARGE_NAMES[charge.kind]
    words = _(
        "{name} {rate} (agreement {agreement} version {version}){bound}: {amount}",
        name=_("{name} ({words})", name=name, words=charge.words) if charge.words else name,
        rate=_charge_rate(sale, charge),
        agreement=sale.terms.reference,
        version=sale.terms.number,
        bound=NOTHING if taken.paise == taken.due_paise else _(", as far as anything is left of the value"),
        amount=format_inr(taken.paise),
    )
    return _figure(sale, f"{CHARGE}{charge.kind}", taken.paise, words)


def _charge_rate(sale: Calculation, charge: ChargeTerms) -> Text:
    value, net = format_inr(charge.value), format_inr(sale.value_paise)
    if charge.basis == ChargeBasis.SHARE:
        return _("{percent} of {value}", percent=format_percent(charge.value), value=net)
    if charge.basis == ChargeBasis.PER_PIECE:
        return _("{value} × {pieces}", value=value, pieces=sale.pieces)
    return _("{value} for the sale", value=value)
