"""Rows that cannot be read, and gates that cannot tell, keep back nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from odop_core.models import OutboxItem, WorkState
from odop_core.queue import outbox, work, worker
from odop_core.retry import DELIVERY, HANDLING, RetryPolicy
from tests.factories import make_due, outbox_item
from tests.odop_core.conftest import TOPIC, RecordingDeliverer

pytestmark = pytest.mark.django_db


def spoil(key: str) -> None:
    """As if its encryption key had been dropped."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE odop_core_outboxitem SET payload = 'gAAAAspoilt' WHERE key = %s", [key])


def states() -> dict[str, str]:
    return dict(OutboxItem.objects.values_list("key", "state"))


def test_unreadable_item_keeps_back_no_other(deliverer: RecordingDeliverer) -> None:
    # given
    for key in ("a", "b", "c"):
        outbox_item(key=key)
    spoil("b")

    # when
    worker.run_due()

    # then
    assert states() == {"a": WorkState.DONE, "b": WorkState.WAITING, "c": WorkState.DONE}


def test_unreadable_item_says_why_and_is_given_up_in_the_end(deliverer: RecordingDeliverer) -> None:
    # given
    outbox_item(key="b")
    spoil("b")

    # when
    for _ in range(DELIVERY.attempts):
        worker.run_due()
        make_due()

    # then
    item = OutboxItem.objects.defer("payload").get()
    assert item.state == WorkState.DEAD
    assert "ODOP_ENCRYPTION_KEYS" in item.last_error


def test_item_is_delivered_once_its_key_is_back(deliverer: RecordingDeliverer) -> None:
    # given
    outbox_item(key="b")
    with connection.cursor() as cursor:
        cursor.execute("SELECT payload FROM odop_core_outboxitem")
        before = cursor.fetchone()[0]
        spoil("b")
        worker.run_due()

        # when
        cursor.execute("UPDATE odop_core_outboxitem SET payload = %s", [before])
    make_due()
    worker.run_due()

    # then
    assert states() == {"b": WorkState.DONE}


class LostGate(RecordingDeliverer):
    """Its settings are wrong."""

    def room(self, topic: str, wanted: int) -> int:
        raise ValueError("the gateway's address is not one")

    def give_back(self, topic: str, unused: int, used: int) -> None:
        raise NotImplementedError

    def not_yet(self, item: OutboxItem) -> outbox.Later | None:
        return None


def test_gate_that_cannot_tell_keeps_back_its_own_topic_only(
    deliverer: RecordingDeliverer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    # given
    monkeypatch.setattr(outbox, "_deliverers", {"a.gated": LostGate(), TOPIC: deliverer})
    outbox_item("a.gated", key="a")
    outbox_item(TOPIC, key="b")

    # when
    worker.run_due()

    # then
    assert states() == {"a": WorkState.WAITING, "b": WorkState.DONE}
    assert "Nothing of a.gated goes out: ValueError: the gateway's address is not one" in caplog.text


def test_more_than_a_batch_is_replayed(deliverer: RecordingDeliverer, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setattr(work, "REPLAY_BATCH", 2)
    for number in range(5):
        outbox_item(key=f"item-{number}")
    OutboxItem.objects.update(state=WorkState.DEAD)

    # when
    count = work.replay_dead(OutboxItem.objects.all())

    # then
    assert count == 5
    assert set(states().values()) == {WorkState.WAITING}


@pytest.mark.parametrize("policy", [HANDLING, DELIVERY])
def test_a_day_of_trouble_is_outlasted(policy: RetryPolicy) -> None:
    assert policy.shortest_span > timedelta(days=1)
