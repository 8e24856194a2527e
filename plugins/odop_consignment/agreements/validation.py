"""Whether the terms somebody wrote down make sense, before they are kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from odop_consignment.agreements.terms import ChargeTerms, Rule
from odop_consignment.errors import WrongChoice
from odop_consignment.models import Bearer, ChargeBasis, ChargeKind, CommissionKind, CommissionScope
from odop_consignment.status_names import status_name
from odop_core.i18n import Text, _
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
    supplier_discount_bp: int = 0
    supplier_bears_losses: bool = False


def check_draft(draft: Draft) -> None:
    """Raises WrongTerms."""
    if faults := [*_of_days(draft), *_of_discount(draft), *_of_rules(draft.rules), *_of_charges(draft.charges)]:
        raise WrongTerms(_("{faults}", faults=faults))


def check_complete(rules: Sequence[Rule]) -> None:
    """Whether every sale finds a rule. Raises WrongTerms."""
    if not any(rule.scope == CommissionScope.ALL for rule in rules):
        raise WrongTerms(
            _("There is no commission for everything else: add a rule with the scope ALL (0 is possible).")
        )


def _of_days(draft: Draft) -> Iterator[Text]:
    if draft.valid_until is not None and draft.valid_until < draft.valid_from:
        yield _("The last day ({last}) is before the first ({first}).", last=draft.valid_until, first=draft.valid_from)
    if not 0 <= draft.return_window_days <= LONGEST_WINDOW:
        yield _("The return window must be 0 to {most} days.", most=LONGEST_WINDOW)
    if not 1 <= draft.shelf_days <= LONGEST_SHELF:
        yield _("The days goods may lie unsold must be 1 to {most}.", most=LONGEST_SHELF)


def _of_discount(draft: Draft) -> Iterator[Text]:
    if not 0 <= draft.supplier_discount_bp <= ALL_IN_BP:
        yield _("The supplier's part of discounts must be 0 to 10,000 basis points.")


def _of_rules(rules: Sequence[Rule]) -> Iterator[Text]:
    if len(rules) > MOST_ROWS:
        yield _("There may be {most} commission rules at most.", most=MOST_ROWS)
    seen = set()
    for rule in rules:
        name = _rule_name(rule)
        if (rule.scope, rule.target) in seen:
            yield _("{name} is there twice.", name=name)
        seen.add((rule.scope, rule.target))
        yield from (_("{name} {fault}", name=name, fault=fault) for fault in _of_rule(rule))


def _rule_name(rule: Rule) -> Text:
    if not rule.target:
        return _("The commission for {scope}", scope=rule.scope.value)
    return _("The commission for {scope} {target}", scope=rule.scope.value, target=rule.target)


def _of_rule(rule: Rule) -> Iterator[Text]:
    if (rule.scope == CommissionScope.ALL) != (rule.target == ""):
        yield _("must name what it is for (and ALL must name nothing).")
    if len(rule.target) > 128 or aadhaar.contains_aadhaar(rule.target):
        yield _("names something that cannot be.")
    starts = [tier.from_paise for tier in rule.tiers]
    if not starts or min(starts) != 0:
        yield _("needs a tier from 0.")
    if len(set(starts)) < len(starts):
        yield _("has two tiers that begin at the same value.")
    largest = ALL_IN_BP if rule.kind == CommissionKind.SHARE else LARGEST_PAISE
    if any(not 0 <= tier.value <= largest or not 0 <= tier.from_paise <= LARGEST_PAISE for tier in rule.tiers):
        yield _("has a rate that cannot be: a share is 0 to 10,000 basis points, an amount is not negative.")
    bounds = [bound for bound in (rule.floor_paise, rule.cap_paise) if bound is not None]
    if any(not 0 <= bound <= LARGEST_PAISE for bound in bounds) or bounds != sorted(bounds):
        yield _("has a least and a largest amount that do not go together.")


def _of_charges(charges: Sequence[ChargeTerms]) -> Iterator[Text]:
    if len(charges) > MOST_ROWS:
        yield _("There may be {most} charges at most.", most=MOST_ROWS)
    for charge in charges:
        largest = ALL_IN_BP if charge.basis == ChargeBasis.SHARE else LARGEST_PAISE
        if not 0 <= charge.value <= largest:
            yield _("The charge for {kind} cannot be {value}.", kind=status_name(charge.kind), value=charge.value)
        if charge.kind == ChargeKind.OTHER and not charge.words.strip():
            yield _("Say in words what the other charge is for.")
        if len(charge.words) > 255 or aadhaar.contains_aadhaar(charge.words):
            yield _(
                "The words of the charge for {kind} are too long, or look like an Aadhaar number.",
                kind=status_name(charge.kind),
            )
