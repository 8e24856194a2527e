"""The GST of Saleor's checkouts and orders, when a channel's tax app is the suite."""

from __future__ import annotations

import json
from decimal import Decimal
from unittest import mock

import pytest
from saleor.checkout.models import CheckoutLine
from saleor.graphql.tests.utils import get_graphql_content
from saleor.order.models import Order
from saleor.product.models import ProductVariantChannelListing
from saleor.shipping.models import ShippingMethodChannelListing, ShippingZone
from saleor.tax.models import TaxClassCountryRate
from saleor.webhook.event_types import WebhookEventSyncType
from saleor.webhook.models import Webhook
from saleor.webhook.transport.synchronous import transport
from shop import buy, gid

from devtools.saleor.setup import set_plugin
from odop_accounts.tax.carts import CartFacts
from odop_accounts.tax.goods import record_goods
from odop_accounts.tax.rates import Goods
from odop_core.models import IntakeRefusal
from saleor_config.app.saleor_client.documents import document
from saleor_config.app.webhooks.tax_base import TaxQuestion, answer_taxes

PRICES = """query($id: ID!) { checkout(id: $id) {
  lines { totalPrice { net { amount } gross { amount } } }
  shippingPrice { net { amount } gross { amount } } totalPrice { net { amount } gross { amount } }
} }"""
WEBHOOKS = "saleor.plugins.webhook.plugin.WebhookPlugin"
KURTA, LOCK = "62114290", "83014010"


@pytest.fixture
def checkout(checkout):
    """In rupees and with GST in the prices, from Uttar Pradesh to Lucknow; delivery costs 118."""
    for zone in ShippingZone.objects.all():
        zone.countries = [*zone.countries, "IN"]
        zone.save()
    channel = checkout.channel
    channel.currency_code = "INR"
    channel.save()
    ProductVariantChannelListing.objects.filter(channel=channel).update(currency="INR")
    ShippingMethodChannelListing.objects.filter(channel=channel).update(currency="INR", price_amount=118)
    if delivery := getattr(checkout, "assigned_delivery", None):  # from Saleor 3.23 on
        delivery.currency, delivery.price_amount = "INR", 118
        delivery.save()
    CheckoutLine.objects.filter(checkout=checkout).update(currency="INR")
    checkout.currency = "INR"
    checkout.billing_address = checkout.shipping_address.get_copy()
    checkout.save()
    for address in (checkout.billing_address, checkout.shipping_address):
        move(address, "Uttar Pradesh", "226001")
    taxes = channel.tax_configuration
    taxes.charge_taxes = taxes.prices_entered_with_tax = True
    taxes.tax_calculation_strategy, taxes.tax_app_id = "TAX_APP", "plugin:odop.accounts"
    taxes.save()
    taxes.country_exceptions.all().delete()
    set_plugin("odop.consignment", {"corporation_gstins": "09AAACZ9999Z1ZA", "corporation_name": "Corporation"})
    return checkout


def move(address, state, pin):
    address.country, address.country_area, address.postal_code = "IN", state, pin
    address.save()


def sell(checkout, hsn, price):
    """All its goods are of this code, and a piece costs so much."""
    for line in checkout.lines.all():
        record_goods(gid(line.variant.product), Goods(hsn), by="clerk")
        line.variant.channel_listings.update(price_amount=price, discounted_price_amount=price)


def prices(client, checkout):
    type(checkout).objects.filter(pk=checkout.pk).update(price_expiration="2000-01-01T00:00Z")
    found = get_graphql_content(client.post_graphql(PRICES, {"id": gid(checkout)}))["data"]["checkout"]
    amounts = [line["totalPrice"] for line in found["lines"]] + [found["shippingPrice"], found["totalPrice"]]
    return [(each["net"]["amount"], each["gross"]["amount"]) for each in amounts]


@pytest.mark.parametrize(("price", "rate"), [(2625, Decimal("0.05")), (2951, Decimal("0.18"))])
def test_the_slab_decides_and_delivery_is_taxed_like_the_goods(user_api_client, checkout, price, rate):
    # given: kurtas
    sell(checkout, KURTA, price)

    # when
    *lines, delivery, total = prices(user_api_client, checkout)

    # then
    assert lines
    for net, gross in [*lines, delivery]:
        assert net == pytest.approx(gross / (1 + float(rate)), abs=0.011)  # the two halves of the tax are equal
    assert total[1] == pytest.approx(sum(gross for _net, gross in [*lines, delivery]))
    assert total[0] == pytest.approx(sum(net for net, _gross in [*lines, delivery]))


