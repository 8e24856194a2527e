"""An ODOP Mart beside a recorded Saleor, all on this machine: what `./dev demo` shows and the black-box tests drive.

`running_mart()` prepares a fresh database, registers the sample's suppliers, starts the App and its worker as processes
of their own, a gateway and the recorded Saleor as threads of this one, and lets that Saleor install the App. On leaving
it ends everything it started.
"""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from devtools.demo.app_server import START_SECONDS, app_environment, app_processes
from devtools.machine.embedded import checkout_server
from devtools.machine.gateway import Gateway
from devtools.machine.processes import Process, free_port, port_is_free, wait_for_http, wait_until
from devtools.machine.state import checkout_state_dir
from devtools.replay import RecordedSaleor, recorded_ids, recordings
from devtools.sample import sample_catalogue
from odop_core.security.permissions import Permission

USUAL_PORT = 8100
STAFF_ID = "VXNlcjox"
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
        every = tuple({permission.in_app_mode for permission in Permission})
        return self.saleor.user_token(user_id=STAFF_ID, is_staff=True, permissions=every)

    @property
    def customer_id(self) -> str:
        """The registered customer of the recorded orders."""
        buyers = [str(node["user"]["id"]) for node in self.saleor.orders.values() if node["user"]]
        return buyers[0] if buyers else "VXNlcjowMA=="

    def customer_token(self) -> str:
        return self.saleor.user_token(user_id=self.customer_id)

    def settle(self, timeout: float = SETTLE_SECONDS) -> None:
        """Wait until the worker has nothing left to do. Raises TimedOut, naming what is left."""
        wait_until(lambda: not _open_work(), timeout, "the worker to finish", self.worker)


@contextmanager
def running_mart(checkout: Path, phase: Phase, name: str = "demo") -> Iterator[Mart]:
    """`name` tells databases and logs of one purpose from another's, e.g. "demo" from "e2e".

    Once per process: Django, which this sets up to look into the database, keeps its settings.
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
        stack.callback(_restore_environment, dict(os.environ))
        environment = app_environment(server.url(database), url, saleor.api_url, gateway)
        environment["ODOP_EVIDENCE_DIR"] = str(state / name / "evidence")
        os.environ.update({name: value for name, value in environment.items() if value is not None})
        with phase("Migrations, 75 districts and their crafts, suppliers and offers"):
            _prepare_database()
        with phase("The App and its worker"):
            processes = app_processes(sys.executable, environment, port, state / name)
            app, worker = (stack.enter_context(process) for process in processes)
            wait_for_http(f"{url}/health/ready", START_SECONDS, app)
        with phase("The recorded Saleor installs the App"):
            saleor.install(f"{url}/api/manifest")
        yield Mart(url, saleor, gateway, app, worker, state / name)


def _restore_environment(before: dict[str, str]) -> None:
    """What comes after us in this process must not take our database for its own."""
    os.environ.clear()
    os.environ.update(before)


def _prepare_database() -> None:
    """Django is set up here and not before: its settings are in the environment only now."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, skip_checks=True)

    from devtools.sample.suppliers import CORPORATION, register_suppliers
    from odop_core.models import PluginSetting
    from odop_core.plugin import beginnings

    # The recorded orders were placed before this mart was made; it plays one that was there all the time.
    recorded = min(datetime.fromisoformat(story.recorded_on).replace(tzinfo=UTC) for story in recordings())
    beginnings.set_beginning(recorded - timedelta(days=1))
    PluginSetting.objects.create(plugin_id="odop.logistics", configuration={"carrier": "partner"})
    PluginSetting.objects.create(plugin_id="odop.consignment", configuration={**CORPORATION, "bank_cooling_hours": 0})
    register_suppliers(sample_catalogue(), recorded_ids())


def _open_work() -> list[str]:
    """What a worker still has to do, as lines for people.

    Read in one transaction that sees one moment: between two, a handling may have ended and announced something new.
    """
    from django.db import connection, transaction

    from odop_core.models import Handling, InboxEvent, OutboxItem
    from odop_core.models.work import OPEN_STATES

    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        return [
            f"{row} ({row.state}, attempt {row.attempts}) {row.last_error}"
            for model in (InboxEvent, Handling, OutboxItem)
            for row in model._default_manager.filter(state__in=OPEN_STATES)[:5]
        ]
