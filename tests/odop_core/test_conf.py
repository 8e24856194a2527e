from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import override_settings

from odop_core import conf
from odop_core.conf import SettingMissing


def test_setting_is_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setenv("ODOP_PERIODIC_SECONDS", "7")

    # when / then
    assert conf.get_int("PERIODIC_SECONDS") == 7


@override_settings(ODOP_PERIODIC_SECONDS=9)
def test_setting_of_the_deployment_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setenv("ODOP_PERIODIC_SECONDS", "7")

    # when / then
    assert conf.get_int("PERIODIC_SECONDS") == 9


def test_setting_nobody_made_is_as_shipped(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.delenv("ODOP_LEASE_SECONDS", raising=False)

    # when / then
    assert conf.get_int("LEASE_SECONDS") == 120


def test_number_that_is_none_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setenv("ODOP_PERIODIC_SECONDS", "often")

    # when / then
    with pytest.raises(SettingMissing, match="ODOP_PERIODIC_SECONDS must be a whole number, not 'often'"):
        conf.get_int("PERIODIC_SECONDS")


@pytest.mark.parametrize(("text", "meant"), [("true", True), (" Yes ", True), ("1", True), ("0", False), ("", False)])
def test_switch_understands_the_usual_words(monkeypatch: pytest.MonkeyPatch, text: str, meant: bool) -> None:
    # given
    monkeypatch.setenv("ODOP_ALLOW_PRIVATE_ADDRESSES", text)

    # when / then
    assert conf.get_bool("ALLOW_PRIVATE_ADDRESSES") == meant


def test_unknown_setting_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        conf.get("PLUSE_SECONDS")


def test_every_setting_is_explained_to_operators() -> None:
    root = Path(__file__).parents[2]
    page = (root / "docs" / "operator.md").read_text(encoding="utf-8")
    of_plugins = {
        name
        for file in (root / "plugins").rglob("*settings.py")
        for name in re.findall(r"env:(ODOP_\w+)", file.read_text())
    }
    settings = {f"ODOP_{name}" for name in conf.DEFAULTS if name != "HOST"} | of_plugins
    assert {name for name in settings if f"`{name}`" not in page} == set()
