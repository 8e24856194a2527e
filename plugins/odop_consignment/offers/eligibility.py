"""What an offer needs in order to be active, looked at for many offers at once.

Everything is read by a number of queries that does not depend on how many offers there are. Who wants to rely on the
answer while others change offers locks the variants first (`lock_offers`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from odop_consignment.agreements.versions import agreements_in_force
from odop_consignment.models import (
    Agreement,
    Offer,
    Regime,
    Supplier,
    SupplierState,
    SupplyModel,
)
from odop_consignment.offers.errors import (
    AnotherSeller,
    GoodsRefused,
    MayNotSell,
    NoAgreementInForce,
    NotVerified,
    OfferRefused,
    WrongOffer,
)
from odop_consignment.offers.future_sellers import FutureSellers, share_sellers_lock
from odop_consignment.offers.goods import find_refused_goods
from odop_consignment.status_names import status_name
from odop_consignment.suppliers import checklist, turnover
from odop_core.database.locks import lock_subjects
from odop_core.i18n import Text, _
from odop_core.india.dates import today


def lock_offers(variant_ids: Iterable[str]) -> None:
    """Nobody else changes the offers of these variants, or records another seller, until our transaction ends."""
    share_sellers_lock()
    lock_subjects("offers", variant_ids)


NOTHING = Text("")


@dataclass(frozen=True)
class Eligibility:
    """Whether goods may be sold under an offer today; if not, why, and what to do."""

    usable: bool
    why: Text = NOTHING


class OfferFacts:
    """What is known today of these suppliers, their agreements, and the offers of these variants."""

    def __init__(self, supplier_ids: Iterable[int], variant_ids: Iterable[str], using: str = "default") -> None:
        others = Offer.objects.using(using).filter(variant_id__in=set(variant_ids))
        self.offers: dict[str, list[Offer]] = defaultdict(list)
        for offer in others.order_by("id"):
            self.offers[offer.variant_id].append(offer)
        known = {offer.supplier_id for offers in self.offers.values() for offer in offers}
        self.suppliers: dict[int, Supplier] = Supplier.objects.using(using).in_bulk(known | set(supplier_ids))
        self._regimes = _regimes_today(self.suppliers, using)
        agreements = Agreement.objects.using(using).filter(supplier_id__in=self.suppliers)
        self.agreement_owners: dict[int, int] = dict(agreements.values_list("pk", "supplier_id"))
        self.in_force = agreements_in_force(self.agreement_owners, today(), using)
        self._verified: dict[int, bool] = {}
        self._refused_goods: dict[str, Text | None] = {}
        self._using = using

    @cached_property
    def _ahead(self) -> FutureSellers:
        return FutureSellers(self.suppliers, using=self._using)

    def agreement_for(self, supplier_id: int) -> int | None:
        """The only agreement of a supplier that binds today; None when there is none, or a choice."""
        found = [pk for pk, owner in self.agreement_owners.items() if owner == supplier_id and pk in self.in_force]
        return found[0] if len(found) == 1 else None

    def check_agreement(self, offer: Offer) -> None:
        """Raises WrongOffer when the agreement is not the supplier's own."""
        if offer.agreement_id is not None and self.agreement_owners.get(offer.agreement_id) != offer.supplier_id:
            raise WrongOffer(
                _(
                    "Agreement {agreement} is not one of supplier {supplier}. Name one of theirs.",
                    agreement=offer.agreement_id,
                    supplier=offer.supplier_id,
                ),
            )

    def look_at_goods(self, product_ids: Iterable[str]) -> None:
        """Find out now, for all of these together, whether they may be offered."""
        new = set(product_ids) - set(self._refused_goods)
        refused = find_refused_goods(new, self._using) if new else {}
        self._refused_goods.update({product_id: refused.get(product_id) for product_id in new})

    def check_may_be_active(self, offer: Offer) -> None:
        """Raises MayNotSell, NotVerified, NoAgreementInForce, GoodsRefused, AnotherSeller."""
        self.check_usable(offer)
        self._check_same_seller(offer)

    def check_usable(self, offer: Offer) -> None:
        """Raises MayNotSell, NotVerified, NoAgreementInForce, GoodsRefused."""
        supplier = self.suppliers[offer.supplier_id]
        self._check_may_sell(supplier)
        if offer.agreement_id not in self.in_force:
            raise NoAgreementInForce(
                _(
                    "No signed agreement of {supplier} binds today for this offer. Have one signed, or name another.",
                    supplier=supplier.name,
                ),
            )
        self.look_at_goods([offer.product_id])
        if why := self._refused_goods[offer.product_id]:
            raise GoodsRefused(why)

    def _check_may_sell(self, supplier: Supplier) -> None:
        if supplier.state != SupplierState.APPROVED or turnover.is_stopped(supplier):
            raise MayNotSell(_why_not(supplier))
        regime = self._regimes.get(supplier.pk)
        if regime is None:
            raise MayNotSell(
                _(
                    "It is not recorded how {supplier} supplies and is taxed today. Record it first.",
                    supplier=supplier.name,
                ),
            )
        if regime.supply_model == SupplyModel.ENROLLED_SUPPLIER and not self._is_verified(supplier, regime):
            raise NotVerified(
                _(
                    "The enrolment number of {supplier} is not verified. Verify it first (37/2023-CT).",
                    supplier=supplier.name,
                ),
            )

    def _is_verified(self, supplier: Supplier, regime: Regime) -> bool:
        if supplier.pk not in self._verified:
            self._verified[supplier.pk] = checklist.is_regime_verified(supplier, regime)
        return self._verified[supplier.pk]

    def _check_same_seller(self, offer: Offer) -> None:
        for other in self.offers[offer.variant_id]:
            if not other.active or other.supplier_id == offer.supplier_id:
                continue
            supplier = self.suppliers[other.supplier_id]
            if supplier.state == SupplierState.CLOSED:  # their offers never come back
                continue
            if day := self._ahead.part_on(offer.supplier_id, supplier.pk, today()):
                raise AnotherSeller(_two_sellers(other, supplier, day))


