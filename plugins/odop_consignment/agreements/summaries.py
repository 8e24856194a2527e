"""The rules and charges of an agreement in words, for who is to sign it."""

from __future__ import annotations

from odop_consignment.agreements.figures import format_percent
from odop_consignment.agreements.terms import ChargeTerms, Rule, Tier
from odop_consignment.models import ChargeBasis, ChargeKind, CommissionKind, CommissionScope
from odop_core.i18n import Text, _, comma_separated
from odop_core.india.money import format_inr

_KINDS = {
    ChargeKind.PACKING: _("Packing"),
    ChargeKind.PHOTOGRAPHY: _("Photography"),
    ChargeKind.TRANSPORT: _("Transport to the hub"),
    ChargeKind.OTHER: _("Other"),
}


def summarise_rule(rule: Rule) -> Text:
    """One sentence: "Craft chikankari: 12.5 % of the value without GST."."""
    rates = comma_separated([_rate(rule.kind, tier) for tier in rule.tiers])
    if rule.floor_paise is not None:
        rates = _("{rates}; at least {amount} for a sale", rates=rates, amount=format_inr(rule.floor_paise))
    if rule.cap_paise is not None:
        rates = _("{rates}; at most {amount} for a sale", rates=rates, amount=format_inr(rule.cap_paise))
    return _("{name}: {rates}.", name=_scope(rule), rates=rates)


def summarise_charge(charge: ChargeTerms) -> Text:
    """One sentence: "Packing: ₹20.00 for each piece."."""
    return _("{name}: {rates}.", name=charge.words or _KINDS[charge.kind], rates=_amount(charge))


def _scope(rule: Rule) -> Text:
    return {
        CommissionScope.PRODUCT: _("Product {target}", target=rule.target),
        CommissionScope.CATEGORY: _("Category {target}", target=rule.target),
        CommissionScope.CRAFT: _("Craft {target}", target=rule.target),
        CommissionScope.ALL: _("Everything else"),
    }[rule.scope]


def _rate(kind: CommissionKind, tier: Tier) -> Text:
    rate = _share(tier.value) if kind == CommissionKind.SHARE else _per_piece(tier.value)
    if not tier.from_paise:
        return rate
    return _("beyond {amount} of sales {rate}", amount=format_inr(tier.from_paise), rate=rate)


def _amount(charge: ChargeTerms) -> Text:
    if charge.basis == ChargeBasis.SHARE:
        return _share(charge.value)
    if charge.basis == ChargeBasis.PER_PIECE:
        return _per_piece(charge.value)
    return _("{amount} for each sale", amount=format_inr(charge.value))


def _share(basis_points: int) -> Text:
    return _("{percent} of the value without GST", percent=format_percent(basis_points))


def _per_piece(paise: int) -> Text:
    return _("{amount} for each piece", amount=format_inr(paise))
