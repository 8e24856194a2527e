"""Every test here has the database and a store in memory."""

from __future__ import annotations

import pytest

from tests.fake_store import FakeStore


@pytest.fixture(autouse=True)
def _store(db: None, store: FakeStore) -> FakeStore:
    return store
