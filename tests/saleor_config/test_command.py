from __future__ import annotations

import pytest

from saleor_config.command import main

pytestmark = pytest.mark.usefixtures("path_stays")


@pytest.fixture
def path_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setattr(sys, "path", list(sys.path))


def test_commands_are_listed_by_their_short_names(capsys: pytest.CaptureFixture[str]) -> None:
    # when
    code = main([])

    # then
    shown = capsys.readouterr().out
    assert code == 0
    assert "helpline" in shown
    assert "doctor" in shown
    assert "odop_" not in shown


def test_unknown_command_is_told_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pigeon"]) == 2
    assert "does not know 'pigeon'" in capsys.readouterr().err


@pytest.mark.django_db
def test_command_runs_with_its_arguments(capsys: pytest.CaptureFixture[str]) -> None:
    # when
    code = main(["helpline", "--supervisor"])

    # then
    assert code == 0
    assert "waiting 0" in capsys.readouterr().out
