"""Goods of suppliers who may sell only inside their own State: a buyer elsewhere is told so before they pay."""

from __future__ import annotations

import json
from unittest import mock

import graphene
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from saleor.graphql.tests.utils import get_graphql_content
from saleor.order.models import Order
from saleor.shipping.models import ShippingZone
from saleor.webhook.event_types import WebhookEventSyncType
from saleor.webhook.models import Webhook
from saleor.webhook.transport.synchronous import transport
from shop import buy, gid, pay, run

from odop_consignment.api import checkout as consignment
from odop_consignment.models import CheckoutRefusal, Offer, Regime, Sale, Supplier
from odop_core.india.dates import today
from odop_core.models import IntakeRefusal
from odop_core.queue import worker
from saleor_config.app.saleor_client.documents import document

COMPLETE = """
mutation Complete($id: ID!) {
  checkoutComplete(id: $id) { order { id } errors { field message code lines variants } }
}
"""
ORDER_FROM_CHECKOUT = """
mutation Order($id: ID!) {
  orderCreateFromCheckout(id: $id) { order { id } errors { field message code lines variants } }
}
"""
MOVE = """
mutation Move($id: ID!, $address: AddressInput!) {
  checkoutShippingAddressUpdate(id: $id, shippingAddress: $address) { errors { field message code } }
}
"""
WEBHOOKS = "saleor.plugins.webhook.plugin.WebhookPlugin"  # up to 3.22 it is what asks the apps about delivery
STATES = {
    "Uttar Pradesh": ("Lucknow", "226001"),
    "Delhi": ("New Delhi", "110001"),
}


@pytest.fixture
def checkout(checkout):
    """Of goods that an enrolled supplier of Uttar Pradesh supplies, from Lucknow to Lucknow."""
    for zone in ShippingZone.objects.all():
        zone.countries = [*zone.countries, "IN"]
        zone.save()
    checkout.billing_address = checkout.shipping_address.get_copy()
    checkout.save()
    for address in (checkout.billing_address, checkout.shipping_address):
        move(address, "Uttar Pradesh")
    return checkout


@pytest.fixture
def ramesh(checkout):
    return sells(checkout, tax_regime="enrolled", supply_model="enrolled_supplier", enrolment_number="092600012345ESF")


def sells(checkout, **regime):
    supplier = Supplier.objects.create(name="Ramesh", phone="+919800000001", state="approved", state_code="09")
    Regime.objects.create(supplier=supplier, valid_from=today(), recorded_by="test", **regime)
    for line in checkout.lines.all():
        for stock in line.variant.stocks.all():
            point = gid(stock.warehouse)
            Offer.objects.create(supplier=supplier, variant_id=gid(line.variant), pickup_point_id=point, active=True)
    return supplier


def move(address, state):
    address.country, address.country_area = "IN", state
    address.city, address.postal_code = STATES[state]
    address.save()


def as_input(state):
    city, postal_code = STATES[state]
    return {
        "firstName": "Asha", "lastName": "Devi", "streetAddress1": "1 Main Road", "city": city.upper(),
        "postalCode": postal_code, "country": "IN", "countryArea": state,
    }  # fmt: skip


def complete(client, checkout, document=COMPLETE):
    data = get_graphql_content(client.post_graphql(document, {"id": gid(checkout)}))["data"]
    (payload,) = data.values()
    return payload


def test_inside_the_state_it_is_sold(user_api_client, till, checkout, ramesh):
    # given
    pay(till, gid(checkout), 10_000, checkout.currency)

    # when
    order_id = buy(user_api_client, checkout)

    # then
    worker.run_due()
    assert Sale.objects.filter(order_id=order_id, supplier=ramesh).count() == Order.objects.get().lines.count()
    assert not CheckoutRefusal.objects.exists()


def test_elsewhere_the_buyer_is_told_which_lines_and_why(user_api_client, checkout, ramesh):
    # given
    move(checkout.shipping_address, "Delhi")

    # when
    payload = complete(user_api_client, checkout)

    # then
    (error,) = payload["errors"]
    assert payload["order"] is None
    assert "can be sold inside Uttar Pradesh only, and not sent to Delhi." in error["message"]
    assert (error["field"], error["code"]) == ("lines", "UNAVAILABLE_VARIANT_IN_CHANNEL")
    assert set(error["lines"]) == {graphene.Node.to_global_id("CheckoutLine", line.pk) for line in checkout.lines.all()}
    assert set(error["variants"]) == {gid(line.variant) for line in checkout.lines.all()}
    assert not Order.objects.exists()
    assert {(row.bill_state_code, row.ship_state_code) for row in CheckoutRefusal.objects.all()} == {("09", "07")}


