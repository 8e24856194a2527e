"""A supplier hears of a purchase at once and answers; one who is silent is called, and somebody else supplies.

A really running Saleor with its Celery worker and a gateway on loopback. Everybody acts over GraphQL; clocks are moved
by moving what is due.
"""

from __future__ import annotations

import json
import logging
import os
import time
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
import requests

from devtools.machine.gateway import SMS, Received
from devtools.machine.processes import LOOPBACK, wait_until
from devtools.machine.state import CHECKOUT
from devtools.recorder.shopper import STAFF_PERMISSIONS, Order, Shopper
from devtools.saleor.api import SaleorApi
from devtools.saleor.database import database_server
from devtools.saleor.environment import find_saleor
from devtools.saleor.server import RunningSaleor, running_saleor
from odop_core.security import signatures

pytestmark = pytest.mark.story
logger = logging.getLogger(__name__)

SOON = 30
PLUGIN = "odop.notifications"
BRASS, KURTA = "MBD-BRS-SURAHI", "LKO-CHK-ANK-S"  # the kurta is offered by two
YUSUF, REHANA, KAKORI = "+9995550010003", "+9995550010001", "+9995550010002"
SITA, PASSWORD = "sita@example.com", "for this test only"
OPERATIONS = CHECKOUT / "storefront_schema" / "operations"

CONFIGURE = """
mutation Configure($id: ID!, $settings: [ConfigurationItemInput!]!) {
  pluginUpdate(id: $id, input: {active: true, configuration: $settings}) { errors { field message code } }
}
"""
ENTER = """
mutation Enter($input: HelplineOperatorUpsertInput!) {
  helplineOperatorUpsert(input: $input) { operator { name } errors { field message code } }
}
"""
ME = "{ me { id } }"
CONSIGNMENTS = """
query Consignments($order: ID!) {
  orderConsignments(orderId: $order) { productName quantity status supplier { name } }
}
"""


class Clock:
    """When each message came to the gateway."""

    def __init__(self) -> None:
        self.came: dict[str, float] = {}

    def __call__(self, received: Received) -> None:
        if received.path == SMS:
            self.came.setdefault(received.content["order"], time.monotonic())


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def shop(clock: Clock) -> Iterator[RunningSaleor]:
    saleor = find_saleor()
    settings = {"ODOP_PERIODIC_SECONDS": "2", "ENABLE_RESTRICT_WRITER_MIDDLEWARE": "True"}
    name = f"odop_told_{saleor.slug}_{os.getpid()}"
    with (
        database_server() as server,
        running_saleor(server, saleor, database=name, fresh=True, settings=settings, on_message=clock) as running,
    ):
        # Suppliers may be called at any hour, so that it does not matter when the tests are run.
        always = [{"name": "hours", "value": ""}, {"name": "waiting_counts_at_night", "value": True}]
        running.admin().mutate(CONFIGURE, id=PLUGIN, settings=always)
        yield running


@pytest.fixture(scope="module")
def sita(shop: RunningSaleor) -> Callable[[], SaleorApi]:
    """An operator with an account of her own, entered by a supervisor. Signs in anew: tokens live five minutes."""
    shop.run("devtools.saleor.setup", "admin", SITA, PASSWORD)
    api = SaleorApi.signed_in(shop.api_url, SITA, PASSWORD)
    account = api.query(ME)["me"]["id"]
    shop.admin().mutate(ENTER, input={"name": "Sita", "userId": account, "languages": ["hi"]})
    return lambda: SaleorApi.signed_in(shop.api_url, SITA, PASSWORD)


@pytest.fixture(scope="module")
def buyer(shop: RunningSaleor) -> Iterator[Shopper]:
    with shop.app(*STAFF_PERMISSIONS) as staff:
        yield Shopper(staff, staff, shop.catalogue, settle=lambda: None)


def rows(shop: RunningSaleor, query: str, *values: Any) -> list[tuple[Any, ...]]:
    with psycopg.connect(shop.database_url, autocommit=True) as connection:
        found = connection.execute(query, values or None)
        return found.fetchall() if found.description else []


def soon(shop: RunningSaleor, seen: Callable[[], Any], what: str) -> Any:
    return wait_until(seen, SOON, what, shop.worker)


def told(shop: RunningSaleor, order: Order, phone: str) -> list[dict[str, Any]]:
    return [message for message in shop.gateway.messages(order["number"]) if message["to"] == phone]


def consignments(shop: RunningSaleor, order: Order) -> list[tuple[str, str]]:
    """Who supplies the order's pieces, and how far they are."""
    found = shop.admin().query(CONSIGNMENTS, order=order["id"])["orderConsignments"]
    return [(row["supplier"]["name"], row["status"]) for row in found]


def operation(name: str) -> str:
    return (OPERATIONS / f"{name}.graphql").read_text("utf-8")


def board(shop: RunningSaleor) -> dict[str, Any]:
    """What the supervisor sees."""
    return dict(shop.admin().query(operation("helpline_board"))["helplineBoard"])


