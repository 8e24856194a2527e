from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from odop_consignment import api as consignment
from odop_consignment.api import SALES_CHANGED
from odop_core import inbox, work, worker
from odop_core.models import OutboxItem, WorkState
from odop_core.orders import OrderSnapshot
from odop_core.store import StoreRefused, StoreUnavailable
from odop_logistics import api, pickups
from odop_logistics.models import Pickup, PickupState
from odop_logistics.settings import PLUGIN_ID
from tests.factories import announce, cancelled, line, make_due, offer, order, switch
from tests.fake_store import FakeStore
from tests.gateway import SECRET, Gateway, answer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet")]


@pytest.fixture
def quiet(store: FakeStore) -> None:
    """Makers are told by the log; pickups are arranged by staff."""
    switch("odop.notifications", channel="console")


@pytest.fixture
def partner(gateway: Gateway) -> Gateway:
    """Pickups are booked with a partner."""
    switch(PLUGIN_ID, carrier="partner", partner_url=gateway.url, partner_secret=SECRET)
    return gateway


def happen(*told: OrderSnapshot) -> None:
    """The store tells, and the worker does what follows."""
    for state in told:
        announce(state)
        worker.drain()


def only() -> Pickup:
    return Pickup.objects.get()


def states() -> list[str]:
    return list(Pickup.objects.order_by("id").values_list("state", flat=True))


def contents() -> list[dict[str, int]]:
    """Lines and pieces of every pickup."""
    rows = Pickup.objects.order_by("id").prefetch_related("lines")
    return [{row.order_line_id: row.quantity for row in pickup.lines.all()} for pickup in rows]


def events(partner: Gateway) -> list[str]:
    return [post.json["event"] for post in partner.posts]


def test_goods_at_one_point_are_one_pickup() -> None:
    # given
    offer("kurta")
    offer("stole")

    # when
    happen(order(line("kurta", 2), line("stole")))

    # then
    assert contents() == [{"line-kurta": 2, "line-stole": 1}]


def test_goods_at_two_points_are_two_pickups() -> None:
    # given
    offer("saree", at="varanasi")
    offer("vase", at="azamgarh")

    # when
    happen(order(line("saree", at="varanasi"), line("vase", at="azamgarh")))

    # then
    assert sorted(Pickup.objects.values_list("pickup_point_id", flat=True)) == ["azamgarh", "varanasi"]


def test_goods_nobody_supplies_are_not_collected() -> None:
    # when
    happen(order())

    # then
    assert states() == []


def test_pickup_is_arranged_by_staff_unless_a_partner_does_it() -> None:
    # given
    offer()

    # when
    happen(order())

    # then
    assert (only().carrier, only().state) == ("manual", PickupState.BOOKED)


def test_partner_is_asked_to_collect(partner: Gateway) -> None:
    # given
    offer()
    partner.answers.append(answer(200, b'{"reference": "P-77"}'))

    # when
    happen(order(line("kurta", 2), number=7))

    # then
    (post,) = partner.posts
    assert post.is_genuine()
    assert post.id == f"{only().reference}:requested"
    assert post.json["parcels"] == [{"quantity": 2, "description": "kurta"}]
    assert (post.json["order"], post.json["point"]["city"]) == ("7", "Lucknow")
    assert (only().state, only().carrier_reference) == (PickupState.BOOKED, "P-77")


@pytest.mark.parametrize(
    "body", [b"", b"ok", b"[1]", b'{"reference": null}', b'"\\u0000"', b'{"reference": "\\u0000"}']
)
def test_partner_may_answer_with_anything(partner: Gateway, body: bytes) -> None:
    # given
    offer()
    partner.answers.append(answer(200, body))

    # when
    happen(order())

    # then
    assert only().state == PickupState.BOOKED


def test_repeated_events_request_nothing_twice(partner: Gateway) -> None:
    # given
    offer()

    # when
    happen(*(order(minute=minute) for minute in range(4)))
    inbox.accept(SALES_CHANGED, "order-1", {}, key="again")
    worker.drain()

    # then
    assert events(partner) == ["pickup.requested"]


def test_partner_in_trouble_is_asked_again_under_the_same_reference(partner: Gateway) -> None:
    # given
    offer()
    partner.answers.append(answer(503))
    happen(order())

    # when
    make_due()
    worker.drain()

    # then
    assert len(partner.posts) == 2
    assert len({(post.id, post.body) for post in partner.posts}) == 1


def test_partner_that_refuses_leaves_a_failed_pickup_with_the_reason(partner: Gateway) -> None:
    # given
    offer()
    partner.answers.append(answer(422, b"no courier there"))

    # when
    happen(order())

    # then
    assert only().state == PickupState.FAILED
    assert only().failure.endswith("answered 422: no courier there")


def test_failed_pickup_is_booked_after_a_replay(partner: Gateway) -> None:
    # given
    offer()
    partner.answers.append(answer(422))
    happen(order())

    # when
    work.replay(OutboxItem.objects.all())
    worker.drain()

    # then
    assert (only().state, only().failure) == (PickupState.BOOKED, "")


def test_pickup_at_a_warehouse_the_store_does_not_have_has_failed(store: FakeStore) -> None:
    # given
    offer()
    store.no_warehouses.add("lucknow")

    # when
    happen(order())

    # then
    assert (only().state, only().failure) == (PickupState.FAILED, "The store has no warehouse lucknow.")


