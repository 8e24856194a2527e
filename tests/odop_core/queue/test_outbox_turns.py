"""Which items of the outbox a worker may take in hand, and when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from odop_core.models import OutboxItem, WorkState
from odop_core.queue import outbox, work, worker
from odop_core.queue.outbox import Later
from odop_core.retry import PermanentFailure
from tests.factories import outbox_item
from tests.odop_core.conftest import TOPIC, RecordingDeliverer


def refuse(_item: OutboxItem) -> dict[str, Any]:
    raise PermanentFailure("no")


def stored(key: str = "item-1") -> OutboxItem:
    return OutboxItem.objects.get(key=key)


@pytest.mark.django_db
def test_item_is_not_told_before_its_time(deliverer: RecordingDeliverer) -> None:
    # given
    outbox.enqueue(TOPIC, "s", {}, key="later", not_before=timezone.now() + timedelta(hours=1))
    outbox.enqueue(TOPIC, "s", {}, key="now", not_before=timezone.now() - timedelta(hours=1))

    # when
    worker.run_due()

    # then
    assert deliverer.keys == ["now"]


@dataclass
class GatedDeliverer(RecordingDeliverer):
    """Has room for so many items at once, and finds that it is too early for some."""

    places: int = 100
    early: set[str] = field(default_factory=set)

    def room(self, topic: str, wanted: int) -> int:
        return min(self.places, wanted)

    def give_back(self, topic: str, unused: int, used: int) -> None:
        self.log.append(("give_back", f"{unused} of {unused + used}"))

    def not_yet(self, item: OutboxItem) -> Later | None:
        return Later("too early", timedelta(minutes=5)) if item.key in self.early else None


@pytest.fixture
def gated(monkeypatch: pytest.MonkeyPatch) -> GatedDeliverer:
    recorder = GatedDeliverer()
    monkeypatch.setattr(outbox, "_deliverers", {TOPIC: recorder})
    return recorder


@pytest.mark.django_db
def test_deliverer_without_room_is_given_nothing(gated: GatedDeliverer) -> None:
    # given
    gated.places = 0
    outbox_item()

    # when
    worker.run_due()

    # then
    assert gated.log == []
    assert (stored().state, stored().attempts) == (WorkState.WAITING, 0)


@pytest.mark.django_db
def test_deliverer_hears_what_room_was_not_needed(gated: GatedDeliverer) -> None:
    # given
    gated.places = 5
    for number in range(7):
        outbox_item(key=f"item-{number}")

    # when
    items = [outbox.claim_due(TOPIC, 20) for _ in range(2)]

    # then
    assert [len(batch) for batch in items] == [5, 2]
    assert gated.log == [("give_back", "3 of 5")]


@pytest.mark.django_db
def test_item_for_which_it_is_too_early_waits_without_an_attempt(gated: GatedDeliverer) -> None:
    # given
    gated.early = {"item-1"}
    outbox_item()

    # when
    worker.run_due()

    # then
    item = stored()
    assert (item.state, item.attempts, item.last_error) == (WorkState.WAITING, 0, "too early")
    assert item.due_at > timezone.now() + timedelta(minutes=4)


@pytest.mark.django_db
def test_topics_do_not_wait_for_each_other(deliverer: RecordingDeliverer) -> None:
    # given
    outbox._deliverers["test.other"] = deliverer
    for number in range(30):
        outbox_item(key=f"many-{number}")
    outbox_item("test.other", key="one")

    # when
    worker.run_due()

    # then
    assert deliverer.keys.index("one") <= worker.BATCH


@pytest.mark.django_db
def test_only_due_topics_are_looked_at(deliverer: RecordingDeliverer) -> None:
    # given
    outbox._deliverers["test.other"] = deliverer
    outbox_item()
    outbox_item("nobodys.topic", key="lost")

    # then
    assert sorted(outbox.list_due_topics()) == [outbox.NOBODYS, TOPIC]
    assert [item.key for item in outbox.claim_due(outbox.NOBODYS, 20)] == ["lost"]


@pytest.mark.django_db
def test_replay_is_announced_with_what_was_replayed(deliverer: RecordingDeliverer) -> None:
    # given
    deliverer.act = refuse
    dead = outbox_item()
    worker.run_due()
    outbox_item(key="waiting")
    heard: list[tuple[object, list[int]]] = []

    def hear(sender: object, ids: list[int], **_kwargs: object) -> None:
        heard.append((sender, ids))

    work.replayed.connect(hear)

    # when
    work.replay_dead(OutboxItem.objects.all())

    # then
    assert heard == [(OutboxItem, [dead.pk])]
