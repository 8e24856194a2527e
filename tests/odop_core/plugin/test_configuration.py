from __future__ import annotations

from typing import ClassVar

import pytest
from pydantic import Field

from odop_core.plugin import configuration
from odop_core.plugin.configuration import BadPluginSettings, PluginSettings
from tests.factories import switch


class Settings(PluginSettings):
    plugin_id: ClassVar[str] = "test.plugin"

    days: int = 3
    secret: str = Field("env:TEST_SECRET")


@pytest.mark.django_db
def test_plugin_is_on_until_somebody_switches_it_off() -> None:
    # given
    before = configuration.is_active("test.plugin")

    # when
    switch("test.plugin", active=False)

    # then
    assert (before, configuration.is_active("test.plugin")) == (True, False)


@pytest.mark.django_db
def test_what_the_merchant_did_not_set_is_as_shipped() -> None:
    # given
    switch("test.plugin", secret="s")

    # when
    settings = configuration.load_settings(Settings)

    # then
    assert (settings.days, settings.secret) == (3, "s")


def test_secret_is_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setenv("OTHER_SECRET", "from there")

    # when
    settings = configuration.parse_settings(Settings, {"secret": "env:OTHER_SECRET"})

    # then
    assert settings.secret == "from there"


def test_secret_missing_in_the_environment_is_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.delenv("TEST_SECRET", raising=False)

    # when
    settings = configuration.parse_settings(Settings, {})

    # then
    assert settings.secret == ""


def test_unusable_value_names_plugin_and_field() -> None:
    with pytest.raises(BadPluginSettings, match=r"test\.plugin: days: Input should be a valid integer"):
        configuration.parse_settings(Settings, {"days": "soon"})


def test_setting_of_an_older_version_is_ignored() -> None:
    assert configuration.parse_settings(Settings, {"gone": 1}).days == 3