def reply(shop: RunningSaleor, phone: str, text: str) -> requests.Response:
    """The gateway hands on what a supplier wrote."""
    body = json.dumps({"type": "reply", "from": phone, "text": text}, ensure_ascii=False).encode()
    headers = signatures.sign_headers(shop.gateway.secret, f"reply:{time.monotonic_ns()}", body)
    headers["content-type"] = "application/json"
    url = f"http://{LOOPBACK}:{shop.port}/plugins/global/{PLUGIN}/gateway/"
    return requests.post(url, data=body, headers=headers, timeout=20)


@pytest.fixture(scope="module")
def brass(shop: RunningSaleor, buyer: Shopper, clock: Clock) -> tuple[Order, float]:
    """Yusuf's brass was bought and paid: the order, and how long it took until the gateway had his message."""
    checkout = buyer.prepare("priya", {BRASS: 1})
    began = time.monotonic()
    order = buyer.complete(*checkout)
    soon(shop, lambda: told(shop, order, YUSUF), "the message")
    return order, clock.came[order["number"]] - began


def test_the_supplier_reads_in_hindi_what_was_bought(shop, brass):
    # when
    order, seconds = brass
    logger.info("From checkoutComplete to the gateway: %.2f s", seconds)

    # then
    (message,) = told(shop, order, YUSUF)
    logger.info("%s", message["text"])
    assert message["language"] == "hi"
    assert message["text"].startswith(
        "नमस्ते मो. यूसुफ अंसारी जी, ODOP मार्ट पर आपका माल बिका है: मीनाकारी पीतल सुराही, नग: 1 "
        f"(आदेश {order['number']})। कृपया माल तैयार रखें"
    )
    assert seconds < SOON


def test_a_reply_that_is_not_the_gateways_is_refused(shop, brass):
    # given
    body = json.dumps({"type": "reply", "from": YUSUF, "text": "तैयार"}).encode()
    url = f"http://{LOOPBACK}:{shop.port}/plugins/global/{PLUGIN}/gateway/"

    # when
    answer = requests.post(url, data=body, headers=signatures.sign_headers("whsec_Zm9yZ2Vk", "r1", body), timeout=20)

    # then
    assert answer.status_code == 401
    assert consignments(shop, brass[0]) == [("Mohd. Yusuf Ansari", "PLACED")]


def test_his_answer_makes_the_goods_ready(shop, brass):
    # when
    order, _seconds = brass
    began = time.monotonic()
    answer = reply(shop, YUSUF, "तैयार")

    # then
    assert (answer.status_code, answer.json()) == (200, {"accepted": 1, "heard": 1})
    soon(shop, lambda: consignments(shop, order) == [("Mohd. Yusuf Ansari", "READY")], "the sale to be ready")
    logger.info("From the reply to READY: %.2f s", time.monotonic() - began)


def test_who_is_silent_is_called_and_somebody_else_supplies(shop, buyer, sita):
    # given: one of the two who have the kurta is asked, and says nothing
    order = buyer.buy("priya", {KURTA: 1})
    soon(shop, lambda: shop.gateway.messages(order["number"]), "the message")
    (asked,) = shop.gateway.messages(order["number"])
    (other,) = {REHANA, KAKORI} - {asked["to"]}
    [before] = consignments(shop, order)
    assert sita().mutate(operation("helpline_call_claim"))["detail"] is None

    # when: her time is over
    rows(shop, "UPDATE odop_notifications_question SET due_at = now() WHERE order_id = %s", order["id"])
    card = soon(shop, lambda: sita().mutate(operation("helpline_call_claim"))["detail"], "her call in the queue")

    # then
    logger.info("%s", "\n".join(card["script"]["lines"]))
    assert (card["call"]["orderNumber"], card["call"]["reason"]) == (order["number"], "UNANSWERED")
    assert card["call"]["phone"].endswith(asked["to"][-2:])
    assert asked["to"] not in str(card)
    (busy,) = board(shop)["operators"]
    assert (busy["operator"], busy["callInHand"]) == ("Sita", {"id": card["call"]["id"]})

    # when: she cannot supply it
    outcome = {"outcome": "DECLINED", "note": "the cloth has not come"}
    sita().mutate(operation("helpline_call_complete"), id=card["call"]["id"], input=outcome)

    # then: the others who offer it are asked and told, and she is told to send nothing
    (message,) = soon(shop, lambda: told(shop, order, other), "the message to the others")
    logger.info("%s", message["text"])
    assert f"(आदेश {order['number']})" in message["text"]
    [after] = consignments(shop, order)
    assert before[0] != after[0]
    assert after[1] == "PLACED"
    soon(shop, lambda: "रद्द हो गया है" in told(shop, order, asked["to"])[-1]["text"], "the taking back")

    # and: the supervisor sees it
    seen = board(shop)
    (done,) = seen["operators"]
    assert (seen["waiting"], seen["claimed"], seen["breached"]) == (0, 0, 0)
    assert (done["operator"], done["calls"], done["answered"], done["callInHand"]) == ("Sita", 1, 1, None)
