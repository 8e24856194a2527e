from __future__ import annotations

from typing import Any

from odop_notifications.settings import addresses
from tests.odop_notifications.channels.samples import settings as configured


def test_address_the_merchant_gave_comes_first(settings: Any) -> None:
    # given
    settings.PUBLIC_URL = "https://shop.example"

    # then
    given = configured(public_url="https://n.example/odop/")
    assert (
        addresses.public_address(given, "sms/receipt", {"secret": "a b"})
        == "https://n.example/odop/sms/receipt?secret=a+b"
    )
    assert (
        addresses.public_address(configured(public_url=""), "a/1")
        == "https://shop.example/plugins/global/odop.notifications/a/1"
    )


def test_without_any_there_is_none() -> None:
    assert addresses.public_address(configured(public_url=""), "a/1") == ""