def test_a_bill_to_another_state_is_refused_too(user_api_client, checkout, ramesh):
    # given
    move(checkout.billing_address, "Delhi")

    # then
    assert "not billed to Delhi" in complete(user_api_client, checkout)["errors"][0]["message"]


def test_with_another_address_the_same_checkout_is_sold(user_api_client, checkout, ramesh):
    # given
    move(checkout.shipping_address, "Delhi")
    assert complete(user_api_client, checkout)["errors"]

    # when
    run(user_api_client, MOVE, id=gid(checkout), address=as_input("Uttar Pradesh"))

    # then
    assert complete(user_api_client, checkout)["errors"] == []
    assert Order.objects.count() == 1


def test_an_app_that_makes_orders_of_checkouts_is_told_too(
    app_api_client, permission_handle_checkouts, checkout, ramesh
):
    # given
    app_api_client.app.permissions.add(permission_handle_checkouts)
    move(checkout.shipping_address, "Delhi")

    # then
    payload = complete(app_api_client, checkout, ORDER_FROM_CHECKOUT)
    assert "can be sold inside Uttar Pradesh only" in payload["errors"][0]["message"]


@pytest.mark.parametrize(
    "regime",
    [
        {"tax_regime": "registered", "supply_model": "marketplace_vendor", "gstin": "09AAACH7409R1ZZ"},
        {"tax_regime": "unregistered", "supply_model": "consignment"},
    ],
)
def test_others_sell_to_delhi(user_api_client, checkout, regime):
    # given
    sells(checkout, **regime)
    move(checkout.shipping_address, "Delhi")

    # then
    assert complete(user_api_client, checkout)["errors"] == []


def test_a_shop_without_such_suppliers_pays_one_query(user_api_client, checkout):
    # when
    with CaptureQueriesContext(connection) as captured:
        buy(user_api_client, checkout)

    # then
    asked = [query["sql"] for query in captured.captured_queries if "odop_consignment" in query["sql"]]
    assert len(asked) == 1


def test_a_bug_of_ours_stops_no_sale_and_is_counted(user_api_client, checkout, ramesh, caplog):
    # when
    with mock.patch.object(consignment, "refuse", side_effect=RuntimeError("a bug")):
        payload = complete(user_api_client, checkout)

    # then
    assert payload["errors"] == []
    assert "it was let pass" in caplog.text
    assert IntakeRefusal.objects.get().reason == "checkout-check-failed"


def test_what_got_past_is_given_to_no_supplier(user_api_client, till, checkout, ramesh):
    # given
    pay(till, gid(checkout), 10_000, checkout.currency)
    move(checkout.shipping_address, "Delhi")
    with mock.patch.object(consignment, "refuse", side_effect=RuntimeError("a bug")):
        order_id = complete(user_api_client, checkout)["order"]["id"]

    # when
    worker.run_due()

    # then
    sales = Sale.objects.filter(order_id=order_id)
    assert sales
    assert all(sale.supplier is None and str(sale.issue).startswith("May not be sold there") for sale in sales)


def test_saleor_asks_the_app_as_it_expects_and_takes_its_answer(
    user_api_client, app, permission_manage_checkouts, checkout, ramesh, settings
):
    """What a Saleor sends beside which we run, and what it makes of our answer, without the network between."""
    # given
    settings.PLUGINS = [WEBHOOKS, *settings.PLUGINS]
    app.permissions.add(permission_manage_checkouts)
    webhook = Webhook.objects.create(
        name="filter", app=app, target_url="http://www.example.com/x",
        subscription_query=document("checkout_shipping_filter"),
    )  # fmt: skip
    webhook.events.create(event_type=WebhookEventSyncType.CHECKOUT_FILTER_SHIPPING_METHODS)
    move(checkout.shipping_address, "Delhi")
    asked = []

    def answer(delivery, *args, **kwargs):
        asked.append(json.loads(delivery.payload.get_payload()))
        methods = asked[-1]["shippingMethods"]
        return {"excluded_methods": [{"id": method["id"], "reason": "not there"} for method in methods]}

    query = """query($id: ID!) { checkout(id: $id) { shippingMethods { id active message } } }"""

    # when
    with mock.patch.object(transport, "send_webhook_request_sync", side_effect=answer):
        content = get_graphql_content(user_api_client.post_graphql(query, {"id": gid(checkout)}))

    # then
    methods = content["data"]["checkout"]["shippingMethods"]
    assert methods
    assert {(method["active"], method["message"]) for method in methods} == {(False, "not there")}
    (question, *_more) = asked
    assert question["checkout"]["shippingAddress"] == {
        "countryArea": "Delhi", "postalCode": "110001", "country": {"code": "IN"},
    }  # fmt: skip
    assert question["checkout"]["languageCode"] == "EN"
    assert question["checkout"]["lines"][0]["variant"]["product"]["name"]
