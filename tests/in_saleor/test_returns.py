"""What a real Saleor tells of goods returned, refunded, replaced or called off, and what becomes of the sales.

Seen in Saleor 3.23: pieces that were sent keep their warehouse when they move to another fulfilment; pieces given back
before they were sent are in a fulfilment from nowhere, count as fulfilled, and lose their allocation.
"""

from __future__ import annotations

from decimal import Decimal
from unittest import mock

import graphene
import pytest
from saleor.order.models import Order
from shop import CANCEL, REFUND, gid, pay, run

from odop_consignment.models import Offer, Regime, Sale, SaleReversal, Supplier
from odop_core.models import OrderRecord
from odop_core.queue import reconciler, worker
from odop_core.store.records import order_snapshot

FULFIL = """
mutation Fulfil($order: ID!, $lines: [OrderFulfillLineInput!]!) {
  orderFulfill(order: $order, input: { lines: $lines, notifyCustomer: false }) { errors { field message code } }
}
"""
RETURN = """
mutation Return($order: ID!, $input: OrderReturnProductsInput!) {
  orderFulfillmentReturnProducts(order: $order, input: $input) { errors { field message code } }
}
"""
REFUND_PRODUCTS = """
mutation RefundProducts($order: ID!, $input: OrderRefundProductsInput!) {
  orderFulfillmentRefundProducts(order: $order, input: $input) { errors { field message code } }
}
"""


@pytest.fixture
def paid(till, order_with_lines):
    """A paid order, two lines of which one supplier supplies."""
    supplier = Supplier.objects.create(name="Ramesh", phone="+919800000001", state="approved", state_code="09")
    Regime.objects.create(
        supplier=supplier,
        valid_from="2020-04-01",
        supply_model="consignment",
        tax_regime="unregistered",
        recorded_by="x",
    )
    for line in order_with_lines.lines.all():
        point = gid(line.allocations.get().stock.warehouse)
        Offer.objects.create(supplier=supplier, variant_id=gid(line.variant), pickup_point_id=point, active=True)
    order_with_lines.channel.allow_unpaid_orders = True
    pay(till, gid(order_with_lines), 10_000, order_with_lines.currency)
    catch_up()
    assert Sale.objects.count() == order_with_lines.lines.count()
    return order_with_lines


def catch_up():
    """Whatever hooks announced, and what they did not."""
    reconciler.ORDERS.run()
    worker.run_due()


def sale_of(line):
    return Sale.objects.filter(order_line_id=gid(line)).order_by("id").last()


def fulfil(client, order, line, pieces):
    stocks = [{"quantity": pieces, "warehouse": gid(line.variant.stocks.first().warehouse)}]
    run(client, FULFIL, order=gid(order), lines=[{"orderLineId": gid(line), "stocks": stocks}])
    catch_up()


def sent_line(order, line):
    return order.fulfillments.get(status="fulfilled").lines.get(order_line=line)


def told(order):
    return {f.status: f for f in order_snapshot(OrderRecord.objects.get(order_id=gid(order))).fulfillments}


@pytest.fixture
def shipped(till, paid):
    """Its first line was sent whole."""
    line = paid.lines.first()
    fulfil(till, paid, line, line.quantity)
    assert sale_of(line).state == "collected"
    return paid


def test_returned_pieces_come_back(till, shipped):
    # given
    line = shipped.lines.first()

    # when
    pieces = {"fulfillmentLineId": gid(sent_line(shipped, line)), "quantity": 1}
    run(till, RETURN, order=gid(shipped), input={"fulfillmentLines": [pieces]})
    catch_up()

    # then
    assert told(shipped)["RETURNED"].warehouse_id
    assert (sale_of(line).returned, sale_of(line).state) == (1, "collected")
    assert SaleReversal.objects.get().kind == "returned"

    # when: and the rest
    rest = {"fulfillmentLineId": gid(sent_line(shipped, line)), "quantity": line.quantity - 1}
    run(till, RETURN, order=gid(shipped), input={"fulfillmentLines": [rest]})
    catch_up()

    # then
    assert (sale_of(line).returned, sale_of(line).state) == (line.quantity, "returned")
    assert sale_of(shipped.lines.last()).state == "placed"


