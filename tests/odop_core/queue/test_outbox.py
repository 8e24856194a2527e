from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from odop_core.models import OutboxItem, WorkState
from odop_core.queue import outbox, work, worker
from odop_core.retry import DELIVERY, PermanentFailure, TemporaryFailure
from tests.factories import make_due, outbox_item, switch
from tests.odop_core.conftest import PLUGIN, RecordingDeliverer
from tests.odop_core.queue.items import fail_with, stored


@pytest.mark.django_db
def test_key_is_put_in_once() -> None:
    # when
    answers = [outbox.enqueue("t", "s", {"n": n}, key="one") for n in range(2)]

    # then
    assert answers == [True, False]
    assert stored("one").payload == {"n": 0}


@pytest.mark.django_db(transaction=True)
def test_item_is_gone_with_the_fact_it_tells_of(deliverer: RecordingDeliverer) -> None:
    # given
    @transaction.atomic
    def fail_after_put() -> None:
        outbox_item()
        raise ValueError

    # when
    with pytest.raises(ValueError):  # noqa: PT011
        fail_after_put()
    worker.run_due()

    # then
    assert deliverer.log == []


@pytest.mark.django_db
def test_delivered_item_is_done_and_keeps_the_answer(deliverer: RecordingDeliverer) -> None:
    # given
    deliverer.act = lambda item: {"reference": "R1"}
    outbox_item()

    # when
    worker.run_due()

    # then
    assert deliverer.log == [("deliver", "item-1"), ("delivered", "item-1")]
    assert (stored().state, stored().answer) == (WorkState.DONE, {"reference": "R1"})


@pytest.mark.django_db
def test_item_is_tried_again_under_the_same_key(deliverer: RecordingDeliverer) -> None:
    # given
    deliverer.act = fail_with(TemporaryFailure("busy"))
    outbox_item()
    worker.run_due()

    # when
    deliverer.act = lambda item: {}
    make_due()
    worker.run_due()

    # then
    assert deliverer.keys == ["item-1", "item-1"]
    assert stored().state == WorkState.DONE


@pytest.mark.django_db
def test_item_is_not_tried_again_at_once(deliverer: RecordingDeliverer) -> None:
    # given
    deliverer.act = fail_with(TemporaryFailure("busy"))
    outbox_item()

    # when
    worker.run_due()
    worker.run_due()

    # then
    assert deliverer.keys == ["item-1"]


@pytest.mark.django_db
def test_pause_the_other_side_asked_for_is_kept(deliverer: RecordingDeliverer) -> None:
    # given
    deliverer.act = fail_with(TemporaryFailure("busy", timedelta(minutes=30)))
    outbox_item()

    # when
    worker.run_due()

    # then
    assert timedelta(minutes=29) < stored().due_at - timezone.now() <= timedelta(minutes=30)


@pytest.mark.django_db
def test_deliverers_bug_counts_as_temporary(deliverer: RecordingDeliverer) -> None:
    # given
    deliverer.act = fail_with(KeyError("bug"))
    outbox_item()

    # when
    worker.run_due()

    # then
    assert (stored().state, stored().last_error) == (WorkState.WAITING, "KeyError: 'bug'")


@pytest.mark.django_db
def test_failure_to_record_a_delivery_puts_the_item_back(
    deliverer: RecordingDeliverer, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given
    monkeypatch.setattr(RecordingDeliverer, "delivered", lambda *_: 1 / 0)
    outbox_item()

    # when
    worker.run_due()

    # then
    assert (stored().state, stored().last_error) == (WorkState.WAITING, "ZeroDivisionError: division by zero")


@pytest.mark.django_db
def test_permanent_failure_is_given_up_at_once(deliverer: RecordingDeliverer) -> None:
    # given
    deliverer.act = fail_with(PermanentFailure("no such number"))
    outbox_item()

    # when
    worker.run_due()

    # then
    assert deliverer.log == [("deliver", "item-1"), ("given_up", "no such number")]
    assert stored().state == WorkState.DEAD


@pytest.mark.django_db
def test_item_is_given_up_once_after_the_policys_attempts(deliverer: RecordingDeliverer) -> None:
    # given
    deliverer.act = fail_with(TemporaryFailure("busy"))
    outbox_item()

    # when
    for _ in range(DELIVERY.attempts + 3):
        worker.run_due()
        make_due()

    # then
    assert len(deliverer.keys) == DELIVERY.attempts
    assert deliverer.log[-1] == ("given_up", "busy")
    assert stored().state == WorkState.DEAD


@pytest.mark.django_db
def test_item_that_killed_its_worker_every_time_is_given_up_without_another_attempt(
    deliverer: RecordingDeliverer,
) -> None:
    # given
    outbox_item()
    OutboxItem.objects.update(attempts=DELIVERY.attempts)

    # when
    worker.run_due()

    # then
    assert deliverer.log == [("given_up", "The last attempt ended without a word; was its worker killed?")]


@pytest.mark.django_db
def test_given_up_item_is_delivered_after_a_replay(deliverer: RecordingDeliverer) -> None:
    # given
    deliverer.act = fail_with(PermanentFailure("no such number"))
    outbox_item()
    worker.run_due()

    # when
    deliverer.act = lambda item: {}
    work.replay_dead(OutboxItem.objects.all())
    worker.run_due()

    # then
    assert stored().state == WorkState.DONE


@pytest.mark.django_db
def test_plugin_switched_off_holds_its_items_back_without_counting(deliverer: RecordingDeliverer) -> None:
    # given
    switch(PLUGIN, active=False)
    outbox_item()

    # when
    for _ in range(3):
        worker.run_due()
        make_due()

    # then
    assert deliverer.log == []
    assert (stored().state, stored().attempts) == (WorkState.WAITING, 0)
    assert stored().last_error == "The plugin test.plugin is switched off."


@pytest.mark.django_db
def test_item_nobody_delivers_waits(deliverer: RecordingDeliverer) -> None:
    # given
    outbox_item(topic="unknown.topic")

    # when
    worker.run_due()

    # then
    assert (stored().state, stored().attempts) == (WorkState.WAITING, 0)


@pytest.mark.django_db
def test_item_taken_over_while_it_was_delivered_is_recorded_by_the_successor_only(
    deliverer: RecordingDeliverer,
) -> None:
    # given
    def be_slow(item: OutboxItem) -> dict[str, Any]:
        make_due()
        work.claim_due(OutboxItem, 1)
        return {}

    deliverer.act = be_slow
    outbox_item()

    # when
    worker.run_due()

    # then
    assert deliverer.log == [("deliver", "item-1")]
    assert stored().state == WorkState.CLAIMED
