"""Databases that are migrated once and copied; and how a test's own copy is brought back to what it was."""

from __future__ import annotations

import os
from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection
from django.test import TransactionTestCase

from devtools.machine import templates
from devtools.machine.servers import GivenServer
from devtools.machine.templates import template
from odop_core.models import InboxEvent
from odop_provenance.models import District
from tests.databases import restore_rows


@pytest.fixture
def server() -> GivenServer:
    """The one these tests run on."""
    return GivenServer(os.environ["DATABASE_URL"])


@pytest.fixture
def family(server: GivenServer) -> Iterator[str]:
    name = f"sample_{os.getpid()}"
    yield name
    for database in server.databases():
        if database.startswith(f"{name}_"):
            server.drop_database(database)


@pytest.fixture
def filled(server: GivenServer) -> list[str]:
    return []


def make(server: GivenServer, family: str, key: str, filled: list[str]) -> str:
    def fill(name: str) -> None:
        filled.append(key)
        with psycopg.connect(server.url(name)) as session:
            session.execute("CREATE TABLE thing AS SELECT 1 AS number")

    return template(server, family, key, fill)


def test_a_template_is_made_once(server: GivenServer, family: str, filled: list[str]) -> None:
    # when
    first, second = (make(server, family, "a", filled) for _ in range(2))

    # then
    assert (first, filled) == (second, ["a"])
    with psycopg.connect(server.url(first)) as session:
        assert session.execute("SELECT number FROM thing").fetchone() == (1,)


def test_one_that_could_not_be_filled_is_none(server: GivenServer, family: str, filled: list[str]) -> None:
    # given
    def fail(_name: str) -> None:
        raise ValueError("A migration is wrong.")

    # when
    with pytest.raises(ValueError, match="wrong"):
        template(server, family, "a", fail)

    # then
    make(server, family, "a", filled)
    assert filled == ["a"]


def test_the_oldest_are_forgotten(
    server: GivenServer, family: str, filled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    monkeypatch.setattr(templates, "KEPT", 2)

    # when
    for key in ("z", "y", "x"):
        make(server, family, key, filled)

    # then
    assert {name for name in server.databases() if name.startswith(family)} == {f"{family}_y", f"{family}_x"}


@pytest.mark.django_db(transaction=True)
def test_what_a_test_wrote_is_gone_and_what_is_shipped_is_back() -> None:
    # given
    shipped = set(District.objects.values_list("slug", "name_hi"))
    InboxEvent.objects.create(key="1", kind="store.order", subject="1", payload={})
    District.objects.filter(slug="lucknow").update(name_hi="?")
    District.objects.create(lgd_code=1, slug="gotham", name_en="Gotham", name_hi="?")

    # when
    restore_rows(TransactionTestCase())

    # then
    assert set(District.objects.values_list("slug", "name_hi")) == shipped
    assert not InboxEvent.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_guards_of_the_database_are_on_again() -> None:
    # when
    restore_rows(TransactionTestCase())

    # then
    with connection.cursor() as cursor:
        cursor.execute("SHOW session_replication_role")
        assert cursor.fetchone() == ("origin",)
