"""What payout rails tell the plugin, through the address Saleor serves it at; and their keys in the plugin's form."""

from __future__ import annotations

import hashlib
import hmac
import json

import pytest

from odop_accounts.settings import PLUGIN_ID
from odop_core.models import InboxEvent

BODY = json.dumps(
    {
        "event": "payout.processed",
        "payload": {
            "payout": {"entity": {"reference_id": "ODOPTEST00000001", "amount": 88_200, "status": "processed"}}
        },
    }
).encode()


@pytest.fixture(autouse=True)
def set_up():
    """The merchant has filled in the plugin's form, as the Dashboard keeps it."""
    from saleor.plugins.models import PluginConfiguration

    filled_in = [{"name": "razorpayx_webhook_secret", "value": "hook-secret"}]
    PluginConfiguration.objects.update_or_create(
        identifier=PLUGIN_ID, channel=None, defaults={"configuration": filled_in, "active": True}
    )


def tell(client, secret):
    signature = hmac.new(secret.encode(), BODY, hashlib.sha256).hexdigest()
    headers = {"HTTP_X_RAZORPAY_SIGNATURE": signature}
    return client.post(f"/plugins/global/{PLUGIN_ID}/rails/razorpayx", BODY, "application/json", **headers)


def test_report_of_a_rail_is_in_the_inbox(client):
    # when
    answers = [tell(client, "hook-secret") for _time in range(2)]

    # then
    assert [(answer.status_code, answer.json()) for answer in answers] == [
        (200, {"accepted": True}),
        (200, {"accepted": False}),
    ]
    assert InboxEvent.objects.get(kind="accounts.rail").subject == "ODOPTEST00000001"


def test_forged_report_is_refused(client):
    # when
    answer = tell(client, "guess")

    # then
    assert answer.status_code == 401
    assert not InboxEvent.objects.filter(kind="accounts.rail").exists()


def test_keys_are_secrets_of_the_form():
    from odop_accounts.plugin import AccountsPlugin

    # then
    kinds = {name: field["type"] for name, field in AccountsPlugin.CONFIG_STRUCTURE.items()}
    secret = {name for name, kind in kinds.items() if kind == "Secret"}
    assert {
        "razorpayx_key_secret",
        "razorpayx_webhook_secret",
        "cashfree_client_secret",
        "cashfree_public_key",
    } <= secret
    assert kinds["payout_rails"] == "Multiline"


def test_a_rail_without_keys_is_refused_in_the_form():
    from django.core.exceptions import ValidationError
    from saleor.plugins.models import PluginConfiguration

    from odop_accounts.plugin import AccountsPlugin

    # given
    chosen = PluginConfiguration(configuration=[{"name": "payout_rails", "value": "200000 cashfree IMPS"}])

    # then
    with pytest.raises(ValidationError, match="Cashfree: client id"):
        AccountsPlugin.validate_plugin_configuration(chosen)
