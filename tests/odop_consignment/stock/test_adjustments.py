"""The store is told of each change of our stock exactly once; what it refuses is seen and can be replayed."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from odop_consignment.models import StockAdjustment
from odop_consignment.stock.adjustments import TOPIC, adjust_store
from odop_core.models import OutboxItem, WorkState
from odop_core.queue import outbox, work
from odop_core.store.port import StockLevel, StoreUnavailable
from tests.factories import make_due, offer
from tests.fake_store import FakeStore
from tests.odop_consignment.stock.goods import carry, offered, receive, send_back

pytestmark = pytest.mark.django_db
KURTA = ("variant-kurta", "lucknow")


def test_a_receipt_raises_the_stores_stock(store: FakeStore) -> None:
    receive(offer(), 5)

    assert carry() == [WorkState.DONE]
    assert store.levels[KURTA] == StockLevel(*KURTA, 5, 0)
    adjustment = StockAdjustment.objects.get()
    assert adjustment.done_at is not None
    assert adjustment.before == 0


def test_delivered_twice_it_is_done_once(store: FakeStore) -> None:
    receive(offer(), 5)
    carry()

    OutboxItem.objects.update(state=WorkState.WAITING)
    make_due()

    assert carry() == [WorkState.DONE]
    assert store.levels[KURTA].quantity == 5


def test_the_same_fact_is_told_once() -> None:
    kurtas = offered(offer())

    adjust_store(kurtas, 5, key="fact")
    adjust_store(kurtas, 5, key="fact")
    adjust_store(kurtas, 0, key="nothing")

    assert OutboxItem.objects.filter(topic=TOPIC).count() == StockAdjustment.objects.count() == 1


def test_a_fact_that_did_not_happen_is_not_told() -> None:
    kurtas = offered(offer())

    with transaction.atomic():
        adjust_store(kurtas, 5, key="fact")
        transaction.set_rollback(True)

    assert not OutboxItem.objects.exists()


def test_while_the_store_is_away_the_change_waits(store: FakeStore) -> None:
    receive(offer(), 5)
    store.trouble = StoreUnavailable("away")

    assert carry() == [WorkState.WAITING]
    store.trouble = None
    make_due()

    assert carry() == [WorkState.DONE]


def test_what_the_store_refuses_is_dead_lettered_and_can_be_replayed(store: FakeStore) -> None:
    kurtas = offer()
    receive(kurtas, 5)
    carry()
    store.levels[KURTA] = StockLevel(*KURTA, 5, 4)
    send_back(kurtas, 3)

    assert carry() == [WorkState.DEAD]
    dead = OutboxItem.objects.get(state=WorkState.DEAD)
    assert "4 of them promised" in dead.last_error
    store.levels[KURTA] = StockLevel(*KURTA, 5, 0)
    work.replay_dead(OutboxItem.objects.all())
    assert carry() == [WorkState.DONE]
    assert store.levels[KURTA].quantity == 2


def test_fewer_waits_for_more_that_is_on_its_way(store: FakeStore) -> None:
    kurtas = offer()
    receive(kurtas, 5)
    send_back(kurtas, 2)
    more, fewer = work.claim_due(OutboxItem, 10)

    outbox.deliver_item(fewer)
    fewer.refresh_from_db()
    assert fewer.state == WorkState.WAITING
    assert "being added" in fewer.last_error
    outbox.deliver_item(more)
    make_due()

    assert carry() == [WorkState.DONE]
    assert store.levels[KURTA].quantity == 3


def test_a_change_that_was_done_is_never_undone_in_our_books(store: FakeStore) -> None:
    receive(offer(), 5)
    carry()

    with pytest.raises(DatabaseError), transaction.atomic():
        StockAdjustment.objects.update(done_at=None)
