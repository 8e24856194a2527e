"""A Redis for Celery and Saleor's cache: one that was given, or a server of our own that keeps nothing."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

from devtools.machine.processes import LOOPBACK, Process, free_port, wait_until

START_TIMEOUT_SECONDS = 15


class RedisUnavailable(RuntimeError):
    """No usable Redis; the message says what to install or set."""


@contextlib.contextmanager
def redis_url(directory: Path) -> Iterator[str]:
    """The URL of a running Redis, `redis://host:port/0`; one of our own ends with the context, its log in `directory`.

    ODOP_REDIS_URL or CELERY_BROKER_URL choose a server that exists. Raises RedisUnavailable.
    """
    if given := os.environ.get("ODOP_REDIS_URL") or os.environ.get("CELERY_BROKER_URL"):
        yield given
        return
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    if program is None:
        raise RedisUnavailable(
            "No Redis was found on this machine. Install it (Debian: the package 'redis-server'), or set "
            "ODOP_REDIS_URL to one that runs, such as redis://127.0.0.1:6379/1."
        )
    port = free_port()
    keep_nothing = ["--save", "", "--appendonly", "no", "--dir", str(directory)]
    directory.mkdir(parents=True, exist_ok=True)
    argv = [program, "--bind", LOOPBACK, "--port", str(port), *keep_nothing]
    with Process("redis", argv, {}, directory / "redis.log") as server:
        wait_until(lambda: _answers(port), START_TIMEOUT_SECONDS, "Redis to answer", server)
        yield f"redis://{LOOPBACK}:{port}/0"


def _answers(port: int) -> bool:
    try:
        with socket.create_connection((LOOPBACK, port), timeout=1) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
    except OSError:
        return False
