"""Workers die at any moment, as in a power cut; nothing is lost and nothing exists twice."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from devtools.machine.processes import Process, wait_until
from odop_consignment.models import Sale, SaleState
from odop_core.models import Handling, InboxEvent, OutboxItem, WorkState
from odop_core.queue.work import OPEN_STATES
from odop_logistics.models import Pickup, PickupState
from odop_notifications.models import Message
from tests.effort import effort
from tests.factories import announce, cancelled, line, offer, order, supplier
from tests.gateway import Gateway, answer
from tests.worker_process import wait_for_worker, worker_process

ORDERS = effort(72, nightly=240)
KILLS = effort(3, nightly=12)
VARIANTS = ["kurta", "attar", "saree", "pottery"]


@pytest.fixture
def workers(tmp_path: Path, gateway: Gateway) -> Iterator[list[Process]]:
    settings = {"LEASE_SECONDS": "2", "PERIODIC_SECONDS": "1"}
    processes = [worker_process(tmp_path / f"worker-{n}.log", gateway, **settings).start() for n in range(2)]
    yield processes
    for process in processes:
        process.kill()


def open_work() -> int:
    """Counted in one statement: between two, a handling may have ended and announced something new."""
    events, handlings, items = (
        model.objects.filter(state__in=OPEN_STATES).values_list("pk") for model in (InboxEvent, Handling, OutboxItem)
    )
    return events.union(handlings, items, all=True).count()


def take_a_while(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(0.02)
    answer(200)(handler)


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(120)
def test_killed_workers_lose_nothing_and_double_nothing(workers: list[Process], gateway: Gateway) -> None:
    # given
    chance = random.Random(20261101)
    for variant in VARIANTS:
        offer(variant, by=supplier(variant))
    orders = [order(line(VARIANTS[n % 4], id=f"line-{n}"), number=n) for n in range(ORDERS)]
    called_off = [told for told in orders if chance.random() < 0.25]
    gateway.answers += [take_a_while] * ORDERS * 3
    told = [*orders, *map(cancelled, called_off)]
    share = len(told) // KILLS

    # when
    for kill in range(KILLS + 1):
        victim = workers[kill % 2]
        wait_for_worker(victim)
        for state in told[kill * share : (kill + 1) * share]:
            announce(state)
        time.sleep(chance.uniform(0, 0.6))
        victim.kill()
        victim.start()
    wait_until(lambda: open_work() == 0, 60, "all work to be done", workers[0])

    # then: an order that was called off before anybody looked at it never becomes a sale
    off = {told.id for told in called_off}
    standing = Sale.objects.exclude(state=SaleState.CANCELLED)
    assert sorted(standing.values_list("order_id", flat=True)) == sorted({told.id for told in orders} - off)
    assert set(Sale.objects.filter(state=SaleState.CANCELLED).values_list("order_id", flat=True)) <= off
    assert not any(model.objects.filter(state=WorkState.DEAD).exists() for model in (InboxEvent, Handling, OutboxItem))

    # then: every message reached the gateway, unless it was taken back, and under its one key with its one text
    messages = {message.key: message for message in Message.objects.all()}
    sent = {key for key, message in messages.items() if message.state == "sent"}
    heard = set(gateway.ids)
    assert sent <= heard <= set(messages)
    assert {(post.id, post.json["text"]) for post in gateway.posts} == {(key, messages[key].text) for key in heard}

    # then: each supplier was told once what stands, and who may have heard was not left without the cancellation
    assert {messages[key].sale_id for key in sent if messages[key].occasion == "bought"} >= set(
        standing.values_list("id", flat=True)
    )
    told_bought = {messages[key].sale_id for key in heard if messages[key].occasion == "bought"}
    told_off = {messages[key].sale_id for key in heard if messages[key].occasion == "cancelled"}
    assert told_bought & set(Sale.objects.filter(state=SaleState.CANCELLED).values_list("id", flat=True)) <= told_off

    # then: one pickup for each sale that stands
    booked = Pickup.objects.filter(state=PickupState.BOOKED)
    assert set(booked.values_list("lines__sale_id", flat=True)) == set(standing.values_list("id", flat=True))
    assert booked.count() == standing.count()
