"""A supplier's own offers: taken off and put on again, and nothing else."""

from __future__ import annotations

import pytest

from odop_consignment.models import Offer, Supplier
from odop_consignment.offers import own_offers, records
from odop_consignment.offers.errors import MayNotSell
from tests import factories

pytestmark = pytest.mark.django_db
OWN = "supplier:1"


def test_an_offer_is_taken_off_and_put_on_again() -> None:
    # given
    offer = factories.offer()

    # when
    off = own_offers.take_off_offer(offer.id, by=OWN).active
    on = own_offers.put_on_offer(offer.id, by=OWN)

    # then
    assert (off, on.active, on.taken_off_by_supplier, on.changed_by) == (False, True, False, OWN)


@pytest.mark.parametrize("is_off", [True, False], ids=["staff took it off", "both took it off"])
def test_what_staff_took_off_stays_off(is_off: bool) -> None:
    # given
    offer = factories.offer(active=is_off)
    own_offers.take_off_offer(offer.id, by=OWN)
    records.deactivate_offer(offer.id, by="staff")

    # when / then
    with pytest.raises(MayNotSell):
        own_offers.put_on_offer(offer.id, by=OWN)
    assert Offer.objects.get().active is False


def test_an_offer_is_not_put_on_when_nothing_may_be_sold() -> None:
    # given
    offer = factories.offer()
    own_offers.take_off_offer(offer.id, by=OWN)
    Supplier.objects.update(state="suspended")

    # when / then
    with pytest.raises(MayNotSell):
        own_offers.put_on_offer(offer.id, by=OWN)


def test_done_again_it_changes_nothing() -> None:
    # given
    offer = factories.offer()

    # when / then
    assert own_offers.put_on_offer(offer.id, by=OWN).changed_by == ""
    assert own_offers.take_off_offer(offer.id, by=OWN).active is False
    assert own_offers.take_off_offer(offer.id, by="supplier:2").changed_by == OWN
