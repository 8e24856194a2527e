"""The rules and charges of an agreement in words, English and Hindi, for who is to sign it."""

from __future__ import annotations

from odop_consignment.agreements.figures import format_percent
from odop_consignment.agreements.terms import ChargeTerms, Rule, Tier
from odop_consignment.models import ChargeBasis, ChargeKind, CommissionKind, CommissionScope
from odop_consignment.words import Words
from odop_core.india.money import format_inr

_SCOPES = {
    CommissionScope.PRODUCT: Words("Product {target}", "उत्पाद {target}"),
    CommissionScope.CATEGORY: Words("Category {target}", "श्रेणी {target}"),
    CommissionScope.CRAFT: Words("Craft {target}", "शिल्प {target}"),
    CommissionScope.ALL: Words("Everything else", "बाकी सब"),
}
_KINDS = {
    ChargeKind.PACKING: Words("Packing", "पैकिंग"),
    ChargeKind.PHOTOGRAPHY: Words("Photography", "फ़ोटोग्राफ़ी"),
    ChargeKind.TRANSPORT: Words("Transport to the hub", "केंद्र तक ढुलाई"),
    ChargeKind.OTHER: Words("Other", "अन्य"),
}


def summarise_rule(rule: Rule) -> Words:
    """One sentence: "Craft chikankari: 12.5 % of the value without GST."."""
    rates = [_rate(rule.kind, tier) for tier in rule.tiers]
    en, hi = ", ".join(rate.en for rate in rates), ", ".join(rate.hi for rate in rates)
    if rule.floor_paise is not None:
        least = format_inr(rule.floor_paise)
        en, hi = f"{en}; at least {least} for a sale", f"{hi}; प्रति बिक्री कम से कम {least}"
    if rule.cap_paise is not None:
        most = format_inr(rule.cap_paise)
        en, hi = f"{en}; at most {most} for a sale", f"{hi}; प्रति बिक्री अधिकतम {most}"
    scope = _SCOPES[rule.scope]
    return Words(f"{scope.en.format(target=rule.target)}: {en}.", f"{scope.hi.format(target=rule.target)}: {hi}।")


def summarise_charge(charge: ChargeTerms) -> Words:
    """One sentence: "Packing: ₹20.00 for each piece."."""
    amount = _amount(charge)
    en, hi = charge.words or _KINDS[charge.kind].en, charge.words or _KINDS[charge.kind].hi
    return Words(f"{en}: {amount.en}.", f"{hi}: {amount.hi}।")


def _rate(kind: CommissionKind, tier: Tier) -> Words:
    if kind == CommissionKind.SHARE:
        rate = format_percent(tier.value)
        words = Words(f"{rate} of the value without GST", f"GST के बिना मूल्य का {rate}")
    else:
        rate = format_inr(tier.value)
        words = Words(f"{rate} for each piece", f"प्रति नग {rate}")
    if not tier.from_paise:
        return words
    beyond = format_inr(tier.from_paise)
    return Words(f"beyond {beyond} of sales {words.en}", f"{beyond} की बिक्री के बाद {words.hi}")


def _amount(charge: ChargeTerms) -> Words:
    if charge.basis == ChargeBasis.SHARE:
        rate = format_percent(charge.value)
        return Words(f"{rate} of the value without GST", f"GST के बिना मूल्य का {rate}")
    rupees = format_inr(charge.value)
    if charge.basis == ChargeBasis.PER_PIECE:
        return Words(f"{rupees} for each piece", f"प्रति नग {rupees}")
    return Words(f"{rupees} for each sale", f"प्रति बिक्री {rupees}")
