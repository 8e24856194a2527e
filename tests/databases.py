"""The database of a test run: a copy of a template, and quickly as it was after a test that committed.

Migrating takes many seconds, copying a migrated database a fraction of one. So there is one template for each state of
the migrations and of the data they load; it stays on the server for the next run, and each worker of pytest-xdist gets
a copy of its own. What `migrate` does after the migrations (the shipped districts, rules, templates) is done to each
copy again: it is quick, and its code is under test like any other.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.test import TransactionTestCase
from psycopg import sql

from devtools.machine.servers import GivenServer
from devtools.machine.templates import fingerprint, template


@contextmanager
def database_of_this_process(family: str = "odop_template", *, of: str = "") -> Iterator[None]:
    """A migrated database that nobody else uses, as Django's `default`; dropped at the end.

    `family` is the one of its template, which begins as a copy of the database `of`, if one is named.
    """
    given = connection.settings_dict["NAME"]
    server = GivenServer(os.environ["DATABASE_URL"])
    name = f"test_{given}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    server.drop_database(name)
    server.create_database(name, template(server, family, fingerprint(), _migrate, of=of))
    _use(name)
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
    _remember_rows()
    try:
        yield
    finally:
        _use(given)
        server.drop_database(name)


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


def _migrate(name: str) -> None:
    before = connection.settings_dict["NAME"]
    _use(name)
    call_command("migrate", verbosity=0, interactive=False, run_syncdb=True)
    _use(before)


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
