"""A supplier takes an offer of their own off, and puts it on again: when the loom is broken, say.

Nothing else of an offer is theirs to change, and what staff took off stays off until staff put it on.
"""

from __future__ import annotations

from django.db import transaction

from odop_consignment.lookups import find_row
from odop_consignment.models import Offer
from odop_consignment.offers.eligibility import OfferFacts, lock_offers
from odop_consignment.offers.errors import MayNotSell
from odop_core.i18n import _


@transaction.atomic
def take_off_offer(offer_id: int, *, by: str) -> Offer:
    """No new sale uses it. Done again, or to one that staff took off, it changes nothing. Raises UnknownRow."""
    offer = _locked(offer_id)
    return _set(offer, active=False, taken_off=True, by=by) if offer.active else offer


@transaction.atomic
def put_on_offer(offer_id: int, *, by: str) -> Offer:
    """New sales use it again, if goods may be sold under it today. Raises UnknownRow, OfferRefused."""
    offer = _locked(offer_id)
    if offer.active:
        return offer
    if not offer.taken_off_by_supplier:
        raise MayNotSell(_("Staff took this offer off, or never put it on. Ask them to do so."))
    OfferFacts([offer.supplier_id], [offer.variant_id]).check_may_be_active(offer)
    return _set(offer, active=True, taken_off=False, by=by)


def _locked(offer_id: int) -> Offer:
    lock_offers([find_row(Offer, offer_id).variant_id])
    return find_row(Offer, offer_id, lock=True)


def _set(offer: Offer, *, active: bool, taken_off: bool, by: str) -> Offer:
    offer.active, offer.taken_off_by_supplier, offer.changed_by = active, taken_off, by
    offer.save(update_fields=["active", "taken_off_by_supplier", "changed_by", "changed_at"])
    return offer
