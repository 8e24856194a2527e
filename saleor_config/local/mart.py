"""An ODOP Mart beside a recorded Saleor, all on this machine: what `./dev demo` shows and the black-box tests drive.

`running_mart()` prepares a fresh database, makes the sample's makers known, starts the App and its worker as processes
of their own, a gateway and the recorded Saleor as threads of this one, and lets that Saleor install the App. On leaving
it ends everything it started.
"""

from __future__ import annotations

import json
import os
import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

from odop_core import signing
from saleor_config.local.embedded import checkout_server
from saleor_config.local.gateway import Gateway
from saleor_config.local.postgres import checkout_state_dir
from saleor_config.local.processes import Process, free_port, port_is_free, wait_for_http, wait_until
from saleor_config.local.replay import RecordedSaleor, recorded_ids
from saleor_config.local.sample import sample_catalogue

USUAL_PORT = 8100
STAFF_ID = "VXNlcjox"
START_SECONDS = 60.0
SETTLE_SECONDS = 60.0

Phase = Callable[[str], AbstractContextManager[object]]
"""Shows one step of the preparation while it is under way."""


@dataclass
class Mart:
    """What runs. The database settings of this process are the App's own, so its tables can be looked at."""

    url: str
    saleor: RecordedSaleor
    gateway: Gateway
    app: Process
    worker: Process
    state: Path

    @property
    def graphql_url(self) -> str:
        return f"{self.url}/graphql/"

    @property
    def webhook_url(self) -> str:
        return f"{self.url}/api/webhooks/saleor"

    def staff_token(self) -> str:
        """For a member of staff who may see and do everything of ours."""
        return self.saleor.user_token(user_id=STAFF_ID, is_staff=True, permissions=("MANAGE_ORDERS", "MANAGE_PRODUCTS"))

    def customer_token(self) -> str:
        """For the registered customer of the recorded orders."""
        buyers = [node["user"]["id"] for node in self.saleor.orders.values() if node["user"]]
        return self.saleor.user_token(user_id=buyers[0] if buyers else "VXNlcjowMA==")

    def settle(self, timeout: float = SETTLE_SECONDS) -> None:
        """Wait until the worker has nothing left to do. Raises TimedOut, naming what is left."""
        wait_until(lambda: not _open_work(), timeout, "the worker to finish", self.worker)


@contextmanager
def running_mart(checkout: Path, phase: Phase, name: str = "demo") -> Iterator[Mart]:
    """`name` tells databases and logs of one purpose from another's, e.g. "demo" from "e2e".

    Raises PostgresUnavailable, ProcessFailed.
    """
    state = checkout_state_dir(checkout)
    with ExitStack() as stack:
        with phase("PostgreSQL"):
            server = stack.enter_context(checkout_server(checkout))
            database = f"odop_{name}_{os.getpid()}"
            server.create_database(database)
            stack.callback(server.drop_database, database)
        gateway = stack.enter_context(Gateway(secrets.token_hex(16)).serving())
        saleor = stack.enter_context(RecordedSaleor(token=secrets.token_urlsafe(24)).serving())
        port = USUAL_PORT if port_is_free(USUAL_PORT) else free_port()
        url = f"http://127.0.0.1:{port}"
        os.environ.update(_environment(server.url(database), url, saleor, gateway))
        with phase("Migrations, 75 districts and their crafts, makers and offers"):
            _prepare_database()
        with phase("The App and its worker"):
            app, worker = (stack.enter_context(process) for process in _processes(port, state / name, checkout))
            wait_for_http(f"{url}/health/ready", START_SECONDS, app)
        with phase("The recorded Saleor installs the App"):
            saleor.install(f"{url}/api/manifest")
        yield Mart(url, saleor, gateway, app, worker, state / name)


def _environment(database_url: str, url: str, saleor: RecordedSaleor, gateway: Gateway) -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "saleor_config.app.settings",
        "DATABASE_URL": database_url,
        "SECRET_KEY": secrets.token_urlsafe(32),
        "ODOP_APP_URL": url,
        "ODOP_SALEOR_API_URLS": saleor.api_url,
        "ODOP_ALLOW_PRIVATE_ADDRESSES": "true",
        "ODOP_GATEWAY_URL": gateway.sms_url,
        "ODOP_GATEWAY_SECRET": gateway.secret,
        "ODOP_PARTNER_URL": gateway.partner_url,
        "ODOP_PARTNER_SECRET": gateway.secret,
        "ODOP_PULSE_SECONDS": "5",
        "LOG_LEVEL": "WARNING",
    }


def _prepare_database() -> None:
    """Django is set up here and not before: its settings are in the environment only now."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, skip_checks=True)

    from odop_core.models import PluginSetting
    from saleor_config.local.makers import register_makers

    PluginSetting.objects.create(plugin_id="odop.logistics", configuration={"carrier": "partner"})
    register_makers(sample_catalogue(), recorded_ids())


def _processes(port: int, logs: Path, checkout: Path) -> tuple[Process, Process]:
    serve = ["-m", "gunicorn", "-c", "python:saleor_config.app.gunicorn_config", "--bind", f"127.0.0.1:{port}"]
    work = ["-m", "django", "odop_worker"]
    return (
        Process("The App", [sys.executable, *serve], {"WEB_CONCURRENCY": "1"}, logs / "app.log", checkout),
        Process("The worker", [sys.executable, *work], {}, logs / "worker.log", checkout),
    )


def _open_work() -> list[str]:
    """What a worker still has to do, as lines for people."""
    from odop_core.models import Handling, InboxEvent, OutboxItem
    from odop_core.models.work import OPEN_STATES

    return [
        f"{row} ({row.state}, attempt {row.attempts}) {row.last_error}"
        for model in (InboxEvent, Handling, OutboxItem)
        for row in model._default_manager.filter(state__in=OPEN_STATES)[:5]
    ]


def post_as_partner(mart: Mart, reference: str, tracking_number: str) -> requests.Response:
    """The logistics partner reports that it collected a pickup."""
    content = {"event": "pickup.collected", "pickup": reference, "tracking_number": tracking_number}
    body = json.dumps(content).encode()
    headers = signing.signed_headers(mart.gateway.secret, f"collected:{reference}", body)
    headers["content-type"] = "application/json"
    return requests.post(f"{mart.url}/api/webhooks/logistics", data=body, headers=headers, timeout=20)
