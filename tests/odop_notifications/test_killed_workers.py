"""Workers die while they carry messages, and gateways dawdle: each message arrives, under its one key, in its time."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from django.db import connection

from devtools.machine.processes import Process, wait_until
from odop_core.models import OutboxItem
from odop_core.queue import worker
from odop_core.queue.work import OPEN_STATES
from odop_core.security import http
from odop_notifications.messages import Recipient, write_message
from odop_notifications.models import Message, MessageAttempt
from odop_notifications.settings import PLUGIN_ID
from tests.effort import effort
from tests.factories import switch
from tests.gateway import SECRET, Gateway, answer
from tests.worker_process import wait_for_worker, worker_process

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(120)]
MESSAGES, KILLS = effort(99, nightly=300), effort(3, nightly=8)
# Seconds that nothing takes on any machine.
PATIENCE = 100.0
FACTS = {"quantity": 1, "product": "kurta", "order": "7"}


@pytest.fixture
def workers(tmp_path: Path, gateway: Gateway) -> Iterator[list[Process]]:
    settings = {"LEASE_SECONDS": "2", "PERIODIC_SECONDS": "1"}
    processes = [worker_process(tmp_path / f"worker-{n}.log", gateway, **settings).start() for n in range(2)]
    yield processes
    for process in processes:
        process.kill()


def tell(key: str, channel: str = "gateway") -> None:
    write_message("bought", Recipient("Shabana", "+919800000001", "en"), FACTS, key=key, channel=channel)


def sent(channel: str) -> int:
    return Message.objects.filter(channel=channel, state="sent").count()


def test_every_message_arrives_whoever_is_killed(workers: list[Process], gateway: Gateway) -> None:
    # given: a gateway that now and then fails, hangs up or takes a message twice as long
    chance = random.Random(20261123)

    def moody(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(chance.uniform(0, 0.03))
        answer(chance.choices([200, 500, 429], [20, 1, 1])[0])(handler)

    gateway.answers += [moody] * MESSAGES * 4

    # when
    for kill in range(KILLS):
        victim = workers[kill % 2]
        wait_for_worker(victim)
        for number in range(MESSAGES // KILLS + 1):
            tell(f"m-{kill}-{number}")
        time.sleep(chance.uniform(0, 0.6))
        victim.kill()
        victim.start()
    wait_until(
        lambda: not OutboxItem.objects.filter(state__in=OPEN_STATES).exists(), 90, "all messages to go", workers[0]
    )  # fmt: skip

    # then
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}
    assert set(gateway.ids) == set(Message.objects.values_list("key", flat=True))
    assert {(post.id, post.json["text"]) for post in gateway.posts} == {(m.key, m.text) for m in Message.objects.all()}
    accepted = Counter(MessageAttempt.objects.filter(outcome="accepted").values_list("message__key", flat=True))
    assert set(accepted.values()) == {1}


def test_a_slow_gateway_holds_up_no_other_channel(gateway: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    # given: a gateway that answers only when it may, however long that takes
    monkeypatch.setattr(http, "TIMEOUT", None)
    monkeypatch.setattr(http, "WHOLE_CALL_SECONDS", PATIENCE)
    switch(PLUGIN_ID, gateway_url=gateway.url, gateway_secret=SECRET)
    may_answer = threading.Event()

    def dawdle(handler: BaseHTTPRequestHandler) -> None:
        may_answer.wait(PATIENCE)
        answer(200)(handler)

    gateway.answers += [dawdle] * 30
    for number in range(30):
        tell(f"slow-{number}")
    tell("quick", "console")

    # when
    thread = threading.Thread(target=_run_due)
    thread.start()

    # then: also a message that is written later goes at once
    wait_until(lambda: sent("console") == 1, PATIENCE, "the quick message")
    tell("later", "console")
    wait_until(lambda: sent("console") == 2, PATIENCE, "the later message")
    assert sent("gateway") == 0

    # then: and the slow ones go side by side, when they may
    wait_until(lambda: len(gateway.posts) == 4, PATIENCE, "the slow messages to begin")
    may_answer.set()
    wait_until(lambda: sent("gateway") == 30, PATIENCE, "the slow messages")
    thread.join()
    assert len(gateway.posts) == 30


def _run_due() -> None:
    worker.run_due_in_threads(seconds=PATIENCE)
    connection.close()
