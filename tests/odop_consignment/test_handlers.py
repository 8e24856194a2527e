"""What consignment does periodically, and does not while it is switched off."""

from __future__ import annotations

from datetime import date

import pytest

from odop_consignment.models import Lot
from odop_consignment.settings import PLUGIN_ID
from odop_core.queue import periodic
from tests.factories import offer, switch
from tests.fake_store import FakeStore
from tests.odop_consignment.stock.goods import receive

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("active", [True, False])
def test_alarms_rest_while_the_plugin_is_off(active: bool, store: FakeStore) -> None:
    # given: on the shelf for years
    receive(offer(), 1, dated=date(2021, 1, 1))
    switch(PLUGIN_ID, active=active)

    # when
    periodic.run_jobs()

    # then
    assert Lot.objects.filter(alarm_raised_at=None).exists() is not active
