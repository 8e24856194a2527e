"""The environments in which the suite runs inside a Saleor: one per recipe, so that none is pulled from under a run."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from devtools.saleor import environment
from devtools.saleor.environment import Saleor, overlay_python


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where environments are kept; making one takes no time."""

    def make(_saleor: Saleor, directory: Path) -> None:
        directory.mkdir()

    monkeypatch.setattr(environment, "shared_state_dir", lambda: tmp_path)
    monkeypatch.setattr(environment, "_make", make)
    return tmp_path


def made_by(monkeypatch: pytest.MonkeyPatch, recipe: str) -> Path:
    monkeypatch.setattr(environment, "_recipe", lambda _saleor: recipe)
    return overlay_python(Saleor(Path("/home/saleor"), Path("/home/saleor/python"), "3.23.28")).parents[1]


def test_the_same_recipe_is_made_once(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    first = made_by(monkeypatch, "a" * 64)
    (first / "mark").touch()

    # then
    assert made_by(monkeypatch, "a" * 64) == first
    assert (first / "mark").exists()


def test_another_recipe_leaves_the_present_environment_alone(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    first = made_by(monkeypatch, "a" * 64)

    # when
    second = made_by(monkeypatch, "b" * 64)

    # then
    assert first != second
    assert first.exists()


def test_one_that_nobody_asked_for_in_a_while_is_forgotten(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    first = made_by(monkeypatch, "a" * 64)
    long_ago = time.time() - environment.UNUSED_SECONDS - 1
    os.utime(first / "made", (long_ago, long_ago))

    # when
    made_by(monkeypatch, "b" * 64)

    # then
    assert not first.exists()


def test_one_that_was_half_made_is_made_again(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    first = made_by(monkeypatch, "a" * 64)
    (first / "made").unlink()
    (first / "half").touch()

    # when
    made_by(monkeypatch, "a" * 64)

    # then
    assert not (first / "half").exists()
