"""A storefront's pages through a router that joins Saleor and the App, and what is left of them when the App is down.

The router is Apollo's gateway. Saleor is played from a recorded order; the App is the real endpoint.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

import storefront_schema
from devtools.replay import RecordedSaleor, Recording
from odop_consignment.api.sales import record_ready
from odop_consignment.models import Sale
from odop_consignment.settings import PLUGIN_ID as CONSIGNMENT
from odop_core.queue import worker
from odop_notifications.settings import PLUGIN_ID as NOTIFICATIONS
from odop_provenance import api as provenance
from storefront_schema import ids
from tests import factories
from tests.node import node_or_skip
from tests.saleor_config.app.conftest import Post

HERE = Path(__file__).parent
SCHEMA = Path(storefront_schema.__file__).parent / "schema.graphql"
PACKAGES = ("@apollo/composition", "@apollo/gateway", "@apollo/subgraph", "graphql")
CHANNEL = "odop-mart"
ORDER_PAGE = """query($id: ID!) { order(id: $id) {
  number
  consignments { quantity status }
  lines { productName consignments { quantity pickup { status } } soldBy { name } variant { sku soldBy { name } } }
} }"""
PRODUCT_PAGE = """query($id: ID!, $channel: String!) {
  product(id: $id, channel: $channel) { slug provenance { status district { slug } } soldBy { name } }
}"""
LIST_PAGE = """query($channel: String!) {
  products(channel: $channel, first: 100) { edges { node { slug provenance { district { slug } } soldBy { name } } } }
}"""
ORIGIN_PAGE = """query($channel: String!) {
  odopProducts(channel: $channel, where: {district: {eq: "moradabad"}}) {
    totalCount
    edges { node { id slug channel variants { sku soldBy { name } } provenance { district { slug } } } }
  }
}"""

SALES_PAGE = """query($channel: String!) {
  consignmentSales(sortBy: {field: CREATED_AT, direction: ASC}) {
    edges { node { order { number } variant(channel: $channel) { sku } events { createdBy { kind user { email } } } } }
  }
}"""


@dataclass
class Router:
    """A router in a process of its own; what it asks the App, `app` answers."""

    process: subprocess.Popen[str]
    app: Callable[[dict[str, Any]], dict[str, Any]]
    down: bool = False
    requests: list[dict[str, Any]] = field(default_factory=list)

    def ask(self, query: str, token: str = "", **variables: Any) -> dict[str, Any]:
        headers = {"authorization": f"Bearer {token}"} if token else {}
        self.send({"query": query, "variables": variables, "headers": headers})
        while "request" in (said := self.read()):
            self.requests.append(said["request"])
            self.send({"down": True} if self.down else self.app(said["request"]))
        answer: dict[str, Any] = said["answer"]
        return answer

    def send(self, content: dict[str, Any]) -> None:
        assert self.process.stdin
        self.process.stdin.write(json.dumps(content) + "\n")
        self.process.stdin.flush()

    def read(self) -> dict[str, Any]:
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert line, self.process.stderr and self.process.stderr.read()
        content: dict[str, Any] = json.loads(line)
        return content


def start(*, saleor_sdl: str, odop_sdl: str, orders: list[dict[str, Any]] | None) -> subprocess.Popen[str]:
    command = [*node_or_skip(*PACKAGES), str(HERE / "router.mjs")]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    assert process.stdin
    first = {"subgraphs": {"saleor": saleor_sdl, "odop": odop_sdl}, "orders": orders}
    process.stdin.write(json.dumps(first) + "\n")
    process.stdin.flush()
    return process


@pytest.fixture(scope="module")
def recorded(stories: dict[str, Recording]) -> bytes:
    """A webhook: a buyer in Pune paid for three things of brass, of two products."""
    return stories["several-lines-one-supplier"].deliveries[1].body


@pytest.fixture(scope="module")
def order(recorded: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(recorded)["order"]
    return found


@pytest.fixture(scope="module")
def running(order: dict[str, Any]) -> Iterator[subprocess.Popen[str]]:
    saleor_sdl = (HERE / "saleor.graphql").read_text(encoding="utf-8")
    process = start(saleor_sdl=saleor_sdl, odop_sdl=SCHEMA.read_text(encoding="utf-8"), orders=[order])
    try:
        assert process.stdout
        started = process.stdout.readline()
        assert json.loads(started or "{}") == {"ready": True}, started or (process.stderr and process.stderr.read())
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def router(
    running: subprocess.Popen[str], client: Client, post_webhook: Post, recorded: bytes, order: dict[str, Any]
) -> Router:
    """Before an App that has heard of the order, and where the products come from."""
    factories.switch(NOTIFICATIONS, channel="console")
    factories.switch(CONSIGNMENT, corporation_name="UP Handicrafts")
    by = factories.supplier("Irfan", artisan_slug="irfan")
    for line in order["lines"]:
        (allocation,) = line["allocations"]
        product, variant = line["variant"]["product"]["id"], line["variant"]["id"]
        point = allocation["warehouse"]["id"]
        factories.offer(by=by, at=point, variant_id=variant, product_id=product)
        provenance.claim_origin(product, district_slug="moradabad")
    post_webhook(recorded)
    worker.run_due()

    def app(request: dict[str, Any]) -> dict[str, Any]:
        headers = {name: value for name, value in request["headers"].items() if name.lower() == "authorization"}
        answer = client.post("/graphql/", data=request["body"], content_type="application/json", headers=headers)
        return {"status": answer.status_code, "body": answer.content.decode()}

    return Router(running, app)


def test_an_order_page(router: Router, order: dict[str, Any]) -> None:
    # when
    answer = router.ask(ORDER_PAGE, id=order["id"])

    # then
    assert "errors" not in answer
    found = answer["data"]["order"]
    assert found["number"] == "2"
    assert [sale["quantity"] for sale in found["consignments"]] == [2, 1]
    assert [line["productName"] for line in found["lines"]] == [line["productName"] for line in order["lines"]]
    for line in found["lines"]:
        assert line["consignments"][0]["pickup"]["status"]
        assert line["soldBy"] == [{"name": "UP Handicrafts"}]
        assert line["variant"]["soldBy"] == {"name": "UP Handicrafts"}


def test_a_product_page(router: Router, order: dict[str, Any]) -> None:
    # given
    product = order["lines"][0]["variant"]["product"]

    # when
    answer = router.ask(PRODUCT_PAGE, id=product["id"], channel=CHANNEL)

    # then
    assert answer["data"] == {
        "product": {
            "slug": product["slug"],
            "provenance": {"status": "ATTESTED", "district": {"slug": "moradabad"}},
            "soldBy": [{"name": "UP Handicrafts"}],
        }
    }


def test_a_list_of_the_stores(router: Router) -> None:
    # when
    answer = router.ask(LIST_PAGE, channel=CHANNEL)

    # then: all products of a page are asked for in one request
    nodes = [edge["node"] for edge in answer["data"]["products"]["edges"]]
    assert [node["provenance"]["district"]["slug"] for node in nodes] == ["moradabad", "moradabad"]
    assert len(router.requests) == 1


def test_a_list_of_ours_is_completed_by_saleor(router: Router, order: dict[str, Any]) -> None:
    # when
    answer = router.ask(ORIGIN_PAGE, channel=CHANNEL)

    # then
    assert "errors" not in answer
    assert answer["data"]["odopProducts"]["totalCount"] == 2
    nodes = [edge["node"] for edge in answer["data"]["odopProducts"]["edges"]]
    wanted = {line["variant"]["product"]["id"]: line["variant"] for line in order["lines"]}
    for node in nodes:
        assert node["slug"] == wanted[node["id"]]["product"]["slug"]
        assert node["channel"] == CHANNEL
        assert node["variants"] == [{"sku": wanted[node["id"]]["sku"], "soldBy": {"name": "UP Handicrafts"}}]


def test_orders_variants_and_people_of_our_rows_are_completed_by_saleor(
    router: Router, order: dict[str, Any], saleor: RecordedSaleor, installation: object
) -> None:
    # given
    token = saleor.user_token(user_id="VXNlcjox", is_staff=True, permissions=("MANAGE_ORDERS",))
    sale = Sale.objects.order_by("pk").first()
    assert sale
    record_ready([sale.pk], by=ids.make("User", 7))

    # when
    answer = router.ask(SALES_PAGE, token, channel=CHANNEL)

    # then
    assert "errors" not in answer
    nodes = [edge["node"] for edge in answer["data"]["consignmentSales"]["edges"]]
    assert [node["order"] for node in nodes] == [{"number": "2"}, {"number": "2"}]
    assert [node["variant"]["sku"] for node in nodes] == [line["variant"]["sku"] for line in order["lines"]]
    email = f"{ids.make('User', 7)}@store.example"
    assert nodes[0]["events"][-1]["createdBy"] == {"kind": "USER", "user": {"email": email}}


def test_a_product_that_saleor_does_not_show_leaves_the_others(router: Router) -> None:
    # given
    provenance.claim_origin(ids.make("Product", 999), district_slug="moradabad")

    # when
    answer = router.ask(ORIGIN_PAGE, channel=CHANNEL)

    # then
    nodes = [edge["node"] for edge in answer["data"]["odopProducts"]["edges"]]
    assert [node is None for node in nodes] == [False, False, True]


@pytest.mark.parametrize(
    "page", [ORDER_PAGE, PRODUCT_PAGE, LIST_PAGE, PRODUCT_PAGE.replace("{\n", "{ districts { slug }\n", 1)]
)
def test_with_the_app_down_the_stores_part_of_a_page_is_answered(
    router: Router, order: dict[str, Any], page: str
) -> None:
    # given
    router.down = True
    product = order["lines"][0]["variant"]["product"]
    declared = re.findall(r"\$(\w+):", page)
    values = {"id": order["id"] if "order(" in page else product["id"], "channel": CHANNEL}

    # when
    answer = router.ask(page, **{name: values[name] for name in declared})

    # then
    assert answer["errors"]
    kept = json.dumps(answer["data"])
    assert '"number": "2"' in kept or f'"slug": "{product["slug"]}"' in kept
    assert "districts" not in page or answer["data"]["districts"] is None
    for name in ("consignments", "provenance", "soldBy"):
        assert f'"{name}": null' in kept or f"{name} " not in page


def test_with_a_resolver_of_ours_failing_the_stores_part_of_a_page_is_answered(
    router: Router, order: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    def fail(*_arguments: object) -> None:
        raise RuntimeError("A bug of ours.")

    monkeypatch.setattr("storefront_schema.loaders.SalesOfOrder.batch_load_fn", fail)
    monkeypatch.setattr("storefront_schema.loaders.SalesOfLine.batch_load_fn", fail)

    # when
    answer = router.ask(ORDER_PAGE, id=order["id"])

    # then
    assert answer["errors"]
    assert answer["data"]["order"]["number"] == "2"
    assert answer["data"]["order"]["consignments"] is None
    assert [line["productName"] for line in answer["data"]["order"]["lines"]] == [
        line["productName"] for line in order["lines"]
    ]


def test_the_graph_composes_with_all_of_saleors_schema() -> None:
    # given
    home = Path(os.environ.get("SALEOR_HOME") or Path.home() / "saleor")
    if not (home / "saleor" / "graphql" / "schema.graphql").exists():
        pytest.skip("SALEOR_HOME names no Saleor: its whole schema is not composed with ours")

    # when
    process = start(saleor_sdl=federated(home), odop_sdl=SCHEMA.read_text(encoding="utf-8"), orders=None)
    said, complaint = process.communicate()

    # then
    assert json.loads(said or "null") == {"ready": True}, complaint


def federated(home: Path) -> str:
    """The schema of a checkout of Saleor as it serves it to gateways: with the keys of its code, no subscriptions."""
    graphql = home / "saleor" / "graphql"
    sdl = (graphql / "schema.graphql").read_text(encoding="utf-8")
    files = [*graphql.glob("*/types.py"), *graphql.glob("*/types/*.py")]
    code = "\n".join(path.read_text(encoding="utf-8") for path in files)
    for decorators, name in re.findall(r'((?:@federated_entity\("[^"]+"\)\n)+)class (\w+)\(', code):
        keys = " ".join(f'@key(fields: "{key}")' for key in re.findall(r'"([^"]+)"', decorators))
        sdl = re.sub(rf"^(type {name}\b[^{{]*)\{{", lambda found: f"{found[1]}{keys} {{", sdl, flags=re.MULTILINE)  # noqa: B023
    sdl = re.sub(r"^schema \{.*?^\}", "", sdl, flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"^type Subscription .*?^\}", "", sdl, flags=re.MULTILINE | re.DOTALL)
