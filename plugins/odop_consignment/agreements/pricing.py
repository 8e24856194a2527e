"""What the seller keeps of a sale, to the paisa: commission and charges by a version of an agreement.

**Base.** Everything is reckoned on the net value of the sale: what the buyer pays, less GST.

**Which rule.** Of the version's rules that fit the goods the most special decides: of the product, else of the category
(the product's own before its parents), else of the craft, else the one for everything else.

**Tiers.** A rate depends on what was sold before under the agreement. A sale that crosses from one tier into the next
is split: each paisa is charged at the rate of the tier it falls in (and of a commission in paise per piece, the part of
the pieces that falls in it). So no sale is dearer because of where it happens to begin, and two small sales cost what
one large one costs.

**Rounding.** Once for the commission of a sale, half up to the paisa, and once for each charge. Then floor, then cap.
Never is more taken than the net value: commission first, then the charges in their order, each as far as anything is
left.

GST on the commission itself (statutory.md A4.11) is no part of it; it is for the ledger to add.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from odop_consignment.agreements.figures import Calculation, Figure, Share, Taken, list_figures, round_half_up
from odop_consignment.agreements.terms import ChargeTerms, Rule, Terms, Tier, terms_of
from odop_consignment.models import AgreementVersion, ChargeBasis, CommissionKind, CommissionScope

ONE_IN_BP = 10_000


@dataclass(frozen=True)
class Priced:
    """`rule` is None when none fits (then nothing is kept but the charges). Amounts are paise, for the whole sale."""

    rule: Rule | None
    commission_paise: int
    charges_paise: int
    figures: list[Figure]

    @property
    def rule_id(self) -> int | None:
        return self.rule.id if self.rule else None


def price(
    version: AgreementVersion,
    *,
    pieces: int,
    product_id: str | None,
    category_ids: Sequence[str],
    craft_slug: str,
    gross_paise: int,
    net_paise: int,
    cumulative_paise: int,
    discount_net_paise: int = 0,
) -> Priced:
    """What is kept of a sale of `pieces` under this version.

    `category_ids` begin with the product's own category and go up to the root. `cumulative_paise` is the net value of
    what was sold before under the agreement, less what came back. `discount_net_paise` was taken off before the buyer
    paid: what of it the supplier does not bear is added to the value. Reads the version's rules, changes nothing.
    """
    return priced(
        terms_of(version), pieces=pieces, product_id=product_id, category_ids=category_ids, craft_slug=craft_slug,
        gross_paise=gross_paise, net_paise=net_paise, cumulative_paise=cumulative_paise,
        discount_net_paise=discount_net_paise,
    )  # fmt: skip


def priced(
    terms: Terms,
    *,
    pieces: int,
    product_id: str | None,
    category_ids: Sequence[str],
    craft_slug: str,
    gross_paise: int,
    net_paise: int,
    cumulative_paise: int,
    discount_net_paise: int = 0,
) -> Priced:
    """As `price`, without a database."""
    borne = borne_by_shop(terms, discount_net_paise)
    net, sold_before = max(net_paise, 0) + borne, max(cumulative_paise, 0)
    rule = rule_for(terms.rules, product_id, category_ids, craft_slug)
    shares = _shares(rule, pieces, net, sold_before) if rule else []
    commission = _bounded(rule, round_half_up(sum((share.exact for share in shares), Fraction(0))), net) if rule else 0
    taken = _take(terms.charges, pieces, net, left=net - commission)
    reckoned = Calculation(
        terms, rule, pieces, gross_paise, net - borne, discount_net_paise, net, sold_before, shares, commission, taken
    )
    return Priced(rule, commission, sum(one.paise for one in taken), list_figures(reckoned))


def borne_by_shop(terms: Terms, discount_paise: int) -> int:
    """What of a discount the supplier does not bear: all of it, unless they signed otherwise."""
    return discount_paise - round_half_up(Fraction(discount_paise * terms.supplier_discount_bp, ONE_IN_BP))


def rule_for(
    rules: Iterable[Rule], product_id: str | None, category_ids: Sequence[str], craft_slug: str
) -> Rule | None:
    """The most special rule that fits."""
    by_target = {(rule.scope, rule.target): rule for rule in rules}
    wanted = [
        (CommissionScope.PRODUCT, product_id or ""),
        *((CommissionScope.CATEGORY, category) for category in category_ids),
        (CommissionScope.CRAFT, craft_slug),
        (CommissionScope.ALL, ""),
    ]
    return next((by_target[one] for one in wanted if one in by_target), None)


def _shares(rule: Rule, pieces: int, net: int, sold_before: int) -> list[Share]:
    """What of the sale falls in which tier: no tier in which nothing falls, but at least one."""
    ends: list[int | None] = [*(tier.from_paise for tier in rule.tiers[1:]), None]
    shares = []
    for tier, end in zip(rule.tiers, ends, strict=True):
        begins, stops = max(tier.from_paise, sold_before), sold_before + net
        paise = (stops if end is None else min(end, stops)) - begins
        if paise > 0:
            shares.append(Share(tier, paise, _exact(rule, tier, paise, pieces, net)))
    return shares or [Share(tier, 0, Fraction(0)) for tier in rule.tiers if tier.from_paise <= sold_before][-1:]


def _exact(rule: Rule, tier: Tier, paise: int, pieces: int, net: int) -> Fraction:
    """The commission on so much of the sale's net value, by the rate of this tier."""
    if rule.kind == CommissionKind.SHARE:
        return Fraction(paise * tier.value, ONE_IN_BP)
    return Fraction(paise, net) * pieces * tier.value


def _bounded(rule: Rule, commission: int, net: int) -> int:
    if rule.floor_paise is not None:
        commission = max(commission, rule.floor_paise)
    if rule.cap_paise is not None:
        commission = min(commission, rule.cap_paise)
    return min(commission, net)


def _take(charges: Iterable[ChargeTerms], pieces: int, net: int, left: int) -> list[Taken]:
    taken = []
    for charge in charges:
        due = _charge(charge, pieces, net)
        paise = min(due, left)
        left -= paise
        taken.append(Taken(charge, due, paise))
    return taken


def _charge(charge: ChargeTerms, pieces: int, net: int) -> int:
    if charge.basis == ChargeBasis.SHARE:
        return round_half_up(Fraction(net * charge.value, ONE_IN_BP))
    return charge.value * pieces if charge.basis == ChargeBasis.PER_PIECE else charge.value
