"""What nobody saw the end of: the other side may have it, and may not recognise a repeat."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import OperationalError

from odop_core.models import OutboxItem, WorkState
from odop_core.queue import outbox, work, worker
from odop_core.queue.outbox import Withdrawal
from odop_core.retry import DELIVERY, InDoubt, PermanentFailure, TemporaryFailure
from tests.factories import make_due, outbox_item
from tests.odop_core.conftest import TOPIC, RecordingDeliverer

pytestmark = pytest.mark.django_db


@dataclass
class DoubtingDeliverer(RecordingDeliverer):
    """Its other side would not recognise a repeat; `known` is what it turned out to have."""

    known: dict[str, Any] | None = None
    may_repeat: bool = False
    given_up_in_doubt: list[bool] = field(default_factory=list)

    def settle(self, item: OutboxItem) -> dict[str, Any] | None:
        self.log.append(("settle", item.key))
        if self.known is None and not self.may_repeat:
            raise PermanentFailure("nobody knows")
        return self.known

    def given_up(self, item: OutboxItem, reason: str) -> None:
        super().given_up(item, reason)
        self.given_up_in_doubt.append(item.in_doubt)


@pytest.fixture
def doubting(monkeypatch: pytest.MonkeyPatch) -> DoubtingDeliverer:
    deliverer = DoubtingDeliverer()
    monkeypatch.setattr(outbox, "_deliverers", {TOPIC: deliverer})
    return deliverer


def fails_with(error: Exception) -> Any:
    def act(_item: OutboxItem) -> dict[str, Any]:
        raise error

    return act


def stored() -> OutboxItem:
    return OutboxItem.objects.get(key="item-1")


def killed() -> None:
    """A worker began, and was never heard of again."""
    (item,) = work.claim_due(OutboxItem, 1)
    work.begin_attempt(item, DELIVERY, in_doubt=True)
    make_due()


def run_all_due() -> None:
    worker.run_due()
    make_due()
    worker.run_due()


def test_item_whose_worker_was_killed_is_not_told_again(doubting: DoubtingDeliverer) -> None:
    # given
    outbox_item()
    killed()

    # when
    run_all_due()

    # then
    assert doubting.log == [("settle", "item-1"), ("given_up", "nobody knows")]
    assert doubting.given_up_in_doubt == [True]
    assert (stored().state, stored().in_doubt) == (WorkState.DEAD, True)


def test_item_the_other_side_fell_silent_about_is_not_told_again(doubting: DoubtingDeliverer) -> None:
    # given
    doubting.act = fails_with(InDoubt("no answer"))
    outbox_item()

    # when
    run_all_due()

    # then
    assert doubting.keys == ["item-1"]
    assert stored().state == WorkState.DEAD


@pytest.mark.parametrize("bug", [KeyError("bug"), OperationalError("the database went away")])
def test_what_broke_after_the_other_side_was_asked_leaves_doubt(doubting: DoubtingDeliverer, bug: Exception) -> None:
    # given
    doubting.act = fails_with(bug)
    outbox_item()

    # when
    run_all_due()

    # then
    assert doubting.keys == ["item-1"]


def test_what_surely_failed_is_told_again(doubting: DoubtingDeliverer) -> None:
    # given
    doubting.act = fails_with(TemporaryFailure("busy"))
    outbox_item()
    worker.run_due()

    # when
    doubting.act = lambda item: {"reference": "R1"}
    make_due()
    worker.run_due()

    # then
    assert doubting.keys == ["item-1", "item-1"]
    assert (stored().state, stored().in_doubt) == (WorkState.DONE, False)


def test_refusal_is_no_doubt(doubting: DoubtingDeliverer) -> None:
    # given
    doubting.act = fails_with(PermanentFailure("no such number"))
    outbox_item()

    # when
    worker.run_due()

    # then
    assert doubting.given_up_in_doubt == [False]


def test_what_it_turned_out_to_have_counts_as_told(doubting: DoubtingDeliverer) -> None:
    # given
    outbox_item()
    killed()

    # when
    doubting.known = {"reference": "R1"}
    worker.run_due()

    # then
    assert doubting.log == [("settle", "item-1"), ("delivered", "item-1")]
    assert (stored().state, stored().answer, stored().in_doubt) == (WorkState.DONE, {"reference": "R1"}, False)


def test_other_side_that_recognises_a_repeat_is_told_again(doubting: DoubtingDeliverer) -> None:
    # given
    doubting.may_repeat = True
    outbox_item()
    killed()

    # when
    worker.run_due()

    # then
    assert doubting.keys == ["item-1"]
    assert stored().state == WorkState.DONE


def test_later_refusal_does_not_clear_up_an_earlier_doubt(doubting: DoubtingDeliverer) -> None:
    # given
    doubting.may_repeat = True
    doubting.act = fails_with(InDoubt("no answer"))
    outbox_item()
    worker.run_due()

    # when
    doubting.act = fails_with(PermanentFailure("account closed"))
    make_due()
    worker.run_due()

    # then
    assert doubting.given_up_in_doubt == [True]


def test_replay_alone_does_not_tell_it_again(doubting: DoubtingDeliverer) -> None:
    # given
    outbox_item()
    killed()
    worker.run_due()

    # when
    work.replay_dead(OutboxItem.objects.all())
    worker.run_due()

    # then
    assert doubting.keys == []
    assert stored().state == WorkState.DEAD


def test_item_in_doubt_may_have_been_heard_also_after_a_replay(doubting: DoubtingDeliverer) -> None:
    # given
    outbox_item()
    killed()
    worker.run_due()
    work.replay_dead(OutboxItem.objects.all())

    # when / then
    assert outbox.withdraw_item("item-1") is Withdrawal.MAYBE_HEARD


def test_given_up_item_that_turns_out_delivered_is_done(doubting: DoubtingDeliverer) -> None:
    # given
    outbox_item()
    killed()
    worker.run_due()

    # when
    outbox.mark_delivered("item-1")

    # then
    assert (stored().state, stored().in_doubt, stored().last_error) == (WorkState.DONE, False, "")


def test_item_that_seemed_refused_is_not_replayed_once_it_turns_out_delivered(doubting: DoubtingDeliverer) -> None:
    # given
    doubting.act = fails_with(PermanentFailure("no such number"))
    outbox_item()
    worker.run_due()

    # when
    outbox.mark_delivered("item-1")

    # then
    assert work.replay_dead(OutboxItem.objects.all()) == 0


def test_deliverer_that_never_doubts_tells_it_again(deliverer: RecordingDeliverer) -> None:
    # given
    outbox_item()
    killed()

    # when
    worker.run_due()

    # then
    assert deliverer.keys == ["item-1"]
    assert (stored().state, stored().in_doubt) == (WorkState.DONE, False)
