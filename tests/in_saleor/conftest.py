"""Saleor's own fixtures for our tests, the two database aliases it uses, and what our tests share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import django.test
import pytest
from django.conf import settings
from saleor.core.db.connection import allow_writer
from saleor.tests.utils import prepare_test_db_connections

DATABASES = {settings.DATABASE_CONNECTION_DEFAULT_NAME, settings.DATABASE_CONNECTION_REPLICA_NAME}
django.test.TransactionTestCase.databases = DATABASES
django.test.TestCase.databases = DATABASES
prepare_test_db_connections()

APPS = (
    "app plugins graphql webhook tax channel page menu warehouse thumbnail order product site shipping permission "
    "giftcard discount checkout attribute account graphql.account payment"
).split()
pytest_plugins = [
    "saleor.tests.fixtures",
    *(f"saleor.{app}.tests.fixtures" for app in APPS),
    "saleor.webhook.tests.circuit_breaker.fixtures",
]


@pytest.fixture(autouse=True)
def _database(db: Any) -> Iterator[None]:
    """Every test has the database, and may write to it: what guards the writer is Saleor's business, and tested there.

    Requests through a client are still guarded as in production.
    """
    with allow_writer():
        yield
