"""odopPluginUpdate, and odopPlugins which shows its effect."""

from __future__ import annotations

from typing import Any

import pytest

from odop_core.models import PluginSetting
from odop_core.plugin import configuration
from odop_core.security.permissions import Permission
from odop_notifications.settings import PLUGIN_ID as NOTIFICATIONS
from odop_notifications.settings import NotificationSettings
from tests.storefront_schema.client import ask, mutate, refusals, staff

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
        (NOTIFICATIONS, {"colour": "red"}, ("configuration", "NOT_FOUND")),
        (NOTIFICATIONS, {"channel": "pigeon"}, ("configuration", "INVALID")),
        (NOTIFICATIONS, {"gateway_url": "ftp://x"}, ("configuration", "INVALID")),
    ],
)
def test_what_cannot_be_used_is_refused_and_changes_nothing(
    plugin_id: str, values: dict[str, str], refusal: tuple[str, str]
) -> None:
    assert refusals(update(plugin_id, None, **values)) == [refusal]
    assert not PluginSetting.objects.exists()
