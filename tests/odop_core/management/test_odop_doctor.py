from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.checks import Error
from django.core.management import CommandError, call_command

from odop_core.management.commands import odop_doctor
from tests.fake_store import FakeStore


@pytest.mark.django_db
def test_warnings_of_the_suites_checks_are_told_and_are_no_trouble(store: FakeStore, settings: Any) -> None:
    # given
    settings.DEBUG, settings.ODOP_DIGEST_KEY = False, ""

    # when
    said = StringIO()
    call_command("odop_doctor", stdout=said)

    # then
    assert "✓ Advice:" in said.getvalue()
    assert "Set ODOP_DIGEST_KEY" in said.getvalue()
    assert "the corporation's name or GSTINs are not set" in said.getvalue()


@pytest.mark.django_db
def test_errors_of_the_suites_checks_are_trouble(store: FakeStore, monkeypatch: pytest.MonkeyPatch) -> None:
    errors = [Error("Evidence is public.", id="odop_x.E001"), Error("Not ours.", id="models.E001")]
    monkeypatch.setattr(odop_doctor, "run_checks", lambda **_kwargs: errors)
    said = StringIO()
    with pytest.raises(CommandError):
        call_command("odop_doctor", stdout=said)
    assert "✗ Advice: Evidence is public." in said.getvalue()
    assert "Not ours" not in said.getvalue()
