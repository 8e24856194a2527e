"""What all tests of the suite share."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from odop_core.store import host
from tests.fake_catalogue import FakeCatalogue
from tests.fake_store import FakeStore
from tests.gateway import Gateway

# Slow machines are no failure, and a function-scoped fixture is fine where every example cleans up after itself.
# In CI the examples are the same for the same tests: there a change is judged, not luck; elsewhere new ones are sought.
settings.register_profile(
    "odop",
    derandomize=bool(os.environ.get("CI")),
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("odop")


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch, catalogue: FakeCatalogue) -> FakeStore:
    """The Saleor behind the host is one in memory."""
    fake = FakeStore()
    monkeypatch.setattr(host.current(), "store", lambda: fake)
    return fake


@pytest.fixture
def catalogue(monkeypatch: pytest.MonkeyPatch) -> FakeCatalogue:
    """The catalogue of the Saleor behind the host is one in memory."""
    fake = FakeCatalogue()
    monkeypatch.setattr(host.current(), "catalogue", lambda: fake)
    return fake


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    """An HTTP server on loopback that plays the outside world."""
    with Gateway() as server:
        yield server
