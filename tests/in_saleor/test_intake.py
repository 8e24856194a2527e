"""Orders are heard of: once, cheaply, harmlessly - and those whose announcement was lost are found."""

from __future__ import annotations

from datetime import timedelta
from unittest import mock

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.db.models.signals import post_save
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from saleor.order.models import Order
from saleor.tax.models import TaxConfiguration
from shop import CANCEL, REFUND, buy, gid, pay, run

from odop_core.events import OrderChanged
from odop_core.models import InboxEvent, OrderRecord
from odop_core.queue import reconciler, worker
from odop_core.store.orders import ChargeStatus, OrderStatus
from odop_core.store.records import order_snapshot
from saleor_config.in_saleor import last_piece


def order_record(order_id):
    worker.run_due()
    return order_snapshot(OrderRecord.objects.get(order_id=order_id))


def inserts(queries):
    return [query for query in queries if query["sql"].startswith("INSERT INTO odop_core")]


def test_a_completed_checkout_is_written_down_once(user_api_client, checkout):
    # when
    with CaptureQueriesContext(connection) as captured:
        order_id = buy(user_api_client, checkout)

    # then
    event = InboxEvent.objects.get()
    assert (event.kind, event.subject, event.payload) == (OrderChanged.kind, order_id, {"order_id": order_id})
    assert event.name == "ORDER_CREATED"
    assert len(inserts(captured.captured_queries)) == 1


def test_a_paid_checkout_is_written_down_once(user_api_client, till, checkout):
    # given: more than enough, so that every hook of the paid road fires
    pay(till, gid(checkout), 10_000, checkout.currency)

    # when
    with CaptureQueriesContext(connection) as captured:
        order_id = buy(user_api_client, checkout)

    # then
    assert [event.subject for event in InboxEvent.objects.all()] == [order_id]
    assert len(inserts(captured.captured_queries)) == 1
    assert order_record(order_id).is_paid


@pytest.mark.parametrize(("strategy", "more"), [("FLAT_RATES", 3), ("TAX_APP", 4)])
def test_the_checkout_costs_three_more_queries(user_api_client, checkout, strategy, more):
    """Whether it may be sold there, the hold on the last piece, and the announcement; where the channel leaves taxes to
    apps and plugins, also whether they are ours."""
    # given
    checkout.channel.tax_configuration.country_exceptions.all().delete()
    TaxConfiguration.objects.filter(channel=checkout.channel).update(tax_calculation_strategy=strategy)
    bare = [name for name in settings.PLUGINS if not name.startswith("odop_")]
    cost_of_buying(user_api_client, checkout)  # warms Saleor's caches

    # when
    with mock.patch.object(settings, "PLUGINS", bare):
        post_save.disconnect(sender=Order, dispatch_uid=last_piece.UID)
        without = cost_of_buying(user_api_client, checkout)
        last_piece.watch()
    with_suite = cost_of_buying(user_api_client, checkout)

    # then
    assert with_suite - without == more


def cost_of_buying(client, checkout):
    """How many queries a purchase takes; it is rolled back afterwards.

    In Saleor's tests the replica's queries run on the writer's connection, which therefore has them all. Savepoints are
    not counted: hooks use one only inside a transaction, which in production they are not in.
    """
    with transaction.atomic():
        with CaptureQueriesContext(connection) as captured:
            buy(client, checkout)
        transaction.set_rollback(True)
    return len([query for query in captured.captured_queries if "SAVEPOINT" not in query["sql"]])


def test_a_failing_inbox_never_fails_a_checkout(user_api_client, checkout, caplog):
    # when
    with mock.patch("odop_core.queue.inbox.announce", side_effect=RuntimeError("the inbox is on fire")):
        order_id = buy(user_api_client, checkout)

    # then
    assert not InboxEvent.objects.exists()
    assert "was not announced" in caplog.text
    assert reconciler.ORDERS.run() == 1
    assert order_record(order_id).id == order_id


def test_the_reconciler_finds_what_nobody_announced(order_with_lines):
    # given: rows that no hook told us of, as after a crash
    order_id = gid(order_with_lines)

    # when
    found = reconciler.ORDERS.run()

    # then
    assert found == 1
    assert order_record(order_id).number == str(order_with_lines.number)
    assert reconciler.ORDERS.run() == 0


def test_the_reconciler_finds_a_change_nobody_announced(order_with_lines):
    # given
    reconciler.ORDERS.run()
    worker.run_due()
    order_with_lines.status = "canceled"
    order_with_lines.save(update_fields=["status", "updated_at"])

    # when
    found = reconciler.ORDERS.run()

    # then
    assert found == 1
    assert order_record(gid(order_with_lines)).is_withdrawn


def test_the_reconciler_leaves_drafts_and_the_distant_past_alone(draft_order, order_with_lines):
    # given
    Order.objects.filter(pk=order_with_lines.pk).update(updated_at=timezone.now() - timedelta(days=90))

    # then
    assert reconciler.ORDERS.run() == 0


def test_a_cancelled_order_is_heard_of(user_api_client, till, checkout):
    # given
    order_id = buy(user_api_client, checkout)
    assert not order_record(order_id).is_withdrawn

    # when
    run(till, CANCEL, id=order_id)

    # then
    order = order_record(order_id)
    assert order.status == OrderStatus.CANCELED
    assert order.is_withdrawn


def test_payments_and_refunds_are_heard_of(user_api_client, till, checkout):
    # given
    order_id = buy(user_api_client, checkout)
    total = Order.objects.get().total_gross_amount

    # when
    transaction_id = pay(till, order_id, total, checkout.currency)

    # then
    assert order_record(order_id).charge_status == ChargeStatus.FULL

    # when
    run(till, REFUND, id=transaction_id, amount=total, reference="refund-1")

    # then
    order = order_record(order_id)
    assert order.refunded == order.total_gross
    assert order.is_refunded_in_full


def test_orders_imported_in_bulk_are_heard_of(order_list):
    # given
    from saleor.plugins.manager import get_plugins_manager

    # when: this is all that orderBulkCreate tells a plugin
    get_plugins_manager(allow_replica=False).order_bulk_created(order_list)

    # then
    assert {event.subject for event in InboxEvent.objects.all()} == {gid(order) for order in order_list}


def test_an_order_deleted_meanwhile_is_no_error(order_with_lines):
    # given
    reconciler.ORDERS.run()
    order_with_lines.delete()

    # when
    worker.run_due()

    # then
    event = InboxEvent.objects.get()
    assert (event.state, event.note) == ("done", "the store no longer has this order")
