"""Processes that have everything loaded when they begin: to load it takes seconds, to fork who has it milliseconds.

They are forked from multiprocessing's server, which loaded Django and the suite and did nothing else: it has no
threads, no connection to a database, and nothing of the test that asks.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from io import TextIOWrapper
from multiprocessing import forkserver
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.db import connection

from devtools.machine.processes import merged_environment

ROOT = Path(__file__).parents[1]
SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "tests.settings",
    "PYTHONPATH": f"{ROOT / 'plugins'}:{ROOT}",
    "ODOP_HOST": "tests.fake_host",
}


class Fork:
    """`work(*arguments)` on the database of the tests, in a process of its own, whose output is added to the log.

    `environment` is added to our own; `work` is a function of a module. It is asked and ended like a `Popen`.
    """

    def __init__(
        self, work: Callable[..., None], *arguments: Any, log: Path, environment: Mapping[str, str | None] | None = None
    ) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["tests.loaded"])
        with patch.dict(os.environ, SETTINGS):
            forkserver.ensure_running()
        own = merged_environment({**SETTINGS, **(environment or {})})
        how = (own, str(connection.settings_dict["NAME"]), str(log), work, arguments)
        self._process: ForkServerProcess = context.Process(target=_begin, args=how, daemon=True)
        self._process.start()

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        self._process.join(timeout)
        code = self._process.exitcode
        if code is None:
            raise subprocess.TimeoutExpired("a fork", timeout or 0)
        return code

    def terminate(self) -> None:
        self._process.terminate()

    def kill(self) -> None:
        self._process.kill()


def _begin(
    environment: dict[str, str], database: str, log: str, work: Callable[..., None], arguments: tuple[Any, ...]
) -> None:
    os.setsid()
    out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for number, stream in ((1, sys.stdout), (2, sys.stderr)):
        os.dup2(out, number)
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(line_buffering=True)
    threading.Thread(target=_end_with_the_tests, daemon=True).start()
    os.environ.clear()
    os.environ.update(environment)
    connection.settings_dict["NAME"] = database
    work(*arguments)


def _end_with_the_tests() -> None:
    """Whoever kills the tests need not look for their workers."""
    tests = multiprocessing.parent_process()
    assert tests is not None
    tests.join()
    os._exit(1)
