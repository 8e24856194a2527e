"""The suite beside a really running Saleor: that Saleor installs the App, signs its webhooks and makes its fulfilments.

The App runs as its own processes in its own environment, on a database of its own.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from beside import A_MINUTE, OUR_PERMISSIONS, running_beside

from devtools.demo.app_server import AppServer, report_collected
from devtools.machine.gateway import Gateway
from devtools.machine.processes import wait_until
from devtools.recorder.shopper import STAFF_PERMISSIONS, Shopper
from devtools.saleor.api import SaleorApi
from devtools.saleor.database import database_server
from devtools.saleor.environment import find_saleor
from devtools.saleor.origins import CHOOSE
from devtools.saleor.server import RunningSaleor, running_saleor

pytestmark = pytest.mark.story

SOON = 30
PAID_EVENTS = {"ORDER_CREATED", "ORDER_PAID", "ORDER_FULLY_PAID"}
ATTRIBUTE = """
query Attribute($slug: String!) {
  attribute(slug: $slug) { id choices(first: 100) { edges { node { id name slug externalReference } } } }
}
"""
RENAME = """
mutation Rename($id: ID!, $name: String!) {
  attributeValueUpdate(id: $id, input: {name: $name}) { errors { field message code } }
}
"""
APPS = """
{
  apps(first: 50, filter: {type: THIRDPARTY}) {
    edges { node { id name isActive version permissions { code } webhooks { id isActive asyncEvents { eventType } } } }
  }
}
"""
DELIVERIES = """
query Deliveries($webhook: ID!) {
  webhook(id: $webhook) { eventDeliveries(first: 100) { edges { node { eventType status } } } }
}
"""


@pytest.fixture(scope="module")
def shop() -> Iterator[RunningSaleor]:
    saleor = find_saleor()
    name = f"odop_beside_{saleor.slug}_{os.getpid()}"
    with database_server() as server, running_saleor(server, saleor, database=name, fresh=True) as running:
        yield running


@pytest.fixture(scope="module")
def gateway() -> Iterator[Gateway]:
    """The outside world of the App; the suite in Saleor's own process has another."""
    with Gateway("whsec_YmVzaWRlIFNhbGVvcg==").serving() as serving:
        yield serving


