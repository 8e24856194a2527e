"""What is said of a piece's way: what consignment and logistics recorded, and only what is sure of this piece."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from odop_certificates.history import unit_history
from odop_certificates.history.unit_history import History
from odop_certificates.units import records
from odop_consignment import api as consignment
from odop_consignment.models import Sale
from odop_core.india import dates
from odop_provenance import reference
from tests.factories import line, offer, order
from tests.fake_store import FakeStore
from tests.odop_certificates.certified import BASE, certified, left
from tests.odop_consignment.stock.goods import receive
from tests.odop_logistics.happenings import happen

pytestmark = pytest.mark.django_db
FIRST, SECOND = date(2026, 10, 5), date(2026, 10, 12)
DELIVERED = datetime(2026, 11, 5, 12, 0, tzinfo=UTC)
DELIVERED_DAY = dates.start_of_day(date(2026, 11, 5))


@pytest.fixture(autouse=True)
def _ready(settings: Any, store: FakeStore) -> None:
    settings.ODOP_PUBLIC_URL = BASE
    reference.load()
    certified()


def histories() -> list[History]:
    units = records.find_units_of_lines(["line-kurta"])["line-kurta"]
    return list(unit_history.find_histories(units).values())


def buy(quantity: int) -> None:
    happen(order(line(quantity=quantity)), left(quantity))
    consignment.record_delivered(Sale.objects.values_list("pk", flat=True), DELIVERED, "carrier:test")


def test_day_of_receipt_and_delivery_are_told() -> None:
    # given
    receive(offer(), 5, dated=FIRST)

    # when
    buy(2)

    # then
    for history in histories():
        assert history.received_at is not None
        assert (dates.indian_day(history.received_at), history.delivered_at) == (FIRST, DELIVERED_DAY)


def test_pieces_of_two_lots_are_not_told_apart() -> None:
    # given
    kurtas = offer()
    receive(kurtas, 1, dated=FIRST)
    receive(kurtas, 1, dated=SECOND)

    # when
    buy(2)

    # then
    assert [history.received_at for history in histories()] == [None, None]


def test_hour_of_delivery_is_not_told_even_of_the_day_it_left() -> None:
    left_at = datetime(2026, 11, 5, 8, 0, tzinfo=UTC)
    assert unit_history._delivered(DELIVERED, left_at) == left_at
    assert unit_history._delivered(DELIVERED, DELIVERED + timedelta(days=3)) == DELIVERED


def test_goods_that_were_never_noted_have_no_day_of_receipt() -> None:
    # given
    offer()

    # when
    buy(1)

    # then
    assert [(history.received_at, history.delivered_at) for history in histories()] == [(None, DELIVERED_DAY)]
