from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where papers are kept."""
    monkeypatch.setenv("ODOP_EVIDENCE_DIR", str(tmp_path / "papers"))
    return tmp_path / "papers"
