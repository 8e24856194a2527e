"""The store port inside Saleor: what we read of an order, and the fulfilments we make of it."""

from __future__ import annotations

import uuid
from datetime import timedelta
from decimal import Decimal

import graphene
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from saleor.graphql.tests.utils import get_graphql_content
from saleor.order import FulfillmentStatus, OrderStatus
from saleor.order.models import Fulfillment, Order
from saleor.warehouse.models import Stock
from shop import REFUND, buy, gid, pay, run

from odop_core.models import InboxEvent
from odop_core.store import host
from odop_core.store.orders import FulfillmentLine
from odop_core.store.port import FulfillmentRequest, MalformedOrder, StoreRefused
from saleor_config.app.saleor_client.documents import document
from saleor_config.app.store.order_payload import order_snapshot


@pytest.fixture
def store():
    return host.current_host().store()


def told_by_graphql(client, order_id):
    """The snapshot the App host makes of the same order."""
    answer = client.post_graphql(document("order_by_id"), {"id": order_id})
    return order_snapshot(get_graphql_content(answer)["data"]["order"])


def read(store, order):
    return store.read_order({"order_id": gid(order)})


def request_for(order, warehouse, tracking_number="AWB-1", quantity=None):
    lines = tuple(
        FulfillmentLine(order_line_id=gid(line), quantity=quantity or line.quantity) for line in order.lines.all()
    )
    return FulfillmentRequest(gid(order), gid(warehouse), tracking_number, lines)


def test_both_hosts_tell_the_same_of_an_unpaid_order(store, till, order_with_lines):
    assert read(store, order_with_lines) == told_by_graphql(till, gid(order_with_lines))


def test_both_hosts_tell_the_same_of_a_paid_refunded_and_fulfilled_order(
    store, till, user_api_client, checkout, warehouse
):
    # given
    order_id = buy(user_api_client, checkout)
    order = Order.objects.get()
    transaction_id = pay(till, order_id, order.total_gross_amount, order.currency)
    run(till, REFUND, id=transaction_id, amount="3.50", reference="refund-1")
    line = order.lines.first()
    store.create_fulfillment(
        FulfillmentRequest(order_id, gid(warehouse), "AWB-1", (FulfillmentLine(order_line_id=gid(line), quantity=1),))
    )

    # when
    ours = read(store, order)

    # then
    assert ours == told_by_graphql(till, order_id)
    assert ours.refunded.minor == 350
    assert ours.charged.minor == ours.total_gross.minor - 350
    assert ours.fulfillments[0].tracking_number == "AWB-1"
    assert ours.status == "PARTIALLY_FULFILLED"


def test_both_hosts_tell_the_same_of_a_refund_by_the_old_payments(store, till, order_with_lines, payment_dummy):
    # given
    payment = payment_dummy
    payment.order = order_with_lines
    payment.is_active = True
    payment.save()
    payment.transactions.create(
        amount=Decimal("2.25"), currency=payment.currency, kind="refund", gateway_response={}, is_success=True
    )

    # when
    ours = read(store, order_with_lines)

    # then
    assert ours == told_by_graphql(till, gid(order_with_lines))
    assert ours.refunded.minor == 225


def test_a_line_whose_product_is_gone_is_still_read(store, till, order_with_lines):
    # given
    line = order_with_lines.lines.first()
    line.variant.delete()

    # when
    ours = read(store, order_with_lines)

    # then
    assert ours == told_by_graphql(till, gid(order_with_lines))
    assert ours.lines[0].product_id is None


def test_reading_costs_the_same_whatever_the_length(store, order_with_lines):
    # given
    with CaptureQueriesContext(connection) as short:
        read(store, order_with_lines)
    for _number in range(5):
        line = order_with_lines.lines.first()
        line.pk = uuid.uuid4()
        line._state.adding = True
        line.save()

    # when
    with CaptureQueriesContext(connection) as long:
        snapshot = read(store, order_with_lines)

    # then
    assert len(snapshot.lines) == order_with_lines.lines.count() > 5
    assert len(long) == len(short) <= 12


def test_an_order_that_is_gone_reads_as_nothing(store):
    assert store.read_order({"order_id": graphene.Node.to_global_id("Order", uuid.uuid4())}) is None


@pytest.mark.parametrize("payload", [{}, {"order_id": "rubbish"}, {"order_id": "VXNlcjox"}, {"order_id": None}])
def test_what_is_no_order_is_malformed(store, payload):
    with pytest.raises(MalformedOrder):
        store.read_order(payload)


def test_changed_orders_come_oldest_change_first_without_drafts(store, orders):
    # given
    now = timezone.now()
    for age, order in enumerate(Order.objects.order_by("pk")):
        Order.objects.filter(pk=order.pk).update(updated_at=now - timedelta(minutes=age))
    placed = Order.objects.exclude(status=OrderStatus.DRAFT).order_by("updated_at")

    # when
    changed = list(store.orders_changed_since(now - timedelta(days=1)))

    # then
    assert [order.order_id for order in changed] == [gid(order) for order in placed]
    assert list(store.orders_changed_since(now + timedelta(seconds=1))) == []


