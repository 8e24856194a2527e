"""What the tests of logistics share."""

from __future__ import annotations

import pytest

from odop_logistics.settings import PLUGIN_ID
from tests.factories import switch
from tests.fake_store import FakeStore
from tests.gateway import SECRET, Gateway


@pytest.fixture
def quiet(store: FakeStore) -> None:
    """Suppliers read the log; pickups are arranged by staff."""
    switch("odop.notifications", channel="console")


@pytest.fixture
def partner(gateway: Gateway) -> Gateway:
    """Pickups are booked with a partner."""
    switch(PLUGIN_ID, carrier="partner", partner_url=gateway.url, partner_secret=SECRET)
    return gateway
