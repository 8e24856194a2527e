"""The terms of a version as plain data, in the order in which they are applied."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from odop_consignment.models import (
    AgreementVersion,
    Charge,
    ChargeBasis,
    ChargeKind,
    CommissionKind,
    CommissionRule,
    CommissionScope,
)

_PRECEDENCE = list(CommissionScope)


@dataclass(frozen=True)
class Tier:
    """From a cumulative net value of `from_paise` the rate is `value`: basis points, or paise per piece."""

    from_paise: int
    value: int


@dataclass(frozen=True)
class Rule:
    """A commission rule; see `models.CommissionRule`. `tiers` begin with the one from 0."""

    scope: CommissionScope
    target: str
    kind: CommissionKind
    tiers: tuple[Tier, ...]
    floor_paise: int | None = None
    cap_paise: int | None = None
    id: int | None = None


@dataclass(frozen=True)
class ChargeTerms:
    """A charge; see `models.Charge`. `value` is paise, or basis points of the net value."""

    kind: ChargeKind
    basis: ChargeBasis
    value: int
    words: str = ""
    id: int | None = None


@dataclass(frozen=True)
class Terms:
    """What a version says about money. `rules` come in their order of precedence."""

    reference: str
    number: int
    rules: tuple[Rule, ...]
    charges: tuple[ChargeTerms, ...] = ()
    version_id: int | None = None
    # Of a discount the supplier bears so many basis points.
    supplier_discount_bp: int = 0


def terms_of(version: AgreementVersion) -> Terms:
    """Reads four tables, unless they were prefetched (as `versions.in_force` does)."""
    return Terms(
        reference=version.agreement.reference,
        number=version.number,
        rules=tuple(rules_by_precedence(version)),
        charges=tuple(_charge(charge) for charge in sorted(version.charges.all(), key=lambda charge: charge.pk)),
        version_id=version.pk,
        supplier_discount_bp=version.supplier_discount_bp,
    )


def rules_by_precedence(version: AgreementVersion) -> list[Rule]:
    """The version's rules, the most special first: of the rules that fit a sale the first decides."""
    return sort_rules(_rule(rule) for rule in version.commission_rules.all())


def sort_rules(rules: Iterable[Rule]) -> list[Rule]:
    """In their order of precedence."""
    return sorted(rules, key=lambda rule: (_PRECEDENCE.index(rule.scope), rule.target))


def _rule(row: CommissionRule) -> Rule:
    tiers = sorted((Tier(tier.from_paise, tier.value) for tier in row.tiers.all()), key=lambda tier: tier.from_paise)
    return Rule(
        CommissionScope(row.scope), row.target, CommissionKind(row.kind), tuple(tiers), row.floor_paise, row.cap_paise,
        row.pk,
    )  # fmt: skip


def _charge(row: Charge) -> ChargeTerms:
    return ChargeTerms(ChargeKind(row.kind), ChargeBasis(row.basis), row.value, row.words, row.pk)
