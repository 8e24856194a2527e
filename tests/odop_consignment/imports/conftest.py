from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def storage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the files of imports lie."""
    monkeypatch.setenv("ODOP_EVIDENCE_DIR", str(tmp_path / "storage"))
    return tmp_path / "storage"
