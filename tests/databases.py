"""The database of a test run: a copy of a template, and quickly as it was after a test that committed.

Migrating takes many seconds, copying a migrated database a fraction of one. So there is one template for each state of
the migrations and of the data they load; it stays on the server for the next run, and each worker of pytest-xdist gets
a copy of its own. What `migrate` does after the migrations (the shipped districts, rules, templates) is done to each
copy again: it is quick, and its code is under test like any other.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
import psycopg
from django.apps import apps
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.test import TransactionTestCase
from psycopg import sql

from devtools.machine.servers import GivenServer

TEMPLATE = "odop_template_"
# Branches come and go; the templates of the last few are worth their 13 MB each.
TEMPLATES_KEPT = 6
# One process at a time makes templates; the number means nothing.
LOCK = 5_601_234


@contextmanager
def database_of_this_process() -> Iterator[None]:
    """A migrated database that nobody else uses, as Django's `default`; dropped at the end."""
    given, base = connection.settings_dict["NAME"], _server()
    name = f"test_{given}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    base.drop_database(name)
    with _one_at_a_time(base):
        base.create_database(name, template=_template(base))
    _use(name)
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
    _remember_rows()
    try:
        yield
    finally:
        _use(given)
        base.drop_database(name)


def restore_rows(_case: TransactionTestCase) -> None:
    """In place of Django's flush, which takes seconds: empty what a test filled, and give back what is shipped.

    Nothing guards the rows meanwhile: neither foreign keys nor the triggers that forbid to delete.
    """
    statements = [
        sql.SQL("SET session_replication_role = replica"),
        *(sql.SQL("DELETE FROM public.{}").format(sql.Identifier(table)) for table in _tables()),
        *(sql.SQL("INSERT INTO public.{0} TABLE pristine.{0}").format(sql.Identifier(table)) for table in _shipped()),
        sql.SQL("SET session_replication_role = origin"),
    ]
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("; ").join(statements))


def fingerprint() -> str:
    """Changes with everything that a template is made of."""
    digest = hashlib.sha256(django.__version__.encode())
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        folder = Path(app.path)
        for path in sorted(folder.rglob("*")):
            if path.suffix in {".csv", ".toml", ".sql"} or (path.suffix == ".py" and path.parent.name == "migrations"):
                digest.update(f"{app.label}/{path.relative_to(folder)}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _template(server: GivenServer) -> str:
    """The name of the template; it is made now if there is none."""
    name, unfinished = f"{TEMPLATE}{fingerprint()}", f"{TEMPLATE}unfinished"
    if name not in server.databases():
        server.drop_database(unfinished)
        server.create_database(unfinished)
        before = connection.settings_dict["NAME"]
        _use(unfinished)
        call_command("migrate", verbosity=0, interactive=False)
        _use(before)
        server.rename_database(unfinished, name)
        _forget_old_templates(server)
    return name


def _forget_old_templates(server: GivenServer) -> None:
    with psycopg.connect(server.database_url) as session:
        query = "SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY oid DESC OFFSET %s"
        old = [name for (name,) in session.execute(query, [TEMPLATE, TEMPLATES_KEPT])]
    for name in old:
        server.drop_database(name)


@contextmanager
def _one_at_a_time(server: GivenServer) -> Iterator[None]:
    with psycopg.connect(server.database_url, autocommit=True) as session:
        session.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        yield


def _server() -> GivenServer:
    url = GivenServer(os.environ["DATABASE_URL"]).url("postgres")
    return GivenServer(url)


def _use(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


def _tables() -> list[str]:
    return connection.introspection.django_table_names(only_existing=True, include_views=False)


def _remember_rows() -> None:
    """Of the few tables that are not empty before the first test."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA pristine")
        for table in map(sql.Identifier, _tables()):
            cursor.execute(sql.SQL("SELECT EXISTS (TABLE public.{})").format(table))
            if cursor.fetchone() == (True,):
                cursor.execute(sql.SQL("CREATE TABLE pristine.{0} AS TABLE public.{0}").format(table))


def _shipped() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'pristine'")
        return [table for (table,) in cursor.fetchall()]
