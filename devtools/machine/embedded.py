"""The PostgreSQL of one checkout, shared by whatever runs in it: `./dev demo` in one terminal, `./dev test` in another.

Each holds a lock while it needs the server; the last one to let go stops it. The operating system lets go for a process
that was killed, so the next one to end cleans up.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from devtools.machine.postgres import Cluster, embedded_binaries
from devtools.machine.servers import DatabaseServer, GivenServer
from devtools.machine.state import checkout_state_dir


@contextlib.contextmanager
def checkout_server(checkout: Path) -> Iterator[DatabaseServer]:
    """The server DATABASE_URL points to, else the embedded one of this checkout. Raises PostgresUnavailable."""
    if given := os.environ.get("DATABASE_URL"):
        yield GivenServer(given)
        return
    cluster = Cluster(embedded_binaries(), checkout_state_dir(checkout) / "postgres")
    cluster.directory.parent.mkdir(parents=True, exist_ok=True)
    with cluster.directory.with_suffix(".users").open("w") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        cluster.start()
        try:
            yield cluster
        finally:
            with contextlib.suppress(BlockingIOError):  # somebody else still needs the server
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                cluster.stop()
