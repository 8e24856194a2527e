from __future__ import annotations

import pytest

from odop_consignment import api as consignment
from odop_core.models import OutboxItem, WorkState
from odop_core.queue import worker
from odop_core.store.port import StoreRefused, StoreUnavailable
from odop_logistics import api
from odop_logistics.models import Pickup, PickupState
from odop_logistics.pickups import deliveries
from odop_logistics.settings import PLUGIN_ID
from tests.factories import cancelled, line, make_due, offer, order, switch
from tests.fake_store import FakeStore
from tests.gateway import Gateway, answer
from tests.odop_logistics.happenings import contents, events, happen, only, states

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet")]


def test_collected_pickup_becomes_a_fulfilment_in_the_store(store: FakeStore) -> None:
    # given
    offer("kurta")
    offer("stole")
    happen(order(line("kurta", 2), line("stole")))

    # when
    api.record_collected(only().reference, "TRACK-1")
    worker.run_due()

    # then
    (made,) = store.fulfillments
    assert (made.order_id, made.warehouse_id, made.tracking_number) == ("order-1", "lucknow", "TRACK-1")
    assert {piece.order_line_id: piece.quantity for piece in made.lines} == {"line-kurta": 2, "line-stole": 1}
    assert (only().state, only().fulfillment_id) == (PickupState.COLLECTED, "fulfillment-1")


def test_two_sales_of_one_line_are_one_line_of_the_fulfilment(store: FakeStore) -> None:
    # given
    offer()
    happen(order(line("kurta", 2)), order(line("kurta", 5), minute=1))

    # when
    api.record_collected(Pickup.objects.get(state=PickupState.BOOKED).reference, "TRACK-1")
    worker.run_due()

    # then
    (made,) = store.fulfillments
    assert [(piece.order_line_id, piece.quantity) for piece in made.lines] == [("line-kurta", 5)]


def test_collected_goods_are_collected_sales() -> None:
    # given
    offer()
    happen(order())

    # when
    api.record_collected(only().reference, "TRACK-1")

    # then
    assert [sale.state for sale in consignment.sales_of_order("order-1")] == ["collected"]


def test_buyer_is_notified_or_not_as_the_merchant_wishes(store: FakeStore) -> None:
    # given
    switch(PLUGIN_ID, notifies_buyer=False)
    offer()
    happen(order())

    # when
    api.record_collected(only().reference, "TRACK-1")
    worker.run_due()

    # then
    assert not store.fulfillments[0].notifies_buyer


def test_collected_again_under_the_same_number_changes_nothing(store: FakeStore) -> None:
    # given
    offer()
    happen(order())

    # when
    for _ in range(3):
        api.record_collected(only().reference, "TRACK-1")
        worker.run_due()

    # then
    assert len(store.fulfillments) == 1


def test_collected_again_under_another_number_is_refused() -> None:
    # given
    offer()
    happen(order())
    api.record_collected(only().reference, "TRACK-1")

    # when / then
    with pytest.raises(api.WrongMoment, match="cannot be collected under TRACK-2"):
        api.record_collected(only().reference, "TRACK-2")


def test_cancelled_pickup_is_not_collected() -> None:
    # given
    offer()
    happen(order(), cancelled(order()))

    # when / then
    with pytest.raises(api.WrongMoment, match="is cancelled"):
        api.record_collected(only().reference, "TRACK-1")


def test_unknown_pickup_is_named() -> None:
    with pytest.raises(api.UnknownPickup, match="ODOP-9"):
        api.record_collected("ODOP-9", "TRACK-1")


def test_failed_pickup_may_be_collected_after_all(partner: Gateway, store: FakeStore) -> None:
    # given
    offer()
    partner.answers.append(answer(422))
    happen(order())

    # when
    api.record_collected(only().reference, "TRACK-1")
    worker.run_due()

    # then
    assert len(store.fulfillments) == 1


def test_collected_goods_stay_collected_when_the_order_is_cancelled_late(partner: Gateway) -> None:
    # given
    offer()
    happen(order())
    api.record_collected(only().reference, "TRACK-1")

    # when
    happen(cancelled(order()))

    # then
    assert states() == [PickupState.COLLECTED]
    assert "pickup.cancelled" not in events(partner)


def test_goods_fulfilled_by_hand_call_the_pickup_off() -> None:
    # given
    offer()
    happen(order())

    # when
    happen(order(line("kurta", at=None, quantity_fulfilled=1), minute=1))

    # then
    assert states() == [PickupState.CANCELLED]


def test_pieces_added_after_the_collection_are_another_pickup(store: FakeStore) -> None:
    # given
    offer()
    happen(order(line("kurta", 2)))
    api.record_collected(only().reference, "TRACK-1")

    # when
    happen(order(line("kurta", 3), minute=1))

    # then
    assert states() == [PickupState.COLLECTED, PickupState.BOOKED]
    assert contents()[1] == {"line-kurta": 1}


def test_fulfilment_the_store_refuses_is_dead_and_visible_on_the_pickup(store: FakeStore) -> None:
    # given
    offer()
    happen(order())
    store.trouble = StoreRefused("Order 1 is already fulfilled.")

    # when
    api.record_collected(only().reference, "TRACK-1")
    worker.run_due()

    # then
    assert (only().state, only().failure) == (PickupState.COLLECTED, "Order 1 is already fulfilled.")
    assert OutboxItem.objects.get(topic=deliveries.FULFIL).state == WorkState.DEAD


def test_fulfilment_waits_for_a_store_that_is_away(store: FakeStore) -> None:
    # given
    offer()
    happen(order())
    store.trouble = StoreUnavailable("away")
    api.record_collected(only().reference, "TRACK-1")
    worker.run_due()

    # when
    store.trouble = None
    make_due()
    worker.run_due()

    # then
    assert only().fulfillment_id == "fulfillment-1"
