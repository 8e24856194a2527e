"""Items that are taken back: before anybody heard, while they are under way, or too late."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from odop_core.models import OutboxItem, WorkState
from odop_core.queue import outbox, work, worker
from odop_core.queue.outbox import Withdrawal
from odop_core.retry import DELIVERY, PermanentFailure, TemporaryFailure
from tests.factories import make_due, outbox_item
from tests.odop_core.conftest import TOPIC, RecordingDeliverer
from tests.odop_core.queue.items import fail_with, stored


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
