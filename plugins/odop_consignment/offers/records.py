"""Offers are made, changed, activated and deactivated: one, or a thousand at a time.

All of it goes one way (`save_many`): the variants are held, everything that matters is read at once, each row is judged
by itself, and what is right is written at once. A row that is wrong is named and left out; the others are done.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import DatabaseError, transaction

from odop_consignment.errors import Refusal, UnknownRow, WrongChoice
from odop_consignment.interests import OwnInterest, find_own_suppliers
from odop_consignment.lookups import find_row
from odop_consignment.models import Offer
from odop_consignment.offers.eligibility import OfferFacts, lock_offers
from odop_consignment.offers.errors import OfferThere, WrongOffer
from odop_core.i18n import _

MOST_ROWS = 1_000
USUAL_PRIORITY = 100
LARGEST_NUMBER = 2**31 - 1
LONGEST_ID = 128
# Not `low_stock_notified`, which follows from the goods that move meanwhile.
CHANGEABLE = (
    "agreement", "product_id", "priority", "low_stock_at", "active", "taken_off_by_supplier", "changed_by",
    "changed_at",
)  # fmt: skip


@dataclass(frozen=True)
class OfferRow:
    """What somebody says of one offer; None leaves a value as it is (or, of a new offer, as is usual).

    A new offer is active unless it says otherwise, with the supplier's only agreement in force unless it names one.
    """

    supplier_id: int
    variant_id: str
    pickup_point_id: str
    product_id: str | None = None
    agreement_id: int | None = None
    priority: int | None = None
    low_stock_at: int | None = None
    active: bool | None = None

    @property
    def key(self) -> tuple[str, str, int]:
        return self.variant_id, self.pickup_point_id, self.supplier_id


@dataclass(frozen=True)
class RowResult:
    """What became of one row: the offer as it now is, or the error (UnknownRow, OfferThere, OfferRefused)."""

    offer: Offer | None = None
    created: bool = False
    error: Refusal | None = None


def create_offer(row: OfferRow, *, by: str) -> Offer:
    """Raises UnknownRow, OfferThere, OfferRefused."""
    return _only(save_offers([row], by=by, may_change=False))


def save_offer(row: OfferRow, *, by: str) -> Offer:
    """Make the offer, or change the one there is. Raises UnknownRow, OfferRefused."""
    return _only(save_offers([row], by=by))


def change_offer(
    offer_id: int,
    *,
    by: str,
    priority: int | None = None,
    low_stock_at: int | None = None,
    agreement_id: int | None = None,
    product_id: str | None = None,
    active: bool | None = None,
) -> Offer:
    """What it supplies, and from where, stays: that would be another offer. Raises UnknownRow, OfferRefused."""
    offer = find_row(Offer, offer_id)
    row = OfferRow(
        offer.supplier_id, offer.variant_id, offer.pickup_point_id, product_id, agreement_id, priority, low_stock_at,
        active,
    )  # fmt: skip
    return save_offer(row, by=by)


def activate_offer(offer_id: int, *, by: str) -> Offer:
    """Raises UnknownRow, MayNotSell, NotVerified, NoAgreementInForce, GoodsRefused, AnotherSeller."""
    return change_offer(offer_id, by=by, active=True)


def deactivate_offer(offer_id: int, *, by: str) -> Offer:
    """No new sale uses it; sales that were made stay. Raises UnknownRow."""
    return change_offer(offer_id, by=by, active=False)


@transaction.atomic
def save_offers(rows: Sequence[OfferRow], *, by: str, may_change: bool = True) -> list[RowResult]:
    """Make offers and change those there are; one result for each row, in their order. Raises WrongChoice when there
    are more than 1,000 rows. The number of queries does not depend on how many rows there are."""
    if len(rows) > MOST_ROWS:
        raise WrongChoice(_("There are {count} rows: send {most} at most.", count=len(rows), most=MOST_ROWS))
    variants = {row.variant_id for row in rows}
    lock_offers(variants)
    suppliers = {row.supplier_id for row in rows}
    facts = OfferFacts(suppliers, variants)
    known = (offer.product_id for offers in facts.offers.values() for offer in offers)
    facts.look_at_goods({*known, *(row.product_id or "" for row in rows)})
    batch = _Batch(facts, by, may_change, suppliers)
    results = [batch.judge(row) for row in rows]
    try:
        with transaction.atomic():
            batch.write(results)
        return results
    except DatabaseError:  # one of the rows is what nobody thought of: find out which
        return [_write_alone(batch, result) for result in results]


class _Batch:
    """The offers that there are, as they change row by row before anything is written."""

    def __init__(self, facts: OfferFacts, by: str, may_change: bool, supplier_ids: set[int]) -> None:
        self._facts, self._by, self._may_change = facts, by, may_change
        offers = [offer for offers in facts.offers.values() for offer in offers]
        self._known = {(offer.variant_id, offer.pickup_point_id, offer.supplier_id): offer for offer in offers}
        self._said: set[tuple[str, str, int]] = set()
        self._tell_anew: set[int] = set()
        self._own = find_own_suppliers(by, supplier_ids)

    def judge(self, row: OfferRow) -> RowResult:
        try:
            _check_values(row)
            self._check_once(row)
            if row.supplier_id in self._own:
                raise OwnInterest
            before = self._known.get(row.key)
            offer = self._changed(before, row) if before else self._made(row)
        except Refusal as refusal:
            return RowResult(error=refusal)
        offer.changed_by, offer.changed_at = self._by, datetime.now(UTC)
        self._remember(row, before, offer)
        return RowResult(offer, created=before is None)

    def write(self, results: Sequence[RowResult]) -> None:
        Offer.objects.bulk_create([result.offer for result in results if result.offer and result.created])
        changed = [result.offer for result in results if result.offer and not result.created]
        Offer.objects.bulk_update(changed, CHANGEABLE, batch_size=MOST_ROWS)
        told_anew = self._tell_anew.intersection(offer.pk for offer in changed)
        Offer.objects.filter(pk__in=told_anew, low_stock_notified=True).update(low_stock_notified=False)

    def _check_once(self, row: OfferRow) -> None:
        if row.key in self._said:
            raise WrongOffer(_("An earlier row is about the same offer. Leave one of them out."))
        self._said.add(row.key)

    def _made(self, row: OfferRow) -> Offer:
        if row.supplier_id not in self._facts.suppliers:
            raise UnknownRow(_("There is no supplier {supplier}.", supplier=row.supplier_id))
        agreement_id = row.agreement_id or self._facts.agreement_for(row.supplier_id)
        offer = Offer(
            supplier_id=row.supplier_id,
            agreement_id=agreement_id,
            variant_id=row.variant_id,
            product_id=row.product_id or "",
            pickup_point_id=row.pickup_point_id,
            priority=USUAL_PRIORITY if row.priority is None else row.priority,
            low_stock_at=row.low_stock_at or 0,
            active=row.active is not False,
        )
        self._facts.check_agreement(offer)
        if offer.active:
            self._facts.check_may_be_active(offer)
        return offer

    def _changed(self, before: Offer, row: OfferRow) -> Offer:
        if not self._may_change:
            raise OfferThere(before.pk)
        offer = copy(before)
        for name in ("agreement_id", "product_id", "priority", "low_stock_at", "active"):
            if (value := getattr(row, name)) is not None:
                setattr(offer, name, value)
        if row.active is not None:  # what staff say counts
            offer.taken_off_by_supplier = False
        if offer.low_stock_at != before.low_stock_at:
            offer.low_stock_notified = False
            self._tell_anew.add(offer.pk)
        self._facts.check_agreement(offer)
        if offer.active and not (before.active and offer.agreement_id == before.agreement_id):
            self._facts.check_may_be_active(offer)
        return offer

    def _remember(self, row: OfferRow, before: Offer | None, offer: Offer) -> None:
        offers = self._facts.offers[row.variant_id]
        if before is not None:
            offers.remove(before)
        offers.append(offer)
        self._known[row.key] = offer


def _write_alone(batch: _Batch, result: RowResult) -> RowResult:
    try:
        with transaction.atomic():
            batch.write([result])
        return result
    except DatabaseError as error:
        refusal = WrongOffer(_("The database does not take this row."))
        refusal.__cause__ = error
        return RowResult(error=refusal)


def _check_values(row: OfferRow) -> None:
    """Raises WrongOffer."""
    ids = (row.variant_id, row.pickup_point_id)
    if any(not one.strip() or len(one) > LONGEST_ID for one in ids) or len(row.product_id or "") > LONGEST_ID:
        raise WrongOffer(_("Name the variant and the pickup point by the store's own IDs."))
    if any(number is not None and not 0 <= number <= LARGEST_NUMBER for number in (row.priority, row.low_stock_at)):
        raise WrongOffer(_("Priority and the number for low stock are whole numbers from 0 on."))


def _only(results: list[RowResult]) -> Offer:
    (result,) = results
    if result.error:
        raise result.error
    assert result.offer is not None
    return result.offer