def assess_offers(offers: Iterable[Offer], using: str = "default") -> dict[int, Eligibility]:
    """By offer: whether it can be used today, and why not. A constant number of queries (and one for each enrolled
    supplier)."""
    rows = list(offers)
    facts = OfferFacts((offer.supplier_id for offer in rows), (), using)
    facts.look_at_goods(offer.product_id for offer in rows)
    return {offer.pk: _eligibility_of(facts, offer) for offer in rows}


def _eligibility_of(facts: OfferFacts, offer: Offer) -> Eligibility:
    if not offer.active:
        return Eligibility(False, _("It is not active. Activate it."))
    try:
        facts.check_usable(offer)
    except OfferRefused as refusal:
        return Eligibility(False, refusal.text)
    return Eligibility(True)


def _regimes_today(suppliers: Iterable[int], using: str) -> dict[int, Regime]:
    rows = Regime.objects.using(using).filter(supplier_id__in=list(suppliers), valid_from__lte=today())
    latest = rows.order_by("supplier_id", "-valid_from", "-id").distinct("supplier_id")
    return {regime.supplier_id: regime for regime in latest}


def _two_sellers(other: Offer, supplier: Supplier, day: date) -> Text:
    if day > today():
        return _(
            "Offer {offer} of {supplier} is active for this variant, and will have another seller on the invoice "
            "from {day} on. Deactivate that offer first, or make a variant of its own for this supplier.",
            offer=other.pk,
            supplier=supplier.name,
            day=day,
        )
    return _(
        "Offer {offer} of {supplier} is active for this variant, and has another seller on the invoice. "
        "Deactivate that offer first, or make a variant of its own for this supplier.",
        offer=other.pk,
        supplier=supplier.name,
    )


def _why_not(supplier: Supplier) -> Text:
    if turnover.is_stopped(supplier):
        return _(
            "{supplier} reached the turnover limit for this financial year. Record a GSTIN or a new declaration.",
            supplier=supplier.name,
        )
    return _(
        "{supplier} is {state}, not approved. Have them approved first.",
        supplier=supplier.name,
        state=status_name(supplier.state),
    )
