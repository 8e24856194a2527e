"""Records what a real Saleor's webhooks deliver while the stories of `stories.py` are played in it.

    python -m devtools.recorder.orders http://localhost:8000/graphql/ --email admin@example.com

It needs a running Saleor (API, Celery worker and beat) without orders, allowed to call 127.0.0.1
(HTTP_IP_FILTER_ALLOW_LOOPBACK_IPS=True), and a superuser's password in SALEOR_PASSWORD. It installs two apps: ours,
with the permissions and the subscription it really has, and one that plays staff and payment provider. One file per
story is written; signatures are not kept, since replaying signs anew. Both apps are deleted at the end.
"""

from __future__ import annotations

import argparse
import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from devtools.recorder import documents
from devtools.recorder.shopper import STAFF_PERMISSIONS, Shopper
from devtools.recorder.stories import STORIES, Story
from devtools.replay.recordings import RECORDINGS
from devtools.saleor.api import SaleorApi
from devtools.saleor.catalogue import LoadedCatalogue, load_catalogue
from devtools.saleor.documents import CREATE_APP, DELETE_APP
from devtools.sample import sample_catalogue
from saleor_config.app.saleor_client.documents import document

OUR_PERMISSIONS = ("MANAGE_ORDERS", "MANAGE_PRODUCTS")
KEPT_HEADERS = ("Saleor-Event", "Saleor-Domain", "Saleor-Api-Url")
QUIET_SECONDS = 0.8
DELIVERY_TIMEOUT_SECONDS = 60


@dataclass
class Listener:
    """The web server our app's webhook points to: keeps every delivery in the order received."""

    deliveries: list[dict[str, Any]] = field(default_factory=list)
    last: float = 0.0

    def start(self) -> str:
        """Serves on a free port of this machine; the URL to deliver to."""
        server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}/webhooks"

    def take(self) -> list[dict[str, Any]]:
        taken, self.deliveries = self.deliveries, []
        return taken

    def _receive(self, headers: dict[str, str], body: bytes) -> None:
        kept = {name: headers[name] for name in KEPT_HEADERS}
        self.deliveries.append(
            {
                "event": kept["Saleor-Event"],
                "received_at": datetime.now(UTC).isoformat(),
                "headers": kept,
                "body": body.decode("utf-8"),
            }
        )
        self.last = time.monotonic()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        receive = self._receive

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receive({name: self.headers[name] for name in KEPT_HEADERS}, body)
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *arguments: Any) -> None:
                """Deliveries are counted by the recorder, not logged one by one."""

        return Handler


