"""Pictures of the demo's mart: real orders are replayed into it, and what came of them is shown.

Everything is asked from outside, as a storefront, a gateway or an operator would: GraphQL, signed reports, pages, and
the helpline's command.
"""

from __future__ import annotations

import io
import json
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import requests
from rich.console import Console

from devtools.demo.mart import Mart, running_mart
from devtools.machine.processes import merged_environment
from devtools.replay import recorded_ids
from devtools.saleor.api import SaleorApi
from devtools.sample import sample_catalogue
from devtools.screenshots import phone, terminal
from devtools.screenshots.browser import shoot
from odop_core.india.dates import today
from odop_core.security import signatures

CHECKOUT = Path(__file__).resolve().parents[2]
OPERATIONS = CHECKOUT / "storefront_schema" / "operations"
PRODUCT, ARTISAN, GI_NAME = "chikankari-georgette-dupatta", "rehana-begum", "Lucknow Chikan Craft"
SENT_ORDER, ASKED_ORDER, UNCLEAR_ORDER = "1", "29", "27"
READY_REPLY, UNCLEAR_REPLY = "कल तक हो जाएगा", "adha taiyar hai"
SETTLE_SECONDS = 600.0
TABLE_COLUMNS, TABLE_LINES, CARD_COLUMNS = 130, 28, 94


@dataclass
class PatientMart(Mart):
    """Pictures may take their time: other work may be going on here."""

    def settle(self, timeout: float = SETTLE_SECONDS) -> None:
        super().settle(timeout)


def take(pictures: Path, say: Callable[[str], None]) -> None:
    """Raises NoBrowser, PostgresUnavailable, ProcessFailed."""
    from devtools.demo.scenario import Scenario

    @contextmanager
    def phase(what: str) -> Iterator[None]:
        say(f"{what} …")
        yield

    with running_mart(CHECKOUT, phase, "screenshots") as mart:
        staff = SaleorApi(mart.graphql_url, mart.staff_token())
        _verify_origin(staff)
        say("Playing the recorded orders …")
        scenario = Scenario(PatientMart(**vars(mart)))
        scenario.run(lambda _done: None)
        say("Taking pictures …")
        _demo_table(scenario, pictures / "demo-table.png")
        _origin_page(mart, staff, pictures / "origin-page.png")
        _conversation(mart, staff, pictures / "sms.png")
        _helpline(mart, staff, pictures / "helpline.png")


def _verify_origin(staff: SaleorApi) -> None:
    """Before anything is sent: only what is verified when it leaves gets a label."""
    product = recorded_ids()["products"][PRODUCT]
    claims = staff.query(_operation("staff_review_queue"), first=100)["provenanceClaims"]["edges"]
    version = next(edge["node"]["version"] for edge in claims if edge["node"]["product"]["id"] == product)
    verdict = {"version": version, "reason": "Seen at the workshop.", "waiver": "A picture of the README."}
    staff.mutate(_operation("staff_verify_claim"), productId=product, input=verdict)
    registration = {
        "kind": "GI", "number": "SAMPLE/1", "holder": "Rehana Begum", "artisan": ARTISAN, "giName": GI_NAME,
        "validUntil": (today() + timedelta(days=365)).isoformat(),
    }  # fmt: skip
    mark = staff.mutate(REGISTER_MARK, input=registration)["mark"]
    staff.mutate(VERIFY_MARK, id=mark["id"], reason="A sample.", waiver="A picture of the README.")


def _demo_table(scenario: Any, picture: Path) -> None:
    from devtools.demo import report

    printed = io.StringIO()
    out = Console(file=printed, force_terminal=True, color_system="truecolor", width=TABLE_COLUMNS, highlight=False)
    report.show_orders(out, scenario)
    table = printed.getvalue().splitlines()
    printed.truncate(0)
    report.show_counts(out, scenario)
    counts = printed.getvalue().strip("\0\n").splitlines()
    shown = "\n".join([*table[:TABLE_LINES], "  …", *counts])
    terminal.shoot_terminal(shown, "./dev demo", picture, TABLE_COLUMNS)


def _origin_page(mart: Mart, staff: SaleorApi, picture: Path) -> None:
    order = _order(mart, SENT_ORDER)
    lines = [{"__typename": "OrderLine", "id": line["id"]} for line in order["lines"]]
    entities = staff.query(_operation("subgraph/order_line_labels"), lines=lines)["_entities"]
    address = entities[0]["certificates"][0]["url"]
    shoot(f"{address}?lang=hi", picture, (phone.WIDTH, phone.HEIGHT))
    phone.frame_page(picture)


