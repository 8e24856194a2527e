from __future__ import annotations

from typing import ClassVar

import pytest
from pydantic import Field
from pytest_django import DjangoAssertNumQueries

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


def test_a_secret_that_changes_in_the_environment_is_read_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setenv("TEST_SECRET", "old")
    before = configuration.parse_settings(Settings, {})

    # when
    monkeypatch.setenv("TEST_SECRET", "new")

    # then
    assert (before.secret, configuration.parse_settings(Settings, {}).secret) == ("old", "new")


@pytest.mark.django_db
def test_a_piece_of_work_sees_one_configuration_and_reads_it_once(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    # given
    switch("test.plugin", days=1)

    # when
    with configuration.read_once(), django_assert_num_queries(1):
        seen = [configuration.load_settings(Settings).days, configuration.load_settings(Settings).days]
        is_active = configuration.is_active("test.plugin")

    # then
    assert (seen, is_active) == ([1, 1], True)


@pytest.mark.django_db
def test_the_next_piece_of_work_sees_what_the_merchant_changed() -> None:
    # given
    switch("test.plugin", days=1)
    with configuration.read_once():
        before = configuration.load_settings(Settings).days

    # when
    switch("test.plugin", days=2)

    # then
    with configuration.read_once():
        assert (before, configuration.load_settings(Settings).days) == (1, 2)
