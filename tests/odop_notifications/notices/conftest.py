from __future__ import annotations

import pytest

from odop_notifications.settings import PLUGIN_ID
from tests.factories import switch
from tests.gateway import SECRET, Gateway


@pytest.fixture
def reached(gateway: Gateway) -> Gateway:
    """The merchant has set up the gateway."""
    switch(PLUGIN_ID, channel="gateway", gateway_url=gateway.url, gateway_secret=SECRET)
    return gateway
