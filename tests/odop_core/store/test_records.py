"""Keeping the newest state of the store's products. (That of its orders: test_inbox.py.)"""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from odop_core.events import ProductChanged
from odop_core.models import Handling, InboxEvent, OrderRecord, ProductRecord, Watermark
from odop_core.queue import inbox, reconciler, worker
from odop_core.queue.work import WorkState
from odop_core.store.catalogue import ProductSnapshot
from odop_core.store.port import StoreUnavailable
from odop_core.store.records import product_snapshot
from tests.factories import MOMENT, order
from tests.fake_catalogue import FakeCatalogue, product_payload
from tests.fake_store import FakeStore

LONG_AGO = MOMENT - timedelta(days=365)


def product(number: int = 1, minute: int = 0, district: str = "lucknow") -> ProductSnapshot:
    return ProductSnapshot(
        id=f"product-{number}",
        name="Kurta",
        slug=f"kurta-{number}",
        product_type="clothes",
        attributes={"odop-district": (district,)},
        updated_at=MOMENT + timedelta(minutes=minute),
    )


def announce(told: ProductSnapshot) -> InboxEvent:
    key = f"test:{uuid4()}"
    event = ProductChanged(product_id=told.id, payload=product_payload(told))
    inbox.announce(event, key=key, occurred_at=told.updated_at)
    worker.run_due()
    return InboxEvent.objects.get(key=key)


def announce_deleted(product_id: str = "product-1") -> InboxEvent:
    key = f"test:{uuid4()}"
    inbox.announce(ProductChanged(product_id=product_id, payload={"gone": True}), key=key)
    worker.run_due()
    return InboxEvent.objects.get(key=key)


def handled() -> int:
    return Handling.objects.filter(event__kind=ProductChanged.kind).count()


@pytest.mark.django_db
def test_the_newest_state_is_kept_whatever_the_order_of_arrival(catalogue: FakeCatalogue) -> None:
    # when
    announce(product(minute=5, district="agra"))
    late = announce(product(minute=1))

    # then
    assert product_snapshot(ProductRecord.objects.get()).value("odop-district") == "agra"
    assert late.note == "older than what we already knew"


@pytest.mark.django_db
def test_a_later_state_that_tells_nothing_new_is_no_news_and_yet_remembered(catalogue: FakeCatalogue) -> None:
    # given
    announce(product())

    # when
    repeat = announce(product(minute=9))

    # then
    assert repeat.note == "repeats what we already knew"
    assert handled() == 1
    assert ProductRecord.objects.get().store_updated_at == MOMENT + timedelta(minutes=9)


@pytest.mark.django_db
def test_a_deletion_is_news_once_and_for_good(catalogue: FakeCatalogue) -> None:
    # given
    announce(product())

    # when
    first, second, late = announce_deleted(), announce_deleted(), announce(product(minute=9))

    # then
    assert first.note == ""
    assert second.note == late.note == "the store no longer has this product"
    assert handled() == 2
    assert ProductRecord.objects.get().deleted_at


@pytest.mark.django_db
def test_the_deletion_of_a_product_never_heard_of_is_no_news(catalogue: FakeCatalogue) -> None:
    assert announce_deleted().note == "the store no longer has this product"
    assert handled() == 0


@pytest.mark.django_db
def test_news_of_another_product_is_malformed(catalogue: FakeCatalogue) -> None:
    # when
    inbox.announce(ProductChanged(product_id="product-2", payload=product_payload(product())), key="mixed-up")
    worker.run_due()

    # then
    event = InboxEvent.objects.get()
    assert (event.state, event.last_error) == (WorkState.DEAD, "An event about product-2 tells of product-1.")


@pytest.mark.django_db
def test_products_nobody_told_us_of_are_found_once(catalogue: FakeCatalogue) -> None:
    # given
    announce(product(1))
    catalogue.hold(product(1), product(2), product(3, minute=3))

    # when
    found = [reconciler.PRODUCTS.run(LONG_AGO) for _ in range(2)]
    worker.run_due()

    # then
    assert found == [2, 0]
    assert ProductRecord.objects.count() == 3


@pytest.mark.django_db
def test_a_catalogue_that_is_away_leaves_the_orders_to_be_compared(store: FakeStore, catalogue: FakeCatalogue) -> None:
    # given
    catalogue.trouble = StoreUnavailable("away")
    store.hold(order())
    Watermark.objects.create(name=reconciler.ORDERS.name, reached=LONG_AGO)

    # when
    found = worker.reconcile()
    worker.run_due()

    # then
    assert found == 1
    assert OrderRecord.objects.exists()
