from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from odop_consignment import api as consignment
from odop_consignment.events import SalesChanged
from odop_core.models import OutboxItem
from odop_core.queue import inbox, work, worker
from odop_logistics import api
from odop_logistics.models import Pickup, PickupState
from odop_logistics.pickups import progress
from odop_logistics.pickups.sync import sync_pickups
from odop_logistics.settings import PLUGIN_ID
from tests.factories import cancelled, line, make_due, offer, order, switch
from tests.fake_store import FakeStore
from tests.gateway import SECRET, Gateway, answer
from tests.odop_logistics.happenings import contents, events, happen, only, states

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet")]


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
    inbox.announce(SalesChanged(order_id="order-1"), key="again")
    worker.run_due()

    # then
    assert events(partner) == ["pickup.requested"]


def test_partner_that_fails_is_asked_again_under_the_same_reference(partner: Gateway) -> None:
    # given
    offer()
    partner.answers.append(answer(503))
    happen(order())

    # when
    make_due()
    worker.run_due()

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
    work.replay_dead(OutboxItem.objects.all())
    worker.run_due()

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


def test_partner_that_surely_heard_nothing_is_sent_nothing(partner: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    offer()
    with monkeypatch.context() as patched:
        patched.setattr(worker.outbox, "deliver_item", lambda item: work.postpone_item(item, "not yet"))
        happen(order())

    # when
    happen(cancelled(order()))
    make_due()
    worker.run_due()

    # then
    assert partner.posts == []
    assert states() == [PickupState.CANCELLED]


def test_partner_that_may_have_heard_is_sent_it_and_not_asked_again(partner: Gateway) -> None:
    # given
    offer()
    partner.answers.append(answer(500))
    happen(order())

    # when
    happen(cancelled(order()))
    make_due()
    worker.run_due()

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


def test_latest_pickup_of_a_sale_is_found() -> None:
    # given
    offer()
    happen(order(line("kurta", 2)), order(line("kurta", 5), minute=1))
    ids = [sale.id for sale in consignment.sales_of_order("order-1")]

    # when
    found = api.pickups_of_sales(ids)

    # then
    assert {pickup.state for pickup in found.values()} == {"booked"}


@pytest.mark.django_db(transaction=True)
def test_goods_collected_while_their_pickups_are_synced_are_not_requested_again() -> None:
    # given
    offer()
    happen(order())
    reference = only().reference

    def sync() -> None:
        with transaction.atomic():
            sync_pickups("order-1")
        connection.close()

    # when: the collection holds the order while the sales are looked at
    with ThreadPoolExecutor(1) as thread:
        with transaction.atomic():
            progress.collect_pickup(reference, "TRACK-1")
            syncing = thread.submit(sync)
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_sleep(0.2)")
        syncing.result(10)

    # then
    assert states() == [PickupState.COLLECTED]
