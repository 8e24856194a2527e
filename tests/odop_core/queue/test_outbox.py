from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from odop_core.models import OutboxItem, WorkState
from odop_core.queue import outbox, work, worker
from odop_core.queue.outbox import Withdrawal
from odop_core.retry import DELIVERY, PermanentFailure, TemporaryFailure
from tests.factories import make_due, outbox_item, switch
from tests.odop_core.conftest import PLUGIN, TOPIC, RecordingDeliverer


def fail_with(error: Exception) -> Any:
    def act(_item: OutboxItem) -> dict[str, Any]:
        raise error

    return act


def stored(key: str = "item-1") -> OutboxItem:
    return OutboxItem.objects.get(key=key)


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


@pytest.mark.django_db
def test_item_nobody_began_to_deliver_is_taken_back_unheard(deliverer: RecordingDeliverer) -> None:
    # given
    outbox_item()

    # when
    withdrawal = outbox.withdraw_item("item-1")

    # then
    worker.run_due()
    assert withdrawal is Withdrawal.UNHEARD
    assert deliverer.log == []


@pytest.mark.django_db
def test_item_claimed_but_not_begun_is_taken_back_unheard(deliverer: RecordingDeliverer) -> None:
    # given
    outbox_item()
    (item,) = work.claim_due(OutboxItem, 1)

    # when
    withdrawal = outbox.withdraw_item("item-1")

    # then
    assert withdrawal is Withdrawal.UNHEARD
    with pytest.raises(work.LostClaim):
        outbox.deliver_item(item)


@pytest.mark.django_db
def test_item_that_was_tried_before_may_have_been_heard(deliverer: RecordingDeliverer) -> None:
    # given
    deliverer.act = fail_with(TemporaryFailure("timed out"))
    outbox_item()
    worker.run_due()

    # when
    withdrawal = outbox.withdraw_item("item-1")

    # then
    assert withdrawal is Withdrawal.MAYBE_HEARD
    assert stored().state == WorkState.WITHDRAWN


@pytest.mark.django_db
def test_item_withdrawn_while_under_way_is_not_tried_again(deliverer: RecordingDeliverer) -> None:
    # given
    def time_out(item: OutboxItem) -> dict[str, Any]:
        outbox.withdraw_item(item.key)
        raise TemporaryFailure("timed out")

    deliverer.act = time_out
    outbox_item()

    # when
    worker.run_due()
    make_due()
    worker.run_due()

    # then
    assert deliverer.keys == ["item-1"]
    assert stored().state == WorkState.WITHDRAWN


@pytest.mark.django_db
def test_item_withdrawn_while_under_way_is_recorded_when_it_got_through(deliverer: RecordingDeliverer) -> None:
    # given
    def get_through(item: OutboxItem) -> dict[str, Any]:
        assert outbox.withdraw_item(item.key) is Withdrawal.MAYBE_HEARD
        return {"reference": "R1"}

    deliverer.act = get_through
    outbox_item()

    # when
    worker.run_due()

    # then
    assert ("delivered", "item-1") in deliverer.log
    assert stored().answer == {"reference": "R1"}


@pytest.mark.django_db
def test_delivered_item_is_too_late_to_take_back(deliverer: RecordingDeliverer) -> None:
    # given
    outbox_item()
    worker.run_due()

    # when
    withdrawal = outbox.withdraw_item("item-1")

    # then
    assert withdrawal is Withdrawal.TOO_LATE
    assert stored().state == WorkState.DONE


@pytest.mark.django_db
def test_given_up_item_that_was_taken_back_is_not_replayed(deliverer: RecordingDeliverer) -> None:
    # given
    deliverer.act = fail_with(PermanentFailure("no"))
    outbox_item()
    worker.run_due()
    outbox.withdraw_item("item-1")

    # when
    replayed = work.replay_dead(OutboxItem.objects.all())

    # then
    assert replayed == 0


@pytest.mark.django_db
def test_item_waits_while_the_one_it_takes_back_is_under_way(deliverer: RecordingDeliverer) -> None:
    # given
    def withdraw_under_way(item: OutboxItem) -> dict[str, Any]:
        if item.key == "item-1":
            outbox.withdraw_item("item-1")
            outbox.enqueue(TOPIC, "order-1", {}, key="taken-back", after="item-1")
            worker.run_due()
        return {}

    deliverer.act = withdraw_under_way
    outbox_item()

    # when
    worker.run_due()

    # then
    assert deliverer.log == [("deliver", "item-1"), ("delivered", "item-1")]
    assert stored("taken-back").last_error == "item-1 is still under way."


@pytest.mark.django_db
@pytest.mark.parametrize("error", [None, TemporaryFailure("timed out"), PermanentFailure("no")])
def test_item_goes_out_when_the_one_it_takes_back_has_ended(
    deliverer: RecordingDeliverer, error: Exception | None
) -> None:
    # given
    def withdraw_under_way(item: OutboxItem) -> dict[str, Any]:
        if item.key == "item-1":
            outbox.withdraw_item("item-1")
            outbox.enqueue(TOPIC, "order-1", {}, key="taken-back", after="item-1")
            if error:
                raise error
        return {}

    deliverer.act = withdraw_under_way
    outbox_item()

    # when
    worker.run_due()

    # then
    assert deliverer.keys == ["item-1", "taken-back"]


@pytest.mark.django_db
def test_item_does_not_wait_for_ever_for_one_whose_worker_died(deliverer: RecordingDeliverer) -> None:
    # given
    outbox_item()
    (item,) = work.claim_due(OutboxItem, 1)
    work.begin_attempt(item, DELIVERY)
    outbox.withdraw_item("item-1")
    outbox.enqueue(TOPIC, "order-1", {}, key="taken-back", after="item-1")

    # when
    OutboxItem.objects.filter(key="item-1").update(due_at=timezone.now())
    worker.run_due()

    # then
    assert deliverer.keys == ["taken-back"]
