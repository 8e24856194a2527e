"""Orders that a real Saleor imports, or had before the suite came: recorded, and nobody hears of them.

`orderBulkCreate` is how shops bring the orders of their old shop along (saleor/saleor #11720, #11870); it fires none of
the hooks of an order that is placed, and dates an order as it is told.
"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import graphene
import pytest
from django.utils import timezone
from saleor.order.models import Order
from shop import gid, pay, run

from odop_certificates.models import Dispatch
from odop_consignment.api.exchange_rates import record_exchange_rate
from odop_consignment.models import Offer, Regime, Sale, Supplier
from odop_core.india.dates import indian_day
from odop_core.models import Handling, OrderRecord, OutboxItem
from odop_core.money import Money
from odop_core.plugin import beginnings
from odop_core.queue import reconciler, worker
from odop_logistics.models import Pickup
from odop_notifications.models import Message, Question

BULK_CREATE = """
mutation Import($orders: [OrderBulkCreateInput!]!) {
  orderBulkCreate(orders: $orders, errorPolicy: REJECT_EVERYTHING, stockUpdatePolicy: SKIP) {
    results { order { id } errors { path message code } } errors { path message code }
  }
}
"""


@pytest.fixture
def importer(till, permission_manage_orders_import):
    till.app.permissions.add(permission_manage_orders_import)
    return till


@pytest.fixture
def offer(variant, warehouse):
    """Somebody who would be asked for the goods."""
    supplier = Supplier.objects.create(name="Ramesh", phone="+919800000001", state="approved", state_code="09")
    Regime.objects.create(
        supplier=supplier, valid_from="2020-04-01", supply_model="consignment", tax_regime="unregistered",
        recorded_by="x",
    )  # fmt: skip
    return Offer.objects.create(supplier=supplier, variant_id=gid(variant), pickup_point_id=gid(warehouse), active=True)


@pytest.fixture
def import_order(
    importer,
    channel_PLN,  # noqa: N803  (Saleor's fixture)
    customer_user,
    default_tax_class,
    graphql_address_data,
    shipping_method_channel_PLN,  # noqa: N803
    variant,
    warehouse,
    offer,
):
    tax_class = graphene.Node.to_global_id("TaxClass", default_tax_class.id)

    def import_it(days_ago, *, sent=False, paid=True):
        """The ID of an order of so many days ago, imported now."""
        date = (timezone.now() - timedelta(days=days_ago)).isoformat()
        amount = {"gross": 120, "net": 100}
        line = {
            "variantId": gid(variant), "quantity": 5, "totalPrice": amount, "undiscountedTotalPrice": amount,
            "warehouse": gid(warehouse), "taxRate": "0.2", "taxClassId": tax_class, "isShippingRequired": True,
            "isGiftCard": False, "createdAt": date,
        }  # fmt: skip
        shipping = graphene.Node.to_global_id("ShippingMethod", shipping_method_channel_PLN.id)
        order = {
            "channel": channel_PLN.slug, "createdAt": date, "currency": "PLN", "languageCode": "EN",
            "status": "FULFILLED" if sent else "UNFULFILLED", "user": {"id": gid(customer_user)},
            "billingAddress": graphql_address_data, "shippingAddress": graphql_address_data, "lines": [line],
            "deliveryMethod": {"shippingMethodId": shipping, "shippingMethodName": "Post",
                               "shippingTaxClassId": tax_class, "shippingPrice": {"gross": 0, "net": 0}},
        }  # fmt: skip
        if paid:
            money = {"amount": "120", "currency": "PLN"}
            order["transactions"] = [{"name": "Old shop", "pspReference": f"old-{days_ago}", "amountCharged": money}]
        if sent:
            sent_line = {"variantId": gid(variant), "quantity": 5, "warehouse": gid(warehouse), "orderLineIndex": 0}
            order["fulfillments"] = [{"trackingCode": "old", "lines": [sent_line]}]
        (result,) = run(importer, BULK_CREATE, orders=[order])["results"]
        assert result["order"], result
        catch_up()
        return result["order"]["id"]

    return import_it


def catch_up():
    reconciler.ORDERS.run()
    worker.run_due()
    assert not Handling.objects.filter(state="dead").exists()


def assert_nobody_heard():
    assert not Sale.objects.exists()
    assert not Message.objects.exists()
    assert not Question.objects.exists()
    assert not Pickup.objects.exists()
    assert not Dispatch.objects.exists()
    assert not OutboxItem.objects.exists()


@pytest.mark.parametrize("sent", [False, True], ids=["open", "fulfilled"])
def test_an_order_imported_with_an_old_date_is_history(import_order, sent):
    # when
    order_id = import_order(400, sent=sent)

    # then
    assert OrderRecord.objects.get(order_id=order_id).was_imported_old
    assert_nobody_heard()


def test_what_is_changed_in_it_later_leaves_it_history(import_order):
    # given
    order_id = import_order(400)

    # when
    Order.objects.update(updated_at=timezone.now(), customer_note="Please hurry")
    catch_up()

    # then
    assert OrderRecord.objects.get().order_id == order_id
    assert_nobody_heard()


def test_an_order_taken_elsewhere_today_and_imported_is_live(import_order, offer):
    # when
    import_order(0)

    # then
    sale = Sale.objects.get()
    assert (sale.offer, sale.state) == (offer, "placed")


def test_an_open_import_that_is_paid_now_is_live(import_order, importer):
    # given
    order_id = import_order(400, paid=False)
    assert_nobody_heard()

    # when
    pay(importer, order_id, Decimal(120), "PLN")
    catch_up()

    # then
    assert Sale.objects.get().order_id == order_id


def test_the_first_run_in_a_shop_with_a_past_tells_nobody(order_with_lines, till):
    # given: paid, and open, before the suite came
    pay(till, gid(order_with_lines), 10_000, order_with_lines.currency)
    Handling.objects.all().delete()
    beginnings.set_beginning(timezone.now() + timedelta(hours=1))

    # when
    catch_up()

    # then
    assert OrderRecord.objects.exists()
    assert_nobody_heard()


def test_an_order_in_dollars_becomes_rupees_by_the_rate_of_its_day(order_with_lines, till, offer):
    # given
    line = order_with_lines.lines.first()
    Offer.objects.filter(pk=offer.pk).update(
        variant_id=gid(line.variant), pickup_point_id=gid(line.allocations.get().stock.warehouse)
    )
    pay(till, gid(order_with_lines), 10_000, order_with_lines.currency)
    catch_up()
    day = indian_day(order_with_lines.created_at)
    sale = Sale.objects.get(order_line_id=gid(line))
    gross = Money(int(line.total_price_gross_amount * 100), "USD")
    assert (sale.terms.gross, sale.terms.gross_paise) == (gross, None)
    assert str(sale.issue).startswith(f"Record a rate for USD of {day}")

    # when
    record_exchange_rate("USD", day, "84.1025", source="Customs notification", by="accountant")

    # then
    sale = Sale.objects.get(order_line_id=gid(line))
    assert sale.terms.gross_paise == round(gross.minor * Decimal("84.1025"))
    assert not str(sale.issue).startswith("Record a rate")
