"""A real order in a really running Saleor: web server, Celery worker, Redis and gateway are processes of their own.

The buyer's side is GraphQL over HTTP; what became of the order is read on the same endpoint. Processes are killed where
it hurts, and nothing may be lost or doubled.
"""

from __future__ import annotations

import base64
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest

from devtools.machine.processes import wait_until
from devtools.recorder.shopper import STAFF_PERMISSIONS, Shopper
from devtools.saleor.api import SaleorApi
from devtools.saleor.database import database_server
from devtools.saleor.environment import find_saleor
from devtools.saleor.server import RunningSaleor, running_saleor

pytestmark = pytest.mark.story

SOON, A_MINUTE = 15, 60
OUR_PERMISSIONS = ("MANAGE_CONSIGNMENT", "MANAGE_NOTIFICATIONS", "MANAGE_LOGISTICS", "MANAGE_PROVENANCE")
DUPATTA, VASE = {"LKO-CHK-DUP-WHT": 1}, {"AZM-BLK-VASE-10": 1}

COLLECT = """
mutation Collect($reference: String!, $number: String!) {
  pickupMarkCollected(reference: $reference, trackingNumber: $number) {
    pickup { status } errors { field message code }
  }
}
"""


@pytest.fixture(scope="module")
def shop() -> Iterator[RunningSaleor]:
    saleor = find_saleor()
    settings = {"ODOP_PERIODIC_SECONDS": "2", "ENABLE_RESTRICT_WRITER_MIDDLEWARE": "True"}
    name = f"odop_story_{saleor.slug}_{os.getpid()}"
    with (
        database_server() as server,
        running_saleor(server, saleor, database=name, fresh=True, settings=settings) as running,
    ):
        yield running


@pytest.fixture(scope="module")
def staff(shop: RunningSaleor) -> Iterator[SaleorApi]:
    with shop.app(*STAFF_PERMISSIONS, *OUR_PERMISSIONS) as api:
        yield api


@pytest.fixture
def buyer(shop: RunningSaleor, staff: SaleorApi) -> Shopper:
    return Shopper(staff, staff, shop.catalogue, settle=lambda: None)


def rows(shop: RunningSaleor, query: str, *values: Any) -> list[tuple[Any, ...]]:
    with psycopg.connect(shop.database_url, autocommit=True) as connection:
        return connection.execute(query, values or None).fetchall()


def wait_for_message(shop: RunningSaleor, order: dict[str, Any], timeout: float = SOON) -> dict[str, Any]:
    number = order["number"]
    wait_until(lambda: shop.gateway.messages(number), timeout, f"a message about order {number}", shop.worker)
    return shop.gateway.messages(number)[0]


def test_a_paid_order_reaches_the_supplier(shop, buyer):
    # when
    order = buyer.buy("asha", DUPATTA)
    message = wait_for_message(shop, order)

    # then
    assert message["to"] == "+9995550010001"
    assert message["language"] == "hi"
    assert order["number"] in message["text"]
    assert not shop.gateway.refused
    [(events,)] = rows(shop, "SELECT count(*) FROM odop_core_inboxevent WHERE subject = %s", order["id"])
    assert events >= 1


def test_each_supplier_of_an_order_is_told_once(shop, buyer):
    # when
    order = buyer.buy("meera", {**VASE, "KNJ-ATR-GULAB-6": 2, "SRE-WOOD-STAND": 1})
    wait_until(lambda: len(shop.gateway.messages(order["number"])) == 3, SOON, "three messages", shop.worker)

    # then
    messages = shop.gateway.messages(order["number"])
    assert len({message["to"] for message in messages}) == 3


