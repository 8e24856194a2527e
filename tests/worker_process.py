"""Real worker processes on the test database, to be killed while they work."""

from __future__ import annotations

import sys
from pathlib import Path

from django.db import connection

from devtools.machine.processes import Process, wait_until
from tests.gateway import SECRET, Gateway

ROOT = Path(__file__).parents[1]


def database_url() -> str:
    """Of the database the tests run on."""
    at = connection.settings_dict
    return f"postgres://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"


def worker_process(log_path: Path, gateway: Gateway | None = None, **settings: str) -> Process:
    """`python -m django odop_worker`, not yet started. `settings` are settings of the suite without their `ODOP_`."""
    return Process(
        name="worker",
        argv=[sys.executable, "-m", "django", "odop_worker"],
        cwd=ROOT,
        log_path=log_path,
        env={
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "PYTHONPATH": f"{ROOT / 'plugins'}:{ROOT}",
            "DATABASE_URL": database_url(),
            "ODOP_HOST": "tests.fake_host",
            "ODOP_GATEWAY_URL": gateway.url if gateway else None,
            "ODOP_GATEWAY_SECRET": SECRET,
            **{f"ODOP_{name}": value for name, value in settings.items()},
        },
    )


def wait_for_worker(process: Process) -> None:
    """Until it has begun to work: a worker that is killed while it still starts proves nothing."""
    wait_until(lambda: process.log().count("listens") >= process.starts, 60, "the worker to start", process)
