from __future__ import annotations

import pytest

from odop_core.plugin.configuration import BadPluginSettings, parse_settings
from odop_notifications.settings import NotificationSettings


def test_gateway_is_read_from_the_environment_unless_it_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setenv("ODOP_GATEWAY_URL", "https://gateway.example/send")

    # when
    settings = parse_settings(NotificationSettings, {})

    # then
    assert settings.gateway_url == "https://gateway.example/send"


def test_address_that_is_not_http_is_refused() -> None:
    with pytest.raises(BadPluginSettings, match=r"odop.notifications: Gateway address: .*must start with https://"):
        parse_settings(NotificationSettings, {"gateway_url": "ftp://gateway"})


def test_secret_that_cannot_sign_is_refused_without_repeating_it() -> None:
    # when
    with pytest.raises(BadPluginSettings, match="goes on in base64") as refused:
        parse_settings(NotificationSettings, {"gateway_secret": "whsec_hunter2!"})

    # then
    assert "hunter2" not in str(refused.value)


def test_unknown_channel_is_refused_by_name() -> None:
    with pytest.raises(BadPluginSettings, match="Channel: Input should be 'gateway', 'sms'"):
        parse_settings(NotificationSettings, {"channel": "pigeon"})
