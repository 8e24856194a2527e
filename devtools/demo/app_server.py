"""The App host on this machine: what its processes need to know, and the processes.

Shared by the mart of `./dev demo`, which has a recorded Saleor beside it, and by the tests that put it beside a real
one. The interpreter given must be one of an environment with `requirements/app.txt` or `dev.txt`.
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from devtools.machine.gateway import Gateway
from devtools.machine.processes import LOOPBACK, Process, ProcessFailed, free_port, merged_environment, wait_for_http
from devtools.machine.state import CHECKOUT
from odop_core.security import signatures

START_SECONDS = 60.0


@dataclass
class AppServer:
    """The App's web server and worker. Both may be stopped, killed and started again."""

    url: str
    database_url: str
    web: Process
    worker: Process

    def start_web(self) -> None:
        """Raises ProcessFailed when it does not become ready."""
        self.web.start()
        wait_for_http(f"{self.url}/health/ready", START_SECONDS, self.web)

    def run(self, *arguments: str) -> str:
        """Run a Python module in the App's environment, such as `"django", "odop_…"`; what it printed.

        Raises ProcessFailed.
        """
        return _run(Path(self.worker.argv[0]), self.worker.env, *arguments)


def app_environment(database_url: str, url: str, saleor_api_url: str, gateway: Gateway) -> dict[str, str | None]:
    """What a deployment would set, for this machine alone."""
    return {
        "DJANGO_SETTINGS_MODULE": "saleor_config.app.settings",
        "DATABASE_URL": database_url,
        "PYTHONPATH": os.pathsep.join([str(CHECKOUT / "plugins"), str(CHECKOUT)]),
        "SECRET_KEY": secrets.token_urlsafe(32),
        "DEBUG": None,
        "ALLOWED_HOSTS": None,
        "ODOP_HOST": None,
        "ODOP_APP_URL": url,
        "ODOP_SALEOR_API_URLS": saleor_api_url,
        "ODOP_ALLOW_PRIVATE_ADDRESSES": "true",
        "ODOP_GATEWAY_URL": gateway.sms_url,
        "ODOP_GATEWAY_SECRET": gateway.secret,
        "ODOP_PARTNER_URL": gateway.partner_url,
        "ODOP_PARTNER_SECRET": gateway.secret,
        "ODOP_PERIODIC_SECONDS": "2",
        "LOG_LEVEL": "WARNING",
        "WEB_CONCURRENCY": "1",
    }


def app_processes(python: str, environment: dict[str, str | None], port: int, logs: Path) -> tuple[Process, Process]:
    """The web server and the worker, not started yet."""
    serve = ["-m", "gunicorn", "-c", "python:saleor_config.app.gunicorn_config", "--bind", f"{LOOPBACK}:{port}"]
    work = ["-m", "django", "odop_worker"]
    return (
        Process("The App", [python, *serve], environment, logs / "app.log", CHECKOUT),
        Process("The App's worker", [python, *work], environment, logs / "worker.log", CHECKOUT),
    )


@contextmanager
def running_app(
    python: Path, database_url: str, saleor_api_url: str, gateway: Gateway, ids: dict[str, Any], logs: Path
) -> Iterator[AppServer]:
    """Prepare an empty database with the sample's suppliers, and serve. `ids` are Saleor's own of the sample catalogue.

    Raises ProcessFailed.
    """
    port = free_port()
    url = f"http://{LOOPBACK}:{port}"
    environment = app_environment(database_url, url, saleor_api_url, gateway)
    environment["ODOP_EVIDENCE_DIR"] = str(logs / "evidence")
    _run(python, environment, "django", "migrate", "--verbosity", "0")
    _run(python, environment, "devtools.saleor.setup", "suppliers", given=json.dumps(ids))
    web, worker = app_processes(str(python), environment, port, logs)
    app = AppServer(url, database_url, web, worker)
    try:
        app.start_web()
        with worker:
            yield app
    finally:
        web.stop()


def report_collected(app_url: str, secret: str, reference: str, tracking_number: str) -> requests.Response:
    """The logistics partner tells the App that it has the goods of a pickup."""
    content = {"event": "pickup.collected", "pickup": reference, "tracking_number": tracking_number}
    body = json.dumps(content).encode()
    headers = signatures.sign_headers(secret, f"collected:{reference}", body)
    headers["content-type"] = "application/json"
    return requests.post(f"{app_url}/api/webhooks/logistics", data=body, headers=headers, timeout=20)


def _run(python: Path, environment: Mapping[str, str | None], *arguments: str, given: str = "") -> str:
    finished = subprocess.run(
        [str(python), "-m", *arguments], cwd=CHECKOUT, env=merged_environment(environment), input=given,
        capture_output=True, text=True,
    )  # fmt: skip
    if finished.returncode != 0:
        raise ProcessFailed(f"{' '.join(arguments[:2])} failed:\n{finished.stdout}{finished.stderr}")
    return finished.stdout