@pytest.fixture(scope="module")
def app(shop: RunningSaleor, gateway: Gateway, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    with running_beside(shop, gateway, tmp_path_factory.mktemp("app")) as running:
        yield running


@pytest.fixture(scope="module")
def staff(shop: RunningSaleor) -> Iterator[SaleorApi]:
    with shop.app(*STAFF_PERMISSIONS) as api:
        yield api


@pytest.fixture
def buyer(app: AppServer, staff: SaleorApi, shop: RunningSaleor) -> Shopper:
    return Shopper(staff, staff, shop.catalogue, settle=lambda: None)


def ours(api: SaleorApi) -> dict[str, Any]:
    return next(edge["node"] for edge in api.query(APPS)["apps"]["edges"] if edge["node"]["name"] == "ODOP Mart")


def rows(app: AppServer, query: str, *values: Any) -> list[tuple[Any, ...]]:
    with psycopg.connect(app.database_url, autocommit=True) as connection:
        return connection.execute(query, values).fetchall()


def told_of(app: AppServer, order: dict[str, Any]) -> set[str]:
    """The names of the events the App accepted about an order; the worker's own question to Saleor is one of them."""
    return {name for (name,) in rows(app, "SELECT name FROM odop_core_inboxevent WHERE subject = %s", order["id"])}


def wait_for_message(app: AppServer, gateway: Gateway, order: dict[str, Any], timeout: float = SOON) -> dict[str, Any]:
    number = order["number"]
    wait_until(lambda: gateway.messages(number), timeout, f"a message about order {number}", app.worker)
    return gateway.messages(number)[0]


def test_saleor_installs_the_app_from_its_manifest(app, shop):
    # when
    installed = ours(shop.admin())  # from 3.24 on, no app may look at apps

    # then
    assert installed["isActive"]
    assert {permission["code"] for permission in installed["permissions"]} == set(OUR_PERMISSIONS)
    events = {event["eventType"] for webhook in installed["webhooks"] for event in webhook["asyncEvents"]}
    assert {"ORDER_CREATED", "ORDER_FULLY_PAID", "PRODUCT_UPDATED"} <= events
    [(version, token)] = rows(app, "SELECT saleor_version, auth_token FROM odop_app_installation")
    assert version.startswith("3.")
    assert token


def test_a_paid_order_reaches_the_supplier_by_signed_webhooks(app, buyer, gateway, shop):
    # when
    order = buyer.buy("asha", {"LKO-CHK-DUP-WHT": 1})
    message = wait_for_message(app, gateway, order)

    # then
    assert message["to"] == "+9995550010001"
    assert message["language"] == "hi"
    wait_until(lambda: told_of(app, order) & PAID_EVENTS, SOON, "the webhook of the payment", shop.worker)
    assert rows(app, "SELECT * FROM odop_core_intakerefusal") == []


def test_saleor_counts_its_deliveries_as_successes(app, buyer, gateway, shop):
    # given
    wait_for_message(app, gateway, buyer.buy("asha", {"LKO-CHK-DUP-PNK": 1}))
    admin = shop.admin()
    webhooks = ours(admin)["webhooks"]

    def states() -> list[str]:
        kept = [admin.query(DELIVERIES, webhook=webhook["id"])["webhook"] for webhook in webhooks]
        return [edge["node"]["status"] for webhook in kept for edge in webhook["eventDeliveries"]["edges"]]

    # then: Saleor forgets what it delivered; whatever it keeps is not a failure
    wait_until(lambda: "PENDING" not in states(), SOON, "deliveries to end", shop.worker)
    assert set(states()) <= {"SUCCESS"}


def test_collected_goods_become_a_fulfilment_in_saleor(app, buyer, gateway):
    # given
    order = buyer.buy("rohan", {"AZM-BLK-VASE-10": 1})
    wait_for_message(app, gateway, order)
    find = "SELECT reference FROM odop_logistics_pickup WHERE order_id = %s"
    [(reference,)] = wait_until(lambda: rows(app, find, order["id"]), SOON, "a pickup", app.worker)

    # when
    answer = report_collected(app.url, gateway.secret, reference, "AWB-BESIDE-1")

    # then
    assert answer.status_code == 200
    fulfilled = wait_until(lambda: buyer.read(order)["fulfillments"], SOON, "a fulfilment", app.worker)
    assert [row["trackingNumber"] for row in fulfilled] == ["AWB-BESIDE-1"]
    assert buyer.read(order)["status"] == "FULFILLED"


def test_a_cancelled_order_is_taken_back(app, buyer, gateway):
    # given
    order = buyer.buy("kavya", {"KNJ-ATR-GULAB-6": 1})
    wait_for_message(app, gateway, order)

    # when
    buyer.cancel(order)

    # then: the supplier had been notified, so is notified again
    wait_until(lambda: len(gateway.messages(order["number"])) == 2, SOON, "the taking back", app.worker)


def test_an_order_whose_webhooks_were_lost_is_found(app, buyer, gateway):
    # given: nobody answers Saleor's webhooks
    app.web.kill()

    # when
    order = buyer.buy("meera", {"SRE-WOOD-STAND": 1})

    # then: the worker asks Saleor itself
    try:
        wait_for_message(app, gateway, order, A_MINUTE)
        assert "RECONCILED" in told_of(app, order)
    finally:
        app.start_web()


def values(staff, slug):
    """The attribute's id, and its values by reference."""
    attribute = staff.query(ATTRIBUTE, slug=slug)["attribute"]
    nodes = [edge["node"] for edge in attribute["choices"]["edges"]]
    return attribute["id"], {node["externalReference"]: node for node in nodes}


def test_both_hosts_want_the_same_attributes(app):
    # when: the suite in Saleor's own process has set them up
    output = app.run("django", "odop_setup_attributes", "--product-type", "odop-product")

    # then
    assert output.strip() == "All is as it should be; nothing was changed."


def test_the_app_repairs_a_renamed_value(app, staff):
    # given
    _attribute, before = values(staff, "odop-district")
    staff.mutate(RENAME, id=before["odop-district:162"]["id"], name="Nawabi city")
    assert values(staff, "odop-district")[1]["odop-district:162"]["slug"] == "nawabi-city"

    # when
    output = app.run("django", "odop_setup_attributes")

    # then
    assert "value Lucknow of odop-district repaired" in output
    assert values(staff, "odop-district")[1] == before


def test_a_merchants_edit_reaches_the_app_as_a_claim(app, staff, shop):
    # given
    product = shop.catalogue.products["chikankari-georgette-dupatta"]
    craft, _values = values(staff, "odop-craft")
    find = """
    SELECT claim.off_list, step.why FROM odop_provenance_claim claim
    JOIN odop_provenance_claimstep step ON step.claim_id = claim.id
    WHERE claim.product_id = %s ORDER BY step.id DESC LIMIT 1
    """

    # when
    chosen = {"id": craft, "dropdown": {"externalReference": "odop-craft:petha"}}
    staff.mutate(CHOOSE, id=product, input={"attributes": [chosen]})

    # then: petha is Agra's
    wait_until(lambda: rows(app, find, product)[0][0], SOON, "the claim", app.worker)
    [(_off_list, why)] = rows(app, find, product)
    assert "petha is not an ODOP product of Lucknow" in why
