"""Workers die while they ask again; every supplier is asked again exactly once all the same."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from devtools.machine.processes import Process, wait_until
from odop_core.models import OutboxItem
from odop_core.queue import worker
from odop_core.queue.work import OPEN_STATES
from odop_notifications.escalation import policies
from odop_notifications.escalation.policies import Step
from odop_notifications.models import Message, Question
from odop_notifications.settings import PLUGIN_ID
from tests.effort import effort
from tests.factories import announce, line, offer, order, switch
from tests.gateway import SECRET, Gateway
from tests.worker_process import wait_for_worker, worker_process

QUESTIONS = effort(20, nightly=80)
KILLS = effort(2, nightly=6)


@pytest.fixture
def workers(tmp_path: Path, gateway: Gateway) -> Iterator[list[Process]]:
    settings = {"LEASE_SECONDS": "2", "PERIODIC_SECONDS": "1"}
    processes = [worker_process(tmp_path / f"worker-{n}.log", gateway, **settings) for n in range(2)]
    yield processes
    for process in processes:
        process.kill()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("store")
@pytest.mark.timeout(240)
def test_killed_workers_ask_everybody_again_exactly_once(workers: list[Process], gateway: Gateway) -> None:
    # given: everybody was asked, and nobody answered
    chance = random.Random(20261123)
    switch(PLUGIN_ID, gateway_url=gateway.url, gateway_secret=SECRET, hours="")
    policies.save_policy("once", [Step(0, "gateway"), Step(9000, "helpline")], position=0)
    offer()
    for number in range(QUESTIONS):
        announce(order(line("kurta", id=f"line-{number}"), number=number))
    worker.run_due()
    Question.objects.update(due_at=timezone.now() - timedelta(minutes=1))

    # when
    for process in workers:
        process.start()
    for kill in range(KILLS):
        victim = workers[kill % 2]
        wait_for_worker(victim)
        time.sleep(chance.uniform(0, 0.6))
        victim.kill()
        victim.start()

    # then
    wait_until(_everybody_heard, 120, "asking every supplier again")
    assert Message.objects.filter(occasion="reminder").count() == QUESTIONS
    assert Question.objects.filter(state="waiting", next_position=2).count() == QUESTIONS
    reminders = Counter(post.json["order"] for post in gateway.posts if post.json["occasion"] == "reminder")
    keys = {post.id for post in gateway.posts if post.json["occasion"] == "reminder"}
    assert len(reminders) == len(keys) == QUESTIONS


def _everybody_heard() -> bool:
    sent = Message.objects.filter(occasion="reminder", state="sent").count()
    return sent == QUESTIONS and not OutboxItem.objects.filter(state__in=OPEN_STATES).exists()