def test_more_pieces_call_the_pickup_off_and_request_another(partner: Gateway) -> None:
    # given
    offer()

    # when
    happen(order(line("kurta", 2)), order(line("kurta", 5), minute=1))

    # then
    assert states() == [PickupState.CANCELLED, PickupState.BOOKED]
    assert sorted(events(partner)) == ["pickup.cancelled", "pickup.requested", "pickup.requested"]
    assert len(set(Pickup.objects.values_list("reference", flat=True))) == 2


def test_change_at_one_point_leaves_the_other_alone() -> None:
    # given
    offer("saree", at="varanasi")
    offer("vase", at="azamgarh")
    happen(order(line("saree", at="varanasi"), line("vase", at="azamgarh")))

    # when
    happen(order(line("saree", 2, at="varanasi"), line("vase", at="azamgarh"), minute=1))

    # then
    assert list(Pickup.objects.filter(pickup_point_id="azamgarh").values_list("state", flat=True)) == ["booked"]


def test_cancelled_order_calls_the_booked_pickup_off(partner: Gateway) -> None:
    # given
    offer()
    partner.answers.append(answer(200, b'{"reference": "P-77"}'))

    # when
    happen(order(), cancelled(order()))

    # then
    assert states() == [PickupState.CANCELLED]
    assert partner.posts[1].json == {
        "event": "pickup.cancelled",
        "pickup": only().reference,
        "reference": "P-77",
    }


def test_partner_that_surely_heard_nothing_is_told_nothing(partner: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    offer()
    with monkeypatch.context() as patched:
        patched.setattr(worker.outbox, "deliver", lambda item: work.postpone(item, "not yet"))
        happen(order())

    # when
    happen(cancelled(order()))
    make_due()
    worker.drain()

    # then
    assert partner.posts == []
    assert states() == [PickupState.CANCELLED]


def test_partner_that_may_have_heard_is_told_and_not_asked_again(partner: Gateway) -> None:
    # given
    offer()
    partner.answers.append(answer(500))
    happen(order())

    # when
    happen(cancelled(order()))
    make_due()
    worker.drain()

    # then
    assert events(partner) == ["pickup.requested", "pickup.cancelled"]


def test_refused_cancellation_is_visible_on_the_pickup(partner: Gateway) -> None:
    # given
    offer()
    partner.answers += [answer(200), answer(409, b"courier is on the way")]

    # when
    happen(order(), cancelled(order()))

    # then
    assert only().failure.endswith("answered 409: courier is on the way")


def test_collected_pickup_becomes_a_fulfilment_in_the_store(store: FakeStore) -> None:
    # given
    offer("kurta")
    offer("stole")
    happen(order(line("kurta", 2), line("stole")))

    # when
    api.record_collected(only().reference, "TRACK-1")
    worker.drain()

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
    worker.drain()

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


def test_buyer_is_told_or_not_as_the_merchant_wishes(store: FakeStore) -> None:
    # given
    switch(PLUGIN_ID, notifies_buyer=False)
    offer()
    happen(order())

    # when
    api.record_collected(only().reference, "TRACK-1")
    worker.drain()

    # then
    assert not store.fulfillments[0].notifies_buyer


def test_collected_again_under_the_same_number_changes_nothing(store: FakeStore) -> None:
    # given
    offer()
    happen(order())

    # when
    for _ in range(3):
        api.record_collected(only().reference, "TRACK-1")
        worker.drain()

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
    worker.drain()

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
    worker.drain()

    # then
    assert (only().state, only().failure) == (PickupState.COLLECTED, "Order 1 is already fulfilled.")
    assert OutboxItem.objects.get(topic=pickups.FULFIL).state == WorkState.DEAD


def test_fulfilment_waits_for_a_store_that_is_away(store: FakeStore) -> None:
    # given
    offer()
    happen(order())
    store.trouble = StoreUnavailable("away")
    api.record_collected(only().reference, "TRACK-1")
    worker.drain()

    # when
    store.trouble = None
    make_due()
    worker.drain()

    # then
    assert only().fulfillment_id == "fulfillment-1"


def test_plugin_switched_off_requests_nothing() -> None:
    # given
    offer()
    switch(PLUGIN_ID, active=False)

    # when
    happen(order())

    # then
    assert states() == []


def test_pickup_keeps_its_carrier_when_the_merchant_chooses_another(partner: Gateway) -> None:
    # given
    offer()
    happen(order())
    switch(PLUGIN_ID, carrier="manual", partner_url=partner.url, partner_secret=SECRET)

    # when
    happen(cancelled(order()))

    # then
    assert events(partner) == ["pickup.requested", "pickup.cancelled"]


def test_latest_pickup_of_a_sale_is_told() -> None:
    # given
    offer()
    happen(order(line("kurta", 2)), order(line("kurta", 5), minute=1))
    ids = [sale.id for sale in consignment.sales_of_order("order-1")]

    # when
    found = api.pickups_of_sales(ids)

    # then
    assert {pickup.state for pickup in found.values()} == {"booked"}


@pytest.mark.django_db(transaction=True)
def test_goods_collected_while_their_sales_are_followed_are_not_requested_again() -> None:
    # given
    offer()
    happen(order())
    reference = only().reference

    def follow() -> None:
        with transaction.atomic():
            pickups.follow_sales("order-1")
        connection.close()

    # when: the collection holds the order while the sales are looked at
    with ThreadPoolExecutor(1) as thread:
        with transaction.atomic():
            pickups.collected(reference, "TRACK-1")
            following = thread.submit(follow)
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_sleep(0.2)")
        following.result(10)

    # then
    assert states() == [PickupState.COLLECTED]
