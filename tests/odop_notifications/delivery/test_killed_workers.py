"""Workers die while a gateway that knows no keys takes their messages: none reaches it twice, and none is forgotten."""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from devtools.machine.processes import Process, wait_until
from odop_core.models import OutboxItem
from odop_core.queue.work import OPEN_STATES
from odop_notifications.messages import Recipient, write_message
from odop_notifications.models import Message
from odop_notifications.settings import PLUGIN_ID
from tests.effort import effort
from tests.factories import switch
from tests.gateway import Gateway, answer
from tests.worker_process import wait_for_worker, worker_process

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(120)]
MESSAGES, KILLS = effort(75, nightly=240), effort(3, nightly=8)
FACTS = {"quantity": 1, "product": "kurta", "order": "7"}


@pytest.fixture
def workers(tmp_path: Path, gateway: Gateway) -> Iterator[list[Process]]:
    request = {"url": gateway.url, "json": {"ref": "{id}", "text": "{text}"}}
    own = json.dumps({"title": "Own", "request": request, "answer": {"id": "sid"}})
    switch(PLUGIN_ID, channel="sms", sms_preset="own", sms_gateway=own, dlt_required=False, rates="", hours="")
    settings = {"LEASE_SECONDS": "2", "PERIODIC_SECONDS": "1"}
    processes = [worker_process(tmp_path / f"worker-{n}.log", gateway, **settings).start() for n in range(2)]
    yield processes
    for process in processes:
        process.kill()


def test_no_message_reaches_it_twice(workers: list[Process], gateway: Gateway) -> None:
    # given: a gateway that now and then refuses for the moment, and is slow enough for workers to die at it
    chance = random.Random(20261130)

    def moody(handler: BaseHTTPRequestHandler) -> None:
        reference = taken(gateway)[-1]
        time.sleep(chance.uniform(0, 0.05))
        answer(*chance.choices([(200, json.dumps({"sid": reference}).encode()), (503, b"")], [20, 1])[0])(handler)

    gateway.answers += [moody] * MESSAGES * 3

    # when
    for kill in range(KILLS):
        victim = workers[kill % 2]
        wait_for_worker(victim)
        for number in range(MESSAGES // KILLS):
            key = f"m-{kill}-{number}"
            write_message("bought", Recipient("Shabana", "+919800000001", "en"), FACTS, key=key, channel="sms")
        time.sleep(chance.uniform(0, 0.6))
        victim.kill()
        victim.start()
    open_items = OutboxItem.objects.filter(state__in=OPEN_STATES)
    wait_until(lambda: not open_items.exists(), 90, "all messages to come to an end", workers[0])

    # then: what was refused for the moment came again, anything else once
    refused = Counter(key for key, detail in attempts("temporary") if "503" in detail)
    came = Counter(taken(gateway))
    unsure = set(Message.objects.filter(state="maybe_sent").values_list("key", flat=True))
    assert set(Message.objects.values_list("state", flat=True)) <= {"sent", "maybe_sent"}
    assert {key: times for key, times in came.items() if times > 1 + refused[key] and key not in unsure} == {}
    assert all(came[key] <= 1 + refused[key] for key in unsure)
    assert set(Message.objects.filter(state="sent").values_list("key", flat=True)) <= set(came)
    assert len(unsure) <= KILLS * 8


def attempts(outcome: str) -> list[tuple[str, str]]:
    rows = Message.objects.filter(attempts__outcome=outcome)
    return [(row.key, one.detail) for row in rows.distinct() for one in row.attempts.filter(outcome=outcome)]


def taken(gateway: Gateway) -> list[str]:
    return [str(post.json["ref"]) for post in list(gateway.posts)]