def test_pieces_returned_before_they_were_sent_are_called_off(till, paid):
    # given
    line = paid.lines.first()

    # when
    pieces = {"orderLineId": gid(line), "quantity": line.quantity - 1}
    run(till, RETURN, order=gid(paid), input={"orderLines": [pieces]})
    catch_up()

    # then
    assert told(paid)["RETURNED"].warehouse_id is None
    assert [(sale.state, sale.quantity) for sale in Sale.objects.filter(order_line_id=gid(line)).order_by("id")] == [
        ("cancelled", line.quantity), ("placed", 1),
    ]  # fmt: skip
    assert not SaleReversal.objects.exists()


def test_a_replaced_piece_comes_back_and_its_draft_is_no_sale_yet(till, shipped):
    # given
    line = shipped.lines.first()

    # when
    pieces = {"fulfillmentLineId": gid(sent_line(shipped, line)), "quantity": 1, "replace": True}
    run(till, RETURN, order=gid(shipped), input={"fulfillmentLines": [pieces]})
    catch_up()

    # then
    assert SaleReversal.objects.get().kind == "replaced"
    assert Order.objects.filter(origin="reissue").exists()
    assert Sale.objects.exclude(order_id=gid(shipped)).count() == 0


def test_refunded_money_alone_returns_nothing(till, shipped, app_api_client):
    # given
    transaction = shipped.payment_transactions.get()

    # when
    run(till, REFUND, id=_transaction_id(transaction), amount=Decimal("1.00"), reference="back-1")
    catch_up()

    # then
    assert not SaleReversal.objects.exists()
    assert order_snapshot(OrderRecord.objects.get(order_id=gid(shipped))).refunded.minor == 100
    assert str(sale_of(shipped.lines.first()).issue).startswith("Record a rate for USD")


def test_a_cancelled_order_calls_off_what_was_not_sent(till, paid):
    # when
    run(till, CANCEL, id=gid(paid))
    catch_up()

    # then
    assert set(Sale.objects.values_list("state", flat=True)) == {"cancelled"}


def _transaction_id(transaction):
    return graphene.Node.to_global_id("TransactionItem", transaction.token)


def test_refunded_pieces_stay_with_the_buyer_until_they_are_sent_back(till, shipped, payment_dummy):
    """By the old payments: only they can refund products."""
    # given
    line = shipped.lines.first()
    shipped.payment_transactions.all().delete()
    payment_dummy.order = shipped
    payment_dummy.charge_status = "fully-charged"
    payment_dummy.captured_amount = payment_dummy.total = shipped.total_gross_amount
    payment_dummy.save()
    payment_dummy.transactions.create(
        amount=payment_dummy.captured_amount, currency=shipped.currency, kind="capture", gateway_response={},
        is_success=True,
    )  # fmt: skip

    # when
    sent = gid(sent_line(shipped, line))
    refund = {"fulfillmentLines": [{"fulfillmentLineId": sent, "quantity": 1}], "amountToRefund": "0.01"}
    with mock.patch("saleor.payment.gateway.refund"):  # the bank
        run(till, REFUND_PRODUCTS, order=gid(shipped), input=refund)
    catch_up()

    # then
    assert SaleReversal.objects.get().kind == "refunded"
    assert sale_of(line).returned == 0

    # when
    refunded = shipped.fulfillments.get(status="refunded").lines.get(order_line=line)
    pieces = {"fulfillmentLineId": gid(refunded), "quantity": 1}
    run(till, RETURN, order=gid(shipped), input={"fulfillmentLines": [pieces]})
    catch_up()

    # then: the pieces are given back once
    rows = SaleReversal.objects.filter(quantity__gt=0)
    assert [(row.kind, row.quantity) for row in rows] == [("returned", 1)]
    assert sale_of(line).returned == 1
