"""Our documents among Saleor's invoices: the Dashboard's "Generate invoice", the buyer's account, and deletions."""

from __future__ import annotations

from unittest import mock

import pytest
from django.db import transaction
from saleor.graphql.tests.utils import get_graphql_content
from saleor.invoice.models import Invoice
from saleor.order.models import Order
from shop import CANCEL, gid, pay, run

from devtools.saleor.setup import set_plugin
from odop_accounts.models import Document
from odop_accounts.tax.goods import record_goods
from odop_accounts.tax.rates import Goods
from odop_consignment.api.exchange_rates import record_exchange_rate
from odop_consignment.models import Offer, Regime, Supplier
from odop_core.india.dates import today
from odop_core.queue import reconciler, worker

REQUEST = """mutation($order: ID!, $number: String) {
  invoiceRequest(orderId: $order, number: $number) { invoice { id number url status } errors { field message code } }
}"""
DELETE = "mutation($id: ID!) { invoiceDelete(id: $id) { errors { field message code } } }"
REQUEST_DELETE = "mutation($id: ID!) { invoiceRequestDelete(id: $id) { errors { field message code } } }"
ORDER = "query($id: ID!) { order(id: $id) { invoices { number url } } }"
GSTIN = "09AAACU1234A1Z5"


def catch_up():
    """Whatever hooks announced, and what they did not."""
    reconciler.ORDERS.run()
    worker.run_due()


@pytest.fixture
def staff(staff_api_client, permission_group_manage_orders):
    permission_group_manage_orders.user_set.add(staff_api_client.user)
    return staff_api_client


@pytest.fixture
def paid(till, order_with_lines, settings):
    """A paid order of two sellers of record: the corporation, for a consignor, and a vendor."""
    settings.PUBLIC_URL = "https://shop.example"
    set_plugin("odop.consignment", {"corporation_gstins": "09AAACH7409R1ZZ", "corporation_name": "Corporation"})
    record_exchange_rate(order_with_lines.currency, today(), "80", source="RBI", by="clerk")
    people = [("consignment", "unregistered", ""), ("marketplace_vendor", "registered", GSTIN)]
    for line, (model, tax, gstin) in zip(order_with_lines.lines.all(), people, strict=True):
        supplier = Supplier.objects.create(name=model, phone="+919800000001", state="approved", state_code="09")
        Regime.objects.create(
            supplier=supplier,
            valid_from="2020-04-01",
            supply_model=model,
            tax_regime=tax,
            gstin=gstin,
            recorded_by="x",
        )
        point = gid(line.allocations.get().stock.warehouse)
        Offer.objects.create(supplier=supplier, variant_id=gid(line.variant), pickup_point_id=point, active=True)
        record_goods(gid(line.variant.product), Goods("62114290"), by="clerk")
    pay(till, gid(order_with_lines), 10_000, order_with_lines.currency)
    catch_up()
    return order_with_lines


def request_invoice(client, order, number=None):
    answer = get_graphql_content(client.post_graphql(REQUEST, {"order": gid(order), "number": number}))
    return answer["data"]["invoiceRequest"]


def test_generate_invoice_shows_an_invoice_of_each_seller(staff, paid, client):
    # when
    answer = request_invoice(staff, paid)

    # then
    assert not answer["errors"]
    assert answer["invoice"]["status"] == "SUCCESS"
    shown = get_graphql_content(staff.post_graphql(ORDER, {"id": gid(paid)}))["data"]["order"]["invoices"]
    assert len(shown) == Document.objects.count() == 2
    assert {document.issuer for document in Document.objects.all()} == {"09AAACH7409R1ZZ", GSTIN}

    # and each can be read by its link
    response = client.get(shown[0]["url"].removeprefix("https://shop.example"))
    assert response.content.startswith(b"%PDF")


def test_pressed_again_it_makes_no_more(staff, paid):
    # given
    request_invoice(staff, paid)

    # when
    answer = request_invoice(staff, paid)
    catch_up()

    # then
    assert not answer["errors"]
    assert Invoice.objects.filter(order=paid).count() == Document.objects.count() == 2


def test_a_number_of_ones_own_is_refused(staff, paid):
    # when
    answer = request_invoice(staff, paid, number="INV-1")

    # then
    assert answer["errors"][0]["field"] == "orderId"
    assert not Invoice.objects.exists()


@pytest.mark.parametrize("mutation", [DELETE, REQUEST_DELETE], ids=["delete", "request"])
def test_what_was_issued_is_not_deleted(staff, paid, mutation):
    # given
    request_invoice(staff, paid)
    invoice = Invoice.objects.first()

    # when (as outside the test's transaction, where plugins are asked at once)
    at_once = mock.patch("saleor.graphql.core.mutations.call_event", lambda ask, *args, **kwargs: ask(*args, **kwargs))
    with at_once, transaction.atomic():
        answer = get_graphql_content(staff.post_graphql(mutation, {"id": gid(invoice)}))["data"]

    # then
    (payload,) = answer.values()
    assert payload["errors"][0]["code"] == "INVALID_STATUS"
    invoice.refresh_from_db()
    assert invoice.status == "success"


def test_an_order_without_sales_says_what_is_missing(staff, order_with_lines):
    # when
    answer = request_invoice(staff, order_with_lines)

    # then
    assert answer["errors"][0]["code"] == "NOT_READY"
    assert not Invoice.objects.exists()


def test_called_off_after_the_invoice_its_credit_note_is_shown_too(staff, paid):
    # given
    request_invoice(staff, paid)

    # when
    run(staff, CANCEL, id=gid(paid))
    catch_up()
    worker.run_due()

    # then
    assert Order.objects.get(pk=paid.pk).invoices.count() == 4
    assert set(Document.objects.values_list("kind", flat=True)) == {"tax_invoice", "credit_note"}
