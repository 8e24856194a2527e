"""Migrated databases that are kept to be copied: migrating takes minutes, a copy a second.

A template's name tells what it was made of, so whoever changes a migration gets another one. Those nobody needs any
more are dropped when a new one is made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import metadata

import psycopg

from devtools.machine.servers import DatabaseServer
from devtools.machine.state import CHECKOUT

# What a migrated database of the suite is made of: its migrations, and the data that they leave behind.
MIGRATED = (CHECKOUT / "plugins", CHECKOUT / "saleor_config" / "app")
DATA = {".csv", ".toml", ".sql"}
# Branches come and go; the last few templates of a family are worth their disk.
KEPT = 4
# One at a time makes templates; the number means nothing.
LOCK = 5_601_234


def template(server: DatabaseServer, family: str, key: str, fill: Callable[[str], None], *, of: str = "") -> str:
    """The name of a family's template for `key`, made now if there is none: a database that `fill(name)` migrates.

    It begins empty, or as a copy of the database `of`.
    """
    name, unfinished = f"{family}_{key}", f"{family}_unfinished"
    with one_at_a_time(server):
        if name not in server.databases():
            server.drop_database(unfinished)
            server.create_database(unfinished, of or "template0")
            fill(unfinished)
            server.rename_database(unfinished, name)
            _forget_old(server, family)
    return name


def fingerprint(*, of_all_code: bool = False) -> str:
    """Changes with the migrations of the suite and the data they load, or with each of its files.

    The latter for templates whose copies are used as they are: what runs after migrations is any code.
    """
    digest = hashlib.sha256(metadata.version("django").encode())
    for root in MIGRATED:
        for path in sorted(root.rglob("*")):
            code = path.suffix == ".py" and (of_all_code or path.parent.name == "migrations")
            if code or path.suffix in DATA:
                digest.update(path.relative_to(CHECKOUT).as_posix().encode() + b"\n" + path.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def one_at_a_time(server: DatabaseServer) -> Iterator[None]:
    with psycopg.connect(server.url("postgres"), autocommit=True) as session:
        session.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        yield


def _forget_old(server: DatabaseServer, family: str) -> None:
    with psycopg.connect(server.url("postgres")) as session:
        query = "SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY oid DESC OFFSET %s"
        old = [name for (name,) in session.execute(query, [f"{family}_", KEPT])]
    for name in old:
        server.drop_database(name)