def test_the_order_keeps_what_the_buyer_was_shown(user_api_client, checkout):
    # given: what is sold at 999.00 to Lucknow has two equal halves of GST
    sell(checkout, "57011010", 999)
    shown = prices(user_api_client, checkout)[-1]

    # when
    buy(user_api_client, checkout)

    # then
    order = Order.objects.get()
    assert (float(order.total_net_amount), float(order.total_gross_amount)) == shown
    for line in order.lines.all():
        tax = round((line.total_price_gross_amount - line.total_price_net_amount) * 100)
        assert tax % 2 == 0
        assert line.tax_rate == Decimal("0.05")


def test_a_product_of_unknown_tax_is_taxed_by_its_class_and_that_is_counted(user_api_client, checkout):
    # given
    TaxClassCountryRate.objects.filter(country="IN").delete()
    TaxClassCountryRate.objects.create(country="IN", tax_class=None, rate=12)
    for line in checkout.lines.all():
        line.variant.channel_listings.update(price_amount=112, discounted_price_amount=112)

    # when
    (net, gross), *_others = prices(user_api_client, checkout)

    # then
    assert net == pytest.approx(gross / 1.12, abs=0.01)
    assert IntakeRefusal.objects.get(source="odop.accounts").reason == "taxed-by-class"


def test_a_bug_of_ours_stops_no_checkout(user_api_client, checkout):
    sell(checkout, LOCK, 118)

    with mock.patch.object(CartFacts, "tax_line", side_effect=RuntimeError("a bug")):
        buy(user_api_client, checkout)

    assert Order.objects.exists()


def test_another_tax_app_is_left_alone(user_api_client, checkout):
    # given: the channel's own rates
    sell(checkout, LOCK, 118)
    taxes = checkout.channel.tax_configuration
    taxes.tax_calculation_strategy, taxes.tax_app_id = "FLAT_RATES", None
    taxes.save()
    TaxClassCountryRate.objects.filter(country="IN").delete()

    # when
    (net, gross), *_others = prices(user_api_client, checkout)

    # then
    assert net == gross


def test_a_draft_order_is_taxed_the_same(staff_api_client, permission_manage_orders, checkout, user_api_client):
    # given: an order that waits to be confirmed
    sell(checkout, KURTA, 2951)
    checkout.channel.automatically_confirm_all_new_orders = False
    checkout.channel.save()
    order_id = buy(user_api_client, checkout)
    Order.objects.update(should_refresh_prices=True)
    before = Order.objects.values_list("total_net_amount", "total_gross_amount").get()
    staff_api_client.user.user_permissions.add(permission_manage_orders)

    # when: Saleor reckons it anew
    query = "query($id: ID!) { order(id: $id) { total { net { amount } gross { amount } } } }"
    total = get_graphql_content(staff_api_client.post_graphql(query, {"id": order_id}))["data"]["order"]["total"]

    # then
    assert (total["net"]["amount"], total["gross"]["amount"]) == tuple(map(float, before))


def test_saleor_asks_the_app_as_it_expects_and_takes_its_answer(
    user_api_client, app, permission_handle_taxes, checkout, settings
):
    """What a Saleor sends beside which we run, and what it makes of our answer, without the network between."""
    # given
    settings.PLUGINS = [WEBHOOKS, *settings.PLUGINS]
    sell(checkout, KURTA, 2951)
    app.permissions.add(permission_handle_taxes)
    webhook = Webhook.objects.create(
        name="taxes", app=app, target_url="http://www.example.com/x", subscription_query=document("calculate_taxes")
    )
    webhook.events.create(event_type=WebhookEventSyncType.CHECKOUT_CALCULATE_TAXES)
    taxes = checkout.channel.tax_configuration
    taxes.tax_app_id = app.identifier
    taxes.save()

    def answer(delivery, *args, **kwargs):
        question = TaxQuestion.model_validate(json.loads(delivery.payload.get_payload()))
        return answer_taxes(question.tax_base)

    # when
    with mock.patch.object(transport, "send_webhook_request_sync", side_effect=answer) as asked:
        *lines, delivery, total = prices(user_api_client, checkout)

    # then
    assert asked.called
    for net, gross in [*lines, delivery]:
        assert net == pytest.approx(gross / 1.18, abs=0.011)
    assert total[1] == pytest.approx(sum(gross for _net, gross in [*lines, delivery]))
