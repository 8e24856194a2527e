"""Goods that lie too long, and offers that run low: somebody is told, once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from odop_consignment.api import stock
from odop_consignment.models import Lot
from odop_consignment.stock import lots, shelf_life
from odop_core.database.pagination import Window
from odop_core.india.dates import today
from odop_core.models import InboxEvent
from tests.factories import offer
from tests.odop_consignment.stock.goods import CLERK, receive, sell

pytestmark = pytest.mark.django_db
LONG_AGO = date(2026, 1, 5)


def told() -> list[str]:
    events = InboxEvent.objects.filter(kind="notifications.requested").order_by("id")
    return [event.payload["facts"]["quantity"] for event in events]


def test_a_lot_past_its_time_raises_one_alarm() -> None:
    receive(offer(), 1, dated=LONG_AGO)
    receive(offer("sari"), 1)

    assert [shelf_life.raise_alarms(), shelf_life.raise_alarms()] == [1, 0]
    (lot,) = stock.LOTS.read(Window(10), {"is_overdue": True})
    assert lot.alarm_raised_at is not None
    assert lot.alarm_raised_at <= timezone.now()


def test_on_its_last_day_a_lot_raises_no_alarm() -> None:
    receive(offer(), 1, dated=today() - timedelta(days=180))

    assert shelf_life.raise_alarms() == 0


def test_a_lot_that_is_sold_out_raises_no_alarm() -> None:
    kurtas = offer()
    receive(kurtas, 1, dated=LONG_AGO)
    sell(kurtas, 1)

    assert shelf_life.raise_alarms() == 0
    assert stock.LOTS.count({"is_overdue": True}) == 0


def test_a_supplier_is_told_once_that_few_are_left() -> None:
    kurtas = offer(low_stock_at=3)
    receive(kurtas, 4)
    sell(kurtas, 1)
    assert told() == []

    sell(kurtas, 1)
    sell(kurtas, 1)

    assert told() == ["2"]


def test_once_there_is_enough_again_they_are_told_again() -> None:
    kurtas = offer(low_stock_at=3)
    receive(kurtas, 4)
    sale = sell(kurtas, 3)
    lots.put_back_pieces(sale, 3, CLERK)

    sell(kurtas, 4)

    assert told() == ["1", "0"]


def test_without_a_limit_nobody_is_told() -> None:
    kurtas = offer()
    receive(kurtas, 1)
    sell(kurtas, 1)

    assert told() == []


def test_lists_leave_out_what_nobody_asked_for() -> None:
    kurtas, saris = offer(), offer("sari", at="agra")
    note = receive(kurtas, 2)
    receive(saris, 1)
    sell(kurtas, 2)

    assert [lot.offer_id for lot in stock.LOTS.read(Window(10), {"is_available": True})] == [saris.id]
    assert [lot.offer_id for lot in stock.LOTS.read(Window(10), {"supplier_id": kurtas.supplier_id})] == [kurtas.id]
    assert stock.NOTES.count({"number": note.number}) == 1
    assert [info.pickup_point_id for info in stock.NOTES.read(Window(9), {"pickup_point_id": "agra"})] == ["agra"]
    (line,) = stock.note_lines([note.pk])[note.pk]
    assert line.lot_id == Lot.objects.get(offer=kurtas.id).pk
    assert line.lot_id is not None
    assert [each.kind for each in stock.movements(line.lot_id, Window(9))] == ["received", "sold"]
