from __future__ import annotations

from pathlib import Path

import pytest

from tests.fake_store import FakeStore


@pytest.fixture(autouse=True)
def _store(store: FakeStore) -> FakeStore:
    """It is asked for the warehouses that a table names."""
    return store


@pytest.fixture(autouse=True)
def storage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the files of imports lie."""
    monkeypatch.setenv("ODOP_EVIDENCE_DIR", str(tmp_path / "storage"))
    return tmp_path / "storage"
