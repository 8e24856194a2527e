"""What an operator is told whose settings are not complete."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[3]
COMPLETE = {"SECRET_KEY": "key", "DATABASE_URL": "postgres://me@db.example/odop"}


def start(**changes: str | None) -> subprocess.CompletedProcess[str]:
    """Loads the settings in a process of its own."""
    known = {name: value for name, value in os.environ.items() if name not in COMPLETE}
    given = {name: value for name, value in (COMPLETE | changes).items() if value is not None}
    return subprocess.run(
        [sys.executable, "-c", "import saleor_config.app.settings"],
        cwd=CHECKOUT, env=known | given | {"PYTHONPATH": str(CHECKOUT)}, capture_output=True, text=True,
    )  # fmt: skip


def test_complete_settings_load() -> None:
    assert start().returncode == 0


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL"])
def test_what_is_missing_is_named(name: str) -> None:
    # when
    answer = start(**{name: None})

    # then
    assert answer.returncode != 0
    assert f"Set {name} to" in answer.stderr


def test_another_database_than_postgresql_is_refused() -> None:
    assert "PostgreSQL" in start(DATABASE_URL="sqlite:///odop.db").stderr
