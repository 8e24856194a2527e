"""Whether the terms somebody wrote down make sense, before they are kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from odop_consignment.agreements.terms import ChargeTerms, Rule
from odop_consignment.errors import WrongChoice
from odop_consignment.models import Bearer, ChargeBasis, ChargeKind, CommissionKind, CommissionScope
from odop_core.india import aadhaar
from odop_core.india.money import LARGEST_PAISE

ALL_IN_BP = 10_000
LONGEST_WINDOW, LONGEST_SHELF = 365, 3660
MOST_ROWS = 1_000


class WrongTerms(WrongChoice):
    """The terms do not make sense; the message names each fault."""


@dataclass(frozen=True)
class Draft:
    """The terms of a version as somebody writes them. Days are Indian days, both included; see `AgreementVersion`."""

    valid_from: date
    rules: tuple[Rule, ...]
    charges: tuple[ChargeTerms, ...] = ()
    valid_until: date | None = None
    return_window_days: int = 7
    shelf_days: int = 180
    freight_borne_by: Bearer = Bearer.SELLER
    returns_borne_by: Bearer = Bearer.SELLER


def check_draft(draft: Draft) -> None:
    """Raises WrongTerms."""
    if faults := [*_of_days(draft), *_of_rules(draft.rules), *_of_charges(draft.charges)]:
        raise WrongTerms(" ".join(faults))


def check_complete(rules: Sequence[Rule]) -> None:
    """Whether every sale finds a rule. Raises WrongTerms."""
    if not any(rule.scope == CommissionScope.ALL for rule in rules):
        raise WrongTerms("There is no commission for everything else: add a rule with the scope ALL (0 is possible).")


def _of_days(draft: Draft) -> Iterator[str]:
    if draft.valid_until is not None and draft.valid_until < draft.valid_from:
        yield f"The last day ({draft.valid_until}) is before the first ({draft.valid_from})."
    if not 0 <= draft.return_window_days <= LONGEST_WINDOW:
        yield f"The return window must be 0 to {LONGEST_WINDOW} days."
    if not 1 <= draft.shelf_days <= LONGEST_SHELF:
        yield f"The days goods may lie unsold must be 1 to {LONGEST_SHELF}."


def _of_rules(rules: Sequence[Rule]) -> Iterator[str]:
    if len(rules) > MOST_ROWS:
        yield f"There may be {MOST_ROWS} commission rules at most."
    seen = set()
    for rule in rules:
        name = f"The commission for {rule.scope} {rule.target}".strip()
        if (rule.scope, rule.target) in seen:
            yield f"{name} is there twice."
        seen.add((rule.scope, rule.target))
        yield from (f"{name} {fault}" for fault in _of_rule(rule))


def _of_rule(rule: Rule) -> Iterator[str]:
    if (rule.scope == CommissionScope.ALL) != (rule.target == ""):
        yield "must name what it is for (and ALL must name nothing)."
    if len(rule.target) > 128 or aadhaar.contains_aadhaar(rule.target):
        yield "names something that cannot be."
    starts = [tier.from_paise for tier in rule.tiers]
    if not starts or min(starts) != 0:
        yield "needs a tier from 0."
    if len(set(starts)) < len(starts):
        yield "has two tiers that begin at the same value."
    largest = ALL_IN_BP if rule.kind == CommissionKind.SHARE else LARGEST_PAISE
    if any(not 0 <= tier.value <= largest or not 0 <= tier.from_paise <= LARGEST_PAISE for tier in rule.tiers):
        yield "has a rate that cannot be: a share is 0 to 10,000 basis points, an amount is not negative."
    bounds = [bound for bound in (rule.floor_paise, rule.cap_paise) if bound is not None]
    if any(not 0 <= bound <= LARGEST_PAISE for bound in bounds) or bounds != sorted(bounds):
        yield "has a least and a largest amount that do not go together."


def _of_charges(charges: Sequence[ChargeTerms]) -> Iterator[str]:
    if len(charges) > MOST_ROWS:
        yield f"There may be {MOST_ROWS} charges at most."
    for charge in charges:
        largest = ALL_IN_BP if charge.basis == ChargeBasis.SHARE else LARGEST_PAISE
        if not 0 <= charge.value <= largest:
            yield f"The charge for {charge.kind} cannot be {charge.value}."
        if charge.kind == ChargeKind.OTHER and not charge.words.strip():
            yield "Say in words what the other charge is for."
        if len(charge.words) > 255 or aadhaar.contains_aadhaar(charge.words):
            yield f"The words of the charge for {charge.kind} are too long, or look like an Aadhaar number."
