from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from odop_core.files import storage
from odop_provenance import checks


def ids() -> list[str]:
    return [message.id for message in checks.evidence_storage(None)]


@pytest.fixture(autouse=True)
def production(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DEBUG = False
    settings.MEDIA_ROOT = str(tmp_path / "media")
    monkeypatch.delenv("ODOP_EVIDENCE_DIR", raising=False)


def test_folder_nobody_chose_is_warned_of_in_production(settings: Any) -> None:
    assert ids() == ["odop_provenance.W001"]

    settings.DEBUG = True
    assert ids() == []


def test_folder_inside_the_public_media_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ODOP_EVIDENCE_DIR", str(tmp_path / "media" / "evidence"))

    assert ids() == ["odop_provenance.E001"]


def test_chosen_places_are_fine(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ODOP_EVIDENCE_DIR", str(tmp_path / "evidence"))
    assert ids() == []

    monkeypatch.delenv("ODOP_EVIDENCE_DIR")
    monkeypatch.setenv("ODOP_EVIDENCE_BUCKET", "evidence")
    assert ids() == []

    monkeypatch.delenv("ODOP_EVIDENCE_BUCKET")
    settings.STORAGES = {**settings.STORAGES, storage.ALIAS: {"BACKEND": "anything"}}
    assert ids() == []