def _conversation(mart: Mart, staff: SaleorApi, picture: Path) -> None:
    """A supplier answers by SMS, and is told when the carrier took the goods."""
    number = _telephone(ARTISAN)
    asked = next(message for message in _bought(mart, ASKED_ORDER) if message["to"] == number)
    _reply(mart, asked, READY_REPLY)
    mart.settle()
    _collect(mart, staff, ASKED_ORDER)
    before = [message for message in mart.gateway.messages(SENT_ORDER) if message["to"] == number]
    after = [message for message in mart.gateway.messages(ASKED_ORDER) if message["to"] == number]
    bubbles = [phone.Bubble(message["text"]) for message in [*before, *after]]
    bubbles.insert(len(before) + 1, phone.Bubble(READY_REPLY, mine=True))
    phone.shoot_conversation("ODOP Mart", "SMS", bubbles, picture)


def _collect(mart: Mart, staff: SaleorApi, order_number: str) -> None:
    """Staff write down that the carrier has the goods of an order."""
    sales = staff.query(PICKUPS_OF_ORDER, order=_order(mart, order_number)["id"])["orderConsignments"]
    for reference in sorted({sale["pickup"]["reference"] for sale in sales}):
        staff.mutate(_operation("staff_collect_pickup"), reference=reference, trackingNumber=f"TRACK{order_number}")
    mart.settle()


def _helpline(mart: Mart, staff: SaleorApi, picture: Path) -> None:
    """A supplier answers what no machine should decide about, and an operator gets the call."""
    always = [{"name": "hours", "value": "voice 00:00-23:59"}]
    staff.mutate(SET_PLUGIN, id="odop.notifications", configuration=always)
    _reply(mart, _bought(mart, UNCLEAR_ORDER)[0], UNCLEAR_REPLY)
    mart.settle()
    command = [str(mart.worker.argv[0]), "-m", "django", "odop_helpline", "--operator", "Asha", "--language", "en"]
    environment = {**mart.worker.env, "FORCE_COLOR": "1", "COLUMNS": str(CARD_COLUMNS)}
    finished = subprocess.run(
        command, cwd=CHECKOUT, env=merged_environment(environment), input="q\n", capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    card = finished.stdout.rstrip().splitlines()[:-1]
    terminal.shoot_terminal("\n".join(card), "odop helpline --operator Asha", picture, CARD_COLUMNS)


def _bought(mart: Mart, order_number: str) -> list[dict[str, Any]]:
    """The messages that told of the sales of this order, as the gateway received them."""
    return [message for message in mart.gateway.messages(order_number) if message["occasion"] == "bought"]


def _telephone(artisan: str) -> str:
    return next(person.phone for person in sample_catalogue().suppliers if person.key == artisan).replace(" ", "")


def _reply(mart: Mart, message: dict[str, Any], text: str) -> None:
    content = {"type": "reply", "from": message["to"], "text": text, "in_reply_to": message["id"]}
    body = json.dumps(content).encode()
    headers = signatures.sign_headers(mart.gateway.secret, f"reply:{message['id']}", body)
    headers["content-type"] = "application/json"
    requests.post(f"{mart.url}/notifications/gateway", data=body, headers=headers, timeout=20).raise_for_status()


def _order(mart: Mart, number: str) -> dict[str, Any]:
    return next(node for node in mart.saleor.orders.values() if str(node["number"]) == number)


def _operation(name: str) -> str:
    return (OPERATIONS / f"{name}.graphql").read_text(encoding="utf-8")


PICKUPS_OF_ORDER = "query PickupsOfOrder($order: ID!) { orderConsignments(orderId: $order) { pickup { reference } } }"
REGISTER_MARK = """
mutation RegisterMark($input: ProvenanceMarkCreateInput!) { provenanceMarkCreate(input: $input) { mark { id }
  errors { field message } } }
"""
VERIFY_MARK = """
mutation VerifyMark($id: ID!, $reason: String!, $waiver: String) {
  provenanceMarkVerify(id: $id, reason: $reason, waiver: $waiver) { mark { id } errors { field message } }
}
"""
SET_PLUGIN = """
mutation SetPlugin($id: ID!, $configuration: [OdopPluginFieldInput!]) {
  odopPluginUpdate(id: $id, configuration: $configuration) { plugin { id } errors { field message } }
}
"""