@dataclass
class Recorder:
    """One recording session with one Saleor. `sign_in` gives a superuser's API, each time with a fresh token."""

    sign_in: Callable[[], SaleorApi]
    out: Path
    listener: Listener = field(default_factory=Listener)
    header: dict[str, str] = field(default_factory=dict)
    webhook: str = ""
    app: SaleorApi = field(init=False)

    def run(self) -> None:
        with self._installed("ODOP Mart recorder", STAFF_PERMISSIONS) as staff, \
             self._installed("ODOP Mart", OUR_PERMISSIONS) as self.app:  # fmt: skip
            ids = load_catalogue(staff, sample_catalogue())
            identity = {"variables": {}, "answer": self.app.answer(document("app_identity"))}
            self.header = {
                "saleor_version": identity["answer"]["data"]["shop"]["version"],
                "recorded_on": datetime.now(UTC).date().isoformat(),
            }
            self._write("catalogue_ids", _mapping(ids))
            self._answer("app_identity", identity)
            self.webhook = self._listen()
            shopper = Shopper(staff, self.app, ids, self.settle)
            for number, story in enumerate(STORIES, start=1):
                self._record(f"{number:02d}-{story.slug}", story, shopper)
            self._record_answers(shopper)

    @contextmanager
    def _installed(self, name: str, permissions: tuple[str, ...]) -> Iterator[SaleorApi]:
        admin = self.sign_in()
        made = admin.mutate(CREATE_APP, input={"name": name, "permissions": permissions})
        try:
            yield SaleorApi(admin.url, token=made["authToken"])
        finally:
            self.sign_in().mutate(DELETE_APP, id=made["app"]["id"])

    def _listen(self) -> str:
        webhook = {"name": "orders", "targetUrl": self.listener.start(), "query": document("order_events"),
                   "isActive": True}  # fmt: skip
        made = self.app.mutate(documents.CREATE_WEBHOOK, input=webhook)["webhook"]
        print("Listening to", ", ".join(row["eventType"] for row in made["asyncEvents"]))
        return str(made["id"])

    def settle(self) -> None:
        """Waits until Saleor has nothing left to deliver to us and was quiet for a moment."""
        started = time.monotonic()
        while time.monotonic() < started + DELIVERY_TIMEOUT_SECONDS:
            time.sleep(QUIET_SECONDS / 2)
            left = self.app.query(documents.UNDELIVERED, webhook=self.webhook)["webhook"]
            if left["failed"]["edges"]:
                raise RuntimeError(f"Saleor could not deliver: {left['failed']['edges']}")
            quiet_since = max(started, self.listener.last)
            if not left["pending"]["edges"] and time.monotonic() - quiet_since > QUIET_SECONDS:
                return
        raise RuntimeError("Saleor still has undelivered webhooks. Is its Celery worker running?")

    def _record(self, name: str, story: Story, shopper: Shopper) -> None:
        shopper.orders.clear()
        self.listener.take()
        story.tell(shopper)
        deliveries = [row for row in self.listener.take() if _orders_in(row["body"]) & set(shopper.orders)]
        numbers = [shopper.read({"id": order})["number"] for order in shopper.orders]
        self._write(name, {"story": story.sentence, "order_number": numbers[0], "order_numbers": numbers,
                           "deliveries": deliveries})  # fmt: skip
        print(f"{name}: order {', '.join(numbers)}, {len(deliveries)} deliveries")

    def _record_answers(self, shopper: Shopper) -> None:
        """What our own documents are answered with: a last order is shipped, and again, which Saleor refuses."""
        order = shopper.buy("rohan", {"SDN-RICE-1KG": 2})
        for name, variables in (
            ("order_by_id", {"id": order["id"]}),
            ("order_by_id_unknown", {"id": "T3JkZXI6MDAwMDAwMDAtMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAw"}),
            ("warehouse_by_id", {"id": order["lines"][0]["allocations"][0]["warehouse"]["id"]}),
            ("orders_changed_since", {"since": order["created"], "first": 1}),
        ):
            answer = self.app.answer(document(name.removesuffix("_unknown")), **variables)
            self._answer(name, {"variables": variables, "answer": answer})
        self._answer("order_fulfill", shopper.ship(order, "SURFACE0000999"))
        self._answer("order_fulfill_refused", shopper.ship(order, "SURFACE0000999"))
        self._answer("fulfillment_update_tracking", shopper.set_tracking(order, "SURFACE0001000"))

    def _answer(self, name: str, exchange: dict[str, Any]) -> None:
        self._write(f"answers/{name}", exchange)

    def _write(self, name: str, content: dict[str, Any]) -> None:
        path = self.out / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(self.header | content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _orders_in(body: str) -> set[str]:
    """Global IDs of the orders an event is about."""
    event = json.loads(body)
    return {order["id"] for order in event.get("orders") or [event["order"]]}


def _mapping(ids: LoadedCatalogue) -> dict[str, Any]:
    return {
        "channel": ids.channel,
        "warehouses": ids.warehouses,
        "products": ids.products,
        "variants": ids.variants,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="Record the webhooks of a real Saleor.")
    parser.add_argument("url", help="the Saleor's GraphQL endpoint")
    parser.add_argument("--email", required=True, help="a superuser's e-mail address; the password: SALEOR_PASSWORD")
    parser.add_argument("--out", type=Path, default=RECORDINGS, help="folder for the recordings")
    options = parser.parse_args()
    password = os.environ["SALEOR_PASSWORD"]
    Recorder(lambda: SaleorApi.signed_in(options.url, options.email, password), options.out).run()


if __name__ == "__main__":
    main()