def test_collected_goods_become_a_fulfilment_in_saleor(shop, staff, buyer):
    # given
    order = buyer.buy("rohan", VASE)
    wait_for_message(shop, order)
    find = "SELECT reference FROM odop_logistics_pickup WHERE order_id = %s"
    [(reference,)] = wait_until(lambda: rows(shop, find, order["id"]), SOON, "a pickup", shop.worker)

    # when
    payload = staff.mutate(COLLECT, reference=reference, number="AWB-STORY-1")

    # then
    assert payload["pickup"]["status"] == "COLLECTED"
    fulfilled = wait_until(lambda: buyer.read(order)["fulfillments"], SOON, "a fulfilment", shop.worker)
    assert [row["trackingNumber"] for row in fulfilled] == ["AWB-STORY-1"]
    assert buyer.read(order)["status"] == "FULFILLED"


def test_a_cancelled_order_is_taken_back(shop, buyer):
    # given
    order = buyer.buy("kavya", DUPATTA)
    wait_for_message(shop, order)

    # when
    buyer.cancel(order)

    # then: the supplier had been notified, so is notified again
    wait_until(lambda: len(shop.gateway.messages(order["number"])) == 2, SOON, "the taking back", shop.worker)
    states = rows(shop, "SELECT state FROM odop_logistics_pickup WHERE order_id = %s", order["id"])
    assert states == [("cancelled",)]


def test_an_order_outlives_a_killed_worker(shop, buyer):
    # given
    shop.worker.kill()

    # when
    order = buyer.buy("asha", DUPATTA)
    time.sleep(1)

    # then
    assert not shop.gateway.messages(order["number"])
    shop.worker.start()
    wait_for_message(shop, order, A_MINUTE)
    assert len(shop.gateway.messages(order["number"])) == 1


def test_an_order_outlives_a_web_server_killed_before_its_hooks(shop, buyer):
    # given: a purchase that stops where Saleor has committed the order and our hook wants to write it down
    known = {row[0] for row in rows(shop, "SELECT id FROM order_order")}

    # when
    with inbox_locked(shop) as lock, pytest.raises(Exception, match=r"(?i)connection|closed|reset"):
        start_buying_and_kill(shop, buyer, lock)
    shop.start_web()

    # then
    [(order_id, number)] = [row for row in rows(shop, "SELECT id, number FROM order_order") if row[0] not in known]
    wait_for_message(shop, {"number": str(number)}, A_MINUTE)
    names = rows(shop, "SELECT name FROM odop_core_inboxevent WHERE subject = %s", gid(order_id))
    assert ("RECONCILED",) in names
    assert ("ORDER_CREATED",) not in names


def test_the_processes_never_touched_the_writer_unasked(shop):
    for process in (shop.web, shop.worker):
        assert "Unsafe access to the writer" not in process.log()
        assert "Traceback" not in process.log()


def gid(order_id: Any) -> str:
    return base64.b64encode(f"Order:{order_id}".encode()).decode()


@contextmanager
def inbox_locked(shop: RunningSaleor) -> Iterator[psycopg.Connection]:
    """Nobody can write to the inbox until the connection given is closed."""
    with psycopg.connect(shop.database_url) as connection:
        connection.execute("LOCK TABLE odop_core_inboxevent IN ACCESS EXCLUSIVE MODE")
        yield connection


def start_buying_and_kill(shop: RunningSaleor, buyer: Shopper, lock: psycopg.Connection) -> None:
    """Kill the web server while its hook waits for the lock, and the hook's INSERT with it.

    The worker rests meanwhile, or it would find the order before the web server is dead.
    """
    shop.worker.stop()
    killer = threading.Thread(target=kill_when_waiting, args=(shop, lock))
    killer.start()
    try:
        buyer.buy("asha", DUPATTA)
    finally:
        killer.join()
        shop.worker.start()


def kill_when_waiting(shop: RunningSaleor, lock: psycopg.Connection) -> None:
    waiting = (
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        " AND query LIKE 'INSERT INTO odop_core_inboxevent%'"
    )
    wait_until(lambda: rows(shop, waiting), SOON, "the hook to wait")
    shop.web.kill()
    for (pid,) in rows(shop, waiting):
        rows(shop, "SELECT pg_terminate_backend(%s)", pid)
    lock.rollback()
