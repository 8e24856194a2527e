"""Real worker processes on the test database, to be killed while they work."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.core.management import call_command
from django.db import connection

from devtools.machine.processes import Child, Process, wait_until
from odop_core.store import host
from tests.forks import ROOT, SETTINGS, Fork
from tests.gateway import SECRET, Gateway


def database_url() -> str:
    """Of the database the tests run on."""
    at = connection.settings_dict
    return f"postgres://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"


@dataclass
class Worker(Process):
    """A worker that is forked, with everything loaded, each time it starts."""

    def spawn(self, log: BinaryIO) -> Child:
        return Fork(work, log=Path(log.name), environment=self.env)

    def kill(self) -> None:
        if isinstance(self._child, Fork):
            self._child.kill()
        super().kill()


def work() -> None:
    """What a worker process does: `odop_worker`, without a check of the whole installation at each start."""
    host.current_host.cache_clear()
    call_command("odop_worker")


def worker_process(log_path: Path, gateway: Gateway | None = None, **settings: str) -> Process:
    """A worker, not yet started. `settings` are settings of the suite without their `ODOP_`."""
    return Worker("worker", [], _environment(gateway, settings), log_path)


def worker_command(log_path: Path) -> Process:
    """`python -m django odop_worker`, not yet started: the command as an operator gives it."""
    environment = {**SETTINGS, "DATABASE_URL": database_url()}
    return Process("worker", [sys.executable, "-m", "django", "odop_worker"], environment, log_path, ROOT)


def _environment(gateway: Gateway | None, settings: dict[str, str]) -> dict[str, str | None]:
    return {
        "ODOP_GATEWAY_URL": gateway.url if gateway else None,
        "ODOP_GATEWAY_SECRET": SECRET,
        **{f"ODOP_{name}": value for name, value in settings.items()},
    }


def wait_for_worker(process: Process) -> None:
    """Until it has begun to work: a worker that is killed while it still starts proves nothing."""
    wait_until(lambda: process.log().count("listens") >= process.starts, 60, "the worker to start", process)
