"""odopPluginUpdate, and odopPlugins which shows its effect."""

from __future__ import annotations

from typing import Any

import pytest

from odop_core.models import PluginSetting
from odop_core.plugin import configuration
from odop_core.security.permissions import Permission
from odop_notifications.settings import PLUGIN_ID as NOTIFICATIONS
from odop_notifications.settings import NotificationSettings
from tests import factories
from tests.storefront_schema.client import ask, mutate, refusals, staff
from tests.storefront_schema.test_operations import run

MAY = staff(Permission.MANAGE_ODOP_WORK)
SELECTION = "id isActive configuration { name label helpText value isDefault isSecret }"


def update(plugin_id: str = NOTIFICATIONS, active: bool | None = None, **values: str | None) -> dict[str, Any]:
    configuration = [{"name": name, "value": value} for name, value in values.items()]
    return mutate(
        "odopPluginUpdate", f"plugin {{ {SELECTION} }}", MAY,
        id=("ID!", plugin_id), isActive=("Boolean", active), configuration=("[OdopPluginFieldInput!]", configuration),
    )  # fmt: skip


def setting(plugin: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(field for field in plugin["configuration"] if field["name"] == name)
    return found


def test_all_plugins_are_shown_with_their_defaults() -> None:
    # when
    plugins = ask(f"{{ odopPlugins {{ {SELECTION} }} }}", MAY)["odopPlugins"]

    # then
    assert [plugin["id"] for plugin in plugins] == [
        "odop.accounts", "odop.certificates", "odop.consignment", "odop.logistics", "odop.notifications",
        "odop.provenance",
    ]  # fmt: skip
    assert all(plugin["isActive"] for plugin in plugins)
    assert setting(plugins[5], "shows_artisans")["value"] == "true"
    secret = setting(plugins[4], "gateway_secret")
    assert (secret["value"], secret["isSecret"], secret["isDefault"]) == ("env:ODOP_GATEWAY_SECRET", True, True)
    assert secret["label"]
    assert secret["helpText"]


def test_a_plugin_is_switched_off_and_keeps_its_settings() -> None:
    # given
    update(channel="console")

    # when
    answer = update(active=False)

    # then
    assert answer["errors"] == []
    assert answer["plugin"]["isActive"] is False
    assert setting(answer["plugin"], "channel")["value"] == "console"
    assert not configuration.is_active(NOTIFICATIONS)


def test_a_secret_is_kept_and_never_shown() -> None:
    # given
    answer = update(gateway_secret="whsec_c2VjcmV0")

    # when / then
    assert setting(answer["plugin"], "gateway_secret")["value"] == "••••"
    assert configuration.load_settings(NotificationSettings).gateway_secret == "whsec_c2VjcmV0"


def test_null_brings_the_default_back() -> None:
    # given
    update(channel="console")

    # when / then
    assert setting(update(channel=None)["plugin"], "channel") == {
        "name": "channel",
        "label": "Channel",
        "helpText": NotificationSettings.model_fields["channel"].description,
        "value": "gateway",
        "isDefault": True,
        "isSecret": False,
    }


@pytest.mark.parametrize(
    ("plugin_id", "values", "refusal"),
    [
        ("odop.nothing", {}, ("id", "NOT_FOUND")),
        (NOTIFICATIONS, {"colour": "red"}, ("name", "NOT_FOUND")),
        (NOTIFICATIONS, {"channel": "pigeon"}, ("value", "INVALID")),
        (NOTIFICATIONS, {"gateway_url": "ftp://x"}, ("value", "INVALID")),
    ],
)
def test_what_cannot_be_used_is_refused_and_changes_nothing(
    plugin_id: str, values: dict[str, str], refusal: tuple[str, str]
) -> None:
    assert refusals(update(plugin_id, None, **values)) == [refusal]
    assert not PluginSetting.objects.exists()


def test_a_form_has_the_type_and_the_choices_of_each_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setenv("ODOP_GATEWAY_URL", "https://gateway.example")
    monkeypatch.delenv("ODOP_GATEWAY_SECRET", raising=False)

    # when
    (plugin,) = (plugin for plugin in run("staff_settings")["odopPlugins"] if plugin["id"] == NOTIFICATIONS)

    # then
    kinds = {name: setting(plugin, name)["type"] for name in ("channel", "circuit_failures", "dlt_required", "sms_key")}
    assert kinds == {"channel": "CHOICE", "circuit_failures": "INTEGER", "dlt_required": "BOOLEAN", "sms_key": "SECRET"}
    assert setting(plugin, "channel")["choices"][:2] == ["gateway", "sms"]
    assert setting(plugin, "circuit_failures")["minimum"] == 1
    assert [
        (setting(plugin, name)["environmentVariable"], setting(plugin, name)["isEnvironmentVariableSet"])
        for name in ("gateway_url", "gateway_secret", "channel")
    ] == [("ODOP_GATEWAY_URL", True), ("ODOP_GATEWAY_SECRET", False), (None, None)]


def test_every_wrong_setting_is_told_at_its_place() -> None:
    # given
    values = {"channel": "pigeon", "gateway_url": "https://ok.example", "circuit_failures": "0"}
    given = [{"name": name, "value": value} for name, value in values.items()]
    question = """mutation($id: ID!, $values: [OdopPluginFieldInput!]) {
      odopPluginUpdate(id: $id, configuration: $values) { errors { path index } }
    }"""

    # when
    errors = ask(question, MAY, id=NOTIFICATIONS, values=given)["odopPluginUpdate"]["errors"]

    # then
    assert [(error["path"], error["index"]) for error in errors] == [
        ("configuration.0.value", 0), ("configuration.2.value", 2),
    ]  # fmt: skip


def test_what_is_wrong_with_a_value_in_force_is_shown() -> None:
    # given: it was saved before it was forbidden
    factories.switch(NOTIFICATIONS, channel="pigeon")

    # when
    (plugin,) = (plugin for plugin in run("staff_settings")["odopPlugins"] if plugin["id"] == NOTIFICATIONS)

    # then
    assert setting(plugin, "channel")["problem"]
    assert setting(plugin, "gateway_url")["problem"] is None