def test_orders_that_changed_at_one_moment_all_come_once(store, orders, monkeypatch):
    # given: more of them than fit a page, as after a bulk update
    now = timezone.now()
    Order.objects.update(updated_at=now, status=OrderStatus.UNFULFILLED)
    monkeypatch.setattr("saleor_config.in_saleor.store.PAGE", 2)

    # when
    changed = [order.order_id for order in store.orders_changed_since(now)]

    # then
    assert len(changed) > 2
    assert sorted(changed) == sorted(gid(order) for order in Order.objects.all())


def test_goods_that_left_become_a_fulfilment(store, order_with_lines, warehouse, django_capture_on_commit_callbacks):
    # when
    with django_capture_on_commit_callbacks(execute=True):
        made = store.create_fulfillment(request_for(order_with_lines, warehouse))

    # then
    fulfillment = Fulfillment.objects.get()
    assert made == gid(fulfillment)
    assert (fulfillment.status, fulfillment.tracking_number) == (FulfillmentStatus.FULFILLED, "AWB-1")
    order_with_lines.refresh_from_db()
    assert order_with_lines.status == OrderStatus.FULFILLED
    assert InboxEvent.objects.filter(subject=gid(order_with_lines)).exists()


def test_asking_again_gives_the_first_answer(store, order_with_lines, warehouse):
    # given
    first = store.create_fulfillment(request_for(order_with_lines, warehouse, quantity=1))

    # when
    again = store.create_fulfillment(request_for(order_with_lines, warehouse, quantity=1))

    # then
    assert again == first
    assert Fulfillment.objects.count() == 1


def test_a_cancelled_fulfilment_may_be_made_again(store, order_with_lines, warehouse):
    # given
    store.create_fulfillment(request_for(order_with_lines, warehouse, quantity=1))
    Fulfillment.objects.update(status=FulfillmentStatus.CANCELED)

    # when
    store.create_fulfillment(request_for(order_with_lines, warehouse, quantity=1))

    # then
    assert Fulfillment.objects.count() == 2


def test_more_than_was_ordered_is_refused(store, order_with_lines, warehouse):
    with pytest.raises(StoreRefused, match="remaining to fulfill"):
        store.create_fulfillment(request_for(order_with_lines, warehouse, quantity=100))
    assert not Fulfillment.objects.exists()


def test_what_the_warehouse_does_not_have_is_refused(store, order_with_lines, warehouse):
    # given
    Stock.objects.all().delete()

    # then
    with pytest.raises(StoreRefused, match="Insufficient stock"):
        store.create_fulfillment(request_for(order_with_lines, warehouse))
    assert not Fulfillment.objects.exists()


@pytest.mark.parametrize("status", [OrderStatus.CANCELED, OrderStatus.DRAFT, OrderStatus.EXPIRED])
def test_an_order_that_is_off_is_not_fulfilled(store, order_with_lines, warehouse, status):
    # given
    Order.objects.filter(pk=order_with_lines.pk).update(status=status)

    # then
    with pytest.raises(StoreRefused, match="nothing to fulfil"):
        store.create_fulfillment(request_for(order_with_lines, warehouse))


def test_an_unpaid_order_is_not_fulfilled_where_the_shop_says_so(store, order_with_lines, warehouse, site_settings):
    # given
    site_settings.fulfillment_allow_unpaid = False
    site_settings.save(update_fields=["fulfillment_allow_unpaid"])

    # then
    with pytest.raises(StoreRefused, match="not paid"):
        store.create_fulfillment(request_for(order_with_lines, warehouse))


def test_foreign_ids_are_refused(store, order_with_lines, warehouse, order_list):
    # given
    good = request_for(order_with_lines, warehouse)
    alien = FulfillmentLine(order_line_id="T3JkZXJMaW5lOjE=", quantity=1)
    unknown = graphene.Node.to_global_id("Order", uuid.uuid4())

    # then
    for bad in (
        FulfillmentRequest(unknown, good.warehouse_id, "AWB-1", good.lines),
        FulfillmentRequest("rubbish", good.warehouse_id, "AWB-1", good.lines),
        FulfillmentRequest(good.order_id, "rubbish", "AWB-1", good.lines),
        FulfillmentRequest(good.order_id, good.warehouse_id, "AWB-1", (alien,)),
        FulfillmentRequest(good.order_id, good.warehouse_id, "AWB-1", ()),
    ):
        with pytest.raises(StoreRefused):
            store.create_fulfillment(bad)


def test_a_pickup_point_is_a_warehouse(store, warehouse):
    # when
    point = store.pickup_point(gid(warehouse))

    # then
    assert (point.id, point.name) == (gid(warehouse), warehouse.name)
    assert point.address.city == warehouse.address.city
    assert point.address.country_code == warehouse.address.country.code


def test_there_is_no_pickup_point_without_a_warehouse(store):
    assert store.pickup_point("rubbish") is None
    assert store.pickup_point(graphene.Node.to_global_id("Warehouse", uuid.uuid4())) is None
