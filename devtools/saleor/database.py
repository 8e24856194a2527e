"""Databases for running Saleor here: a migrated template per Saleor version, made once, and quick copies of it.

A full migration of Saleor takes minutes, a copy of the migrated template seconds. The server is the machine's own
PostgreSQL, run by us for as long as somebody uses it, or the one `DATABASE_URL` points to.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import psycopg

from devtools.machine.postgres import Cluster, machine_binaries
from devtools.machine.processes import merged_environment
from devtools.machine.servers import DatabaseServer, GivenServer
from devtools.machine.state import exclusive, shared_state_dir
from devtools.machine.templates import fingerprint, template
from devtools.saleor.environment import Saleor, child_environment

SHOW_PROGRESS_SECONDS = 10


class MigrationFailed(RuntimeError):
    """Saleor's migrations did not run through; the message names the log and ends with its tail."""


@contextlib.contextmanager
def database_server() -> Iterator[DatabaseServer]:
    """The server, running. Raises PostgresUnavailable, naming what to install or set.

    Ours is shared by everything that runs on this machine: whoever leaves last stops it.
    """
    if given := os.environ.get("DATABASE_URL"):
        yield GivenServer(given)
        return
    cluster = Cluster(machine_binaries(), shared_state_dir() / "saleor-postgres")
    users = shared_state_dir() / "saleor-postgres.users"
    users.parent.mkdir(parents=True, exist_ok=True)
    with users.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_SH)
        cluster.start()
        try:
            yield cluster
        finally:
            with contextlib.suppress(BlockingIOError):  # somebody else still uses it
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if not _has_visitors(cluster):
                    cluster.stop()


def template_database(server: DatabaseServer, saleor: Saleor) -> str:
    """The name of this version's migrated template, which is made now if it is missing: that takes minutes.

    Bare Saleor: the suite's own migrations run on each copy, or in `suite_template`. Raises MigrationFailed.
    """
    name = f"saleor_{saleor.slug}_template"
    with exclusive(shared_state_dir() / f"{name}.lock"):
        if name not in server.databases():
            unfinished = f"saleor_{saleor.slug}_building"
            server.drop_database(unfinished)
            server.create_database(unfinished)
            print(
                f"Migrating an empty database for Saleor {saleor.version}, once: this takes 2 to 8 minutes.", flush=True
            )
            environment = {**child_environment(), "DATABASE_URL": server.url(unfinished), "SECRET_KEY": "-"}
            migrate(saleor, saleor.python, environment, shared_state_dir() / f"{name}.log")
            server.rename_database(unfinished, name)
    return name


def suite_template(server: DatabaseServer, saleor: Saleor, python: Path, environment: Mapping[str, str | None]) -> str:
    """The name of a template in which the suite is migrated too, as its code is now. Raises MigrationFailed."""
    bare = template_database(server, saleor)

    def fill(name: str) -> None:
        print("Running the suite's own migrations …", flush=True)
        settings = {**environment, "DATABASE_URL": server.url(name)}
        migrate(saleor, python, settings, shared_state_dir() / f"{name}.log")

    return template(server, f"{bare}_suite", fingerprint(of_all_code=True), fill, of=bare)


def migrate(saleor: Saleor, python: Path, environment: Mapping[str, str | None], log_path: Path) -> None:
    """Run `manage.py migrate`, saying now and then how far it is. Raises MigrationFailed."""
    began = time.monotonic()
    with log_path.open("w") as log:
        child = subprocess.Popen(
            [python, "manage.py", "migrate"], cwd=saleor.home, env=merged_environment(environment),
            stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
        )  # fmt: skip
        while True:
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(SHOW_PROGRESS_SECONDS)
                break
            done = log_path.read_text(errors="replace").count("... OK")
            if done:
                print(f"  {done} migrations applied after {time.monotonic() - began:.0f} s", flush=True)
    if child.returncode != 0:
        tail = "\n".join(log_path.read_text(errors="replace").splitlines()[-30:])
        raise MigrationFailed(f"Migrating Saleor {saleor.version} failed. The log, {log_path}, ends with:\n{tail}")


def _has_visitors(cluster: Cluster) -> bool:
    with psycopg.connect(cluster.url("postgres")) as connection:
        row = connection.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        ).fetchone()
    return bool(row and row[0])
