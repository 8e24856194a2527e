"""What gateways tell the plugin, through the address Saleor serves it at."""

from __future__ import annotations

import pytest

from odop_core.models import InboxEvent
from odop_core.plugin import configuration
from odop_notifications.settings import PLUGIN_ID, NotificationSettings, addresses

RECEIPT = {"SmsSid": "5ca1ab1e", "Status": "delivered", "DateSent": "2026-11-20 10:00:00"}


@pytest.fixture(autouse=True)
def set_up():
    """The merchant has filled in the plugin's form, as the Dashboard keeps it."""
    from saleor.plugins.models import PluginConfiguration

    values = {"sms_preset": "exotel", "sms_webhook_secret": "s3cret", "whatsapp_verify_token": "choose-me"}
    filled_in = [{"name": name, "value": value} for name, value in values.items()]
    PluginConfiguration.objects.filter(identifier=PLUGIN_ID).update(configuration=filled_in)


def test_receipt_of_a_gateway_is_in_the_inbox(client):
    # when
    answer = client.post(f"/plugins/global/{PLUGIN_ID}/sms/receipt?secret=s3cret", RECEIPT)

    # then
    assert (answer.status_code, answer.json()) == (200, {"accepted": 1, "heard": 1})
    event = InboxEvent.objects.get(kind="notifications.receipt")
    assert (event.subject, event.name) == ("sms:5ca1ab1e", "delivered")


def test_forged_receipt_is_refused(client):
    # when
    answer = client.post(f"/plugins/global/{PLUGIN_ID}/sms/receipt?secret=guess", RECEIPT)

    # then
    assert answer.status_code == 401
    assert not InboxEvent.objects.filter(kind="notifications.receipt").exists()


def test_whatsapp_is_registered(client):
    # when
    answer = client.get(
        f"/plugins/global/{PLUGIN_ID}/whatsapp",
        {"hub.mode": "subscribe", "hub.verify_token": "choose-me", "hub.challenge": "1158201444"},
    )

    # then
    assert (answer.status_code, answer.content) == (200, b"1158201444")


def test_links_lead_to_saleor(client):
    # when
    address = addresses.public_address(configuration.load_settings(NotificationSettings), "a/K7M2P9X4")

    # then
    path = address.partition("/plugins/")[2]
    assert path == f"global/{PLUGIN_ID}/a/K7M2P9X4"
    assert "एसएमएस" in client.get(f"/plugins/{path}").content.decode()


def test_dashboard_shows_every_setting_of_the_channels():
    # given
    from odop_notifications.plugin import NotificationsPlugin

    # then
    shown = NotificationsPlugin.CONFIG_STRUCTURE
    assert next(iter(shown)) == "channel"
    assert {shown[name]["type"] for name in ("sms_key", "whatsapp_token", "voice_token", "email_server")} == {"Secret"}
    assert shown["sms_gateway"]["type"] == "Multiline"
    assert all(entry["label"] for entry in shown.values())
