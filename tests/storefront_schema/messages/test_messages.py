"""Messages to suppliers: who sees which, what became of them, and sending them again."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from odop_core.queue import worker
from odop_core.security.permissions import Permission
from odop_notifications.gateways.message import Receipt, ReceiptStatus
from odop_notifications.messages import About, Recipient, receipts, write_message
from odop_notifications.models import Message
from odop_notifications.settings import PLUGIN_ID
from storefront_schema import ids
from storefront_schema.viewer import Viewer
from tests import factories
from tests.gateway import SECRET, Gateway, answer
from tests.storefront_schema.client import answer_to, ask, mutate, refusals, staff, where
from tests.storefront_schema.test_operations import run

DESK = staff(Permission.MANAGE_NOTIFICATIONS)
MESSAGES = """query($where: SupplierMessageWhereInput, $first: Int, $after: String) {
  supplierMessages(where: $where, first: $first, after: $after) {
    totalCount
    edges { node {
      id occasion status transport text parts encoding cost { amountPaise } address supplier { id }
      sale { id } order { id }
      attempts { outcome detail } receipts { status detail }
    } }
    pageInfo { endCursor hasNextPage }
  }
}"""
FACTS = {"quantity": 1, "product": "kurta", "order": "7"}


@pytest.fixture(autouse=True)
def _reached(gateway: Gateway) -> None:
    factories.switch(PLUGIN_ID, gateway_url=gateway.url, gateway_secret=SECRET, prices="gateway 25/part", rates="")


def tell(number: int, supplier_id: int = 3, **changes: Any) -> Message:
    to = Recipient("Shabana", "+919800000001", "en", supplier_id=supplier_id)
    about = About(sale_id=number, order_id=f"order-{number}")
    return write_message("bought", to, FACTS, key=f"m-{number}", about=about, **changes)


def shown(viewer: Viewer = DESK, **given: Any) -> list[dict[str, Any]]:
    return [edge["node"] for edge in ask(MESSAGES, viewer, where=where(**given))["supplierMessages"]["edges"]]


def test_a_message_tells_all_that_happened_to_it_with_numbers_hidden(gateway: Gateway) -> None:
    # given
    person = factories.supplier()
    gateway.answers.append(answer(400, b"no such number +919800000001"))
    tell(1, supplier_id=person.id)
    worker.run_due()
    tell(2, supplier_id=person.id)
    worker.run_due()
    receipts.record_receipt(Receipt("gateway", "m-2", ReceiptStatus.DELIVERED, "r-1", detail="919800000001 DELIVRD"))

    # when
    sent, failed = shown()

    # then
    assert (failed["status"], failed["attempts"][0]["outcome"]) == ("FAILED", "PERMANENT")
    assert (sent["status"], sent["receipts"]) == (
        "DELIVERED",
        [{"status": "delivered", "detail": "••••••••0001 DELIVRD"}],
    )
    assert (sent["cost"], sent["parts"], sent["encoding"]) == ({"amountPaise": "25"}, 1, "gsm7")
    assert sent["address"] == "•••••••••0001"
    assert sent["supplier"] == {"id": ids.make("Supplier", person.id)}
    assert "98000" not in str((sent, failed))


def test_messages_are_found_by_what_they_are_about() -> None:
    # given
    first, second = tell(1), tell(2, supplier_id=4, channel="console")
    worker.run_due()

    def found(**given: Any) -> list[str]:
        return [node["id"] for node in shown(**given)]

    # when / then
    one, two = ids.make("SupplierMessage", first.pk), ids.make("SupplierMessage", second.pk)
    assert found() == [two, one]
    assert found(supplierId=ids.make("Supplier", 3)) == found(orderId="order-1") == [one]
    assert found(saleId=ids.make("ConsignmentSale", 2)) == found(transport="console") == [two]
    assert found(status="SENT", occasion="bought") == [two, one]
    assert found(status="FAILED") == found(createdAt={"lte": "2020-01-01T00:00:00Z"}) == []
    assert found(createdAt={"gte": "2020-01-01T00:00:00Z"}) == [two, one]


def test_the_queries_of_a_page_do_not_grow_with_it() -> None:
    # given
    for number in range(12):
        tell(number)
    worker.run_due()

    def count(first: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert len(ask(MESSAGES, DESK, first=first)["supplierMessages"]["edges"]) == first
        return len(queries)

    # when / then
    assert count(1) == count(12)


def shown_to(viewer: Viewer, supplier_id: str) -> int:
    question = "query($where: SupplierMessageWhereInput) { supplierMessages(where: $where) { totalCount } }"
    return int(ask(question, viewer, where=where(supplierId=supplier_id))["supplierMessages"]["totalCount"])


def test_suppliers_see_their_own_messages_but_not_how_they_travelled() -> None:
    # given
    person = factories.supplier("Own Woman", user_id="user-own")
    tell(1, supplier_id=person.id)
    tell(2, supplier_id=person.id + 1)
    viewer = Viewer("customer", "user-own")

    # when
    answer = ask("{ supplierMessages { totalCount edges { node { text } } } }", viewer)["supplierMessages"]
    travelled = answer_to("{ supplierMessages { edges { node { attempts { detail } } } } }", viewer)
    others = shown_to(viewer, ids.make("Supplier", person.id + 1))

    # then
    assert answer["totalCount"] == 1
    assert travelled.is_refused
    assert others == 0


def test_a_failed_message_is_sent_again(gateway: Gateway) -> None:
    # given
    gateway.answers.append(answer(400))
    failed = tell(1)
    worker.run_due()

    # when
    resent = mutate(
        "supplierMessageResend", "message { id status }", DESK, id=("ID!", ids.make("SupplierMessage", failed.pk))
    )

    # then
    assert resent["message"] == {"id": ids.make("SupplierMessage", failed.pk), "status": "QUEUED"}


def test_what_cannot_be_sent_again_says_why() -> None:
    # given
    waiting = tell(1)

    def resend(global_id: str) -> list[tuple[str | None, str]]:
        return refusals(mutate("supplierMessageResend", "message { id }", DESK, id=("ID!", global_id)))

    # when / then
    assert resend(ids.make("SupplierMessage", waiting.pk)) == [("id", "INVALID_STATUS")]
    assert resend(ids.make("SupplierMessage", 10**9)) == [("id", "NOT_FOUND")]
    assert resend("x") == [("id", "GRAPHQL_ERROR")]


def test_channels_tell_how_they_are_doing(gateway: Gateway) -> None:
    # given
    factories.switch(PLUGIN_ID, gateway_url=gateway.url, gateway_secret=SECRET, rates="gateway 30/minute")
    gateway.answers.append(answer(503, b"busy: +919800000001"))
    tell(1)
    worker.run_due()

    # when
    asked = """{ messageTransports {
      name isConfigured isDefault rate { messages seconds } waiting consecutiveFailures lastFailure
    } }"""
    channels = {one["name"]: one for one in ask(asked, DESK)["messageTransports"]}

    # then
    ours = channels["gateway"]
    assert (ours["isConfigured"], ours["isDefault"], ours["rate"]) == (True, True, {"messages": 30, "seconds": 60})
    assert (ours["waiting"], ours["consecutiveFailures"]) == (1, 1)
    assert "98000" not in ours["lastFailure"]
    assert not channels["whatsapp"]["isConfigured"]
    assert channels["console"]["rate"] is None


def test_many_messages_are_sent_again_and_the_others_say_why_not() -> None:
    # given
    failed, sent = tell(1), tell(2)
    Message.objects.filter(pk=failed.pk).update(state="failed")
    Message.objects.filter(pk=sent.pk).update(state="sent")
    given = [ids.make("SupplierMessage", message.pk) for message in (sent, failed)]

    # when
    done = run("staff_message_bulk_resend", DESK, ids=given)["supplierMessageBulkResend"]

    # then
    assert (done["errors"], done["count"]) == ([], 1)
    assert [[error["code"] for error in row["errors"]] for row in done["results"]] == [["INVALID_STATUS"], []]
