"""What all tests of the suite share."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker

from odop_consignment.offers import goods
from odop_consignment.offers.goods import GoodsCheck
from odop_core.store import host
from odop_core.web import rate_limits
from tests.databases import database_of_this_process, restore_rows
from tests.fake_catalogue import FakeCatalogue
from tests.fake_store import FakeStore
from tests.gateway import Gateway

LONGEST_NAME = 80

# All that is imported and collected stays: nothing of it is garbage.
gc.disable()


def pytest_pycollect_makemodule(module_path: Path) -> None:
    """Importing hypothesis takes longer than most tests; those that use it get their settings before they are read."""
    if "hypothesis" in module_path.read_text(encoding="utf-8"):
        import_module("tests.examples")


def pytest_collection_finish() -> None:
    """What is imported and collected stays; looking through it for garbage again and again took a third of the time."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    gc.enable()


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Names of tests stay short, and the same in each worker: files made anew for each run name nothing."""
    return argname if isinstance(val, bytes | str) and len(val) > LONGEST_NAME else None


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """In place of pytest-django's: a copy of a migrated template."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), database_of_this_process():
        patch.setattr(TransactionTestCase, "_fixture_teardown", restore_rows)
        with django_db_blocker.block():
            yield


@pytest.fixture(scope="module")
def rows_of_module(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """For a fixture of a whole module: its rows are made once, and each test begins with them as they were made.

    They are in a transaction around those of the tests, so none of these may be `transaction=True`. All tests of the
    module see them from the first on if the fixture that makes them is `autouse`.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(host.current_host(), "store", FakeStore)
            patch.setattr(host.current_host(), "catalogue", FakeCatalogue)
            patch.setattr(goods, "_checks", {})
            yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def goods_checks(monkeypatch: pytest.MonkeyPatch) -> dict[str, GoodsCheck]:
    """Goods may be offered whatever they are: only tests of that ask who says no."""
    checks: dict[str, GoodsCheck] = {}
    monkeypatch.setattr(goods, "_checks", checks)
    return checks


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch, catalogue: FakeCatalogue) -> FakeStore:
    """The Saleor behind the host is one in memory."""
    fake = FakeStore()
    monkeypatch.setattr(host.current_host(), "store", lambda: fake)
    return fake


@pytest.fixture
def catalogue(monkeypatch: pytest.MonkeyPatch) -> FakeCatalogue:
    """The catalogue of the Saleor behind the host is one in memory."""
    fake = FakeCatalogue()
    monkeypatch.setattr(host.current_host(), "catalogue", lambda: fake)
    return fake


@pytest.fixture
def one_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """All that is asked is asked within one minute of those in which requests are counted."""
    monkeypatch.setattr(rate_limits, "time", SimpleNamespace(time=lambda: 1_800_000_030.0))


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    """An HTTP server on loopback that plays the outside world."""
    with Gateway() as server:
        yield server
