from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from odop_core.models import InboxEvent, OutboxItem, WorkState
from odop_core.queue import work
from odop_core.retry import HANDLING, PermanentFailure, RetryPolicy, TemporaryFailure
from tests.factories import outbox_item
from tests.odop_core.queue.items import begin_one, claim_one, stored

ONE_TRY = RetryPolicy(first=timedelta(seconds=1), longest=timedelta(seconds=1), attempts=1)


@pytest.mark.django_db(transaction=True)
def test_workers_claiming_at_once_never_take_the_same_row() -> None:
    # given
    OutboxItem.objects.bulk_create(OutboxItem(key=f"item-{n}", topic="t", subject="s", payload={}) for n in range(300))

    def work_off(_worker: int) -> list[int]:
        taken: list[int] = []
        while items := work.claim_due(OutboxItem, 7):
            taken += [item.pk for item in items]
        connection.close()
        return taken

    # when
    with ThreadPoolExecutor(8) as workers:
        taken = [pk for pks in workers.map(work_off, range(8)) for pk in pks]

    # then
    assert len(taken) == 300
    assert len(set(taken)) == 300


@pytest.mark.django_db
def test_claim_takes_the_longest_due_first() -> None:
    # given
    older, newer = outbox_item(key="a"), outbox_item(key="b")
    OutboxItem.objects.filter(pk=newer.pk).update(due_at=timezone.now() - timedelta(hours=1))

    # when
    items = work.claim_due(OutboxItem, 1)

    # then
    assert items == [newer]
    assert older not in items


@pytest.mark.django_db
def test_row_is_not_claimed_before_it_is_due() -> None:
    # given
    outbox_item()
    OutboxItem.objects.update(due_at=timezone.now() + timedelta(seconds=30))

    # when
    items = work.claim_due(OutboxItem, 1)

    # then
    assert items == []


@pytest.mark.django_db
def test_row_in_a_workers_hands_is_not_claimed_again() -> None:
    # given
    outbox_item()
    claim_one()

    # when
    items = work.claim_due(OutboxItem, 1)

    # then
    assert items == []


@pytest.mark.django_db
def test_row_of_a_dead_worker_comes_back_when_its_lease_has_ended() -> None:
    # given
    outbox_item()
    first = claim_one()

    # when
    second = claim_one()

    # then
    assert second.pk == first.pk
    assert second.claim != first.claim


@pytest.mark.django_db
def test_beginning_renews_the_lease() -> None:
    # given
    outbox_item()
    item = claim_one()
    OutboxItem.objects.update(due_at=timezone.now() - timedelta(seconds=1))

    # when
    work.begin_attempt(item, HANDLING)

    # then
    assert work.claim_due(OutboxItem, 1) == []


@pytest.mark.django_db
def test_attempt_counts_as_soon_as_it_begins_though_nobody_hears_of_its_end() -> None:
    # given
    outbox_item()

    # when
    begin_one()
    begin_one()

    # then
    assert stored().attempts == 2


@pytest.mark.django_db
def test_claiming_alone_is_no_attempt() -> None:
    # given
    outbox_item()

    # when
    claim_one()

    # then
    assert stored().attempts == 0


@pytest.mark.django_db
def test_row_that_kills_its_worker_every_time_is_not_begun_for_ever() -> None:
    # given
    outbox_item()
    work.begin_attempt(claim_one(), ONE_TRY)

    # when
    again = claim_one()

    # then
    with pytest.raises(PermanentFailure, match="ended without a word"):
        work.begin_attempt(again, ONE_TRY)


@pytest.mark.django_db
def test_worker_whose_row_was_taken_over_cannot_begin() -> None:
    # given
    outbox_item()
    item = claim_one()
    claim_one()

    # when / then
    with pytest.raises(work.LostClaim):
        work.begin_attempt(item, HANDLING)


@pytest.mark.django_db
def test_worker_whose_row_was_taken_over_cannot_finish() -> None:
    # given
    outbox_item()
    item = begin_one()
    claim_one()

    # when / then
    with pytest.raises(work.LostClaim):
        work.finish_item(item)


@pytest.mark.django_db
def test_what_a_worker_did_under_a_lost_claim_is_rolled_back() -> None:
    # given
    outbox_item()
    item = begin_one()
    claim_one()

    @transaction.atomic
    def act() -> None:
        outbox_item(key="effect")
        work.finish_item(item)

    # when
    with pytest.raises(work.LostClaim):
        act()

    # then
    assert not OutboxItem.objects.filter(key="effect").exists()


@pytest.mark.django_db
def test_worker_whose_row_was_taken_over_cannot_put_it_back() -> None:
    # given
    outbox_item()
    item = begin_one()
    successor = claim_one()

    # when
    work.fail_attempt(item, TemporaryFailure("late"), HANDLING)

    # then
    assert (stored().state, stored().claim) == (WorkState.CLAIMED, successor.claim)


@pytest.mark.django_db
def test_failed_row_waits_for_its_pause() -> None:
    # given
    outbox_item()
    item = begin_one()
    policy = RetryPolicy(first=timedelta(hours=1), longest=timedelta(hours=1), attempts=9)

    # when
    given_up = work.fail_attempt(item, TemporaryFailure("busy"), policy)

    # then
    pause = stored().due_at - timezone.now()
    assert not given_up
    assert timedelta(minutes=29) < pause <= timedelta(hours=1)
    assert (stored().state, stored().last_error) == (WorkState.WAITING, "busy")


@pytest.mark.django_db
def test_pause_is_as_long_as_the_other_side_asks_for() -> None:
    # given
    outbox_item()
    item = begin_one()
    policy = RetryPolicy(first=timedelta(seconds=1), longest=timedelta(hours=1), attempts=9)

    # when
    work.fail_attempt(item, TemporaryFailure("busy", timedelta(minutes=10)), policy)

    # then
    pause = stored().due_at - timezone.now()
    assert timedelta(minutes=9) < pause <= timedelta(minutes=10)


@pytest.mark.django_db
def test_pause_is_never_longer_than_the_policy_allows_whatever_the_other_side_asks_for() -> None:
    # given
    outbox_item()
    item = begin_one()
    policy = RetryPolicy(first=timedelta(seconds=1), longest=timedelta(hours=1), attempts=9)

    # when
    work.fail_attempt(item, TemporaryFailure("busy", timedelta(days=365)), policy)

    # then
    assert stored().due_at - timezone.now() <= timedelta(hours=1)


@pytest.mark.django_db
def test_row_is_dead_after_the_policys_attempts() -> None:
    # given
    outbox_item()
    item = claim_one()
    work.begin_attempt(item, ONE_TRY)

    # when
    given_up = work.fail_attempt(item, TemporaryFailure("busy"), ONE_TRY)

    # then
    assert given_up
    assert stored().state == WorkState.DEAD
    assert stored().finished_at is not None


@pytest.mark.django_db
def test_permanent_failure_is_dead_at_once() -> None:
    # given
    outbox_item()
    item = begin_one()

    # when
    given_up = work.fail_attempt(item, PermanentFailure("no such number"), HANDLING)

    # then
    assert given_up
    assert stored().last_error == "no such number"


@pytest.mark.django_db
def test_error_text_that_postgresql_cannot_keep_is_written_down_all_the_same() -> None:
    # given
    outbox_item()
    item = begin_one()

    # when
    work.fail_attempt(item, TemporaryFailure("bad \0 and \ud800 bytes"), HANDLING)

    # then
    assert stored().last_error == "bad and bytes"


@pytest.mark.django_db
def test_postponing_is_no_attempt() -> None:
    # given
    outbox_item()
    item = claim_one()

    # when
    work.postpone_item(item, "not yet")

    # then
    assert (stored().state, stored().attempts, stored().last_error) == (WorkState.WAITING, 0, "not yet")


@pytest.mark.django_db
def test_replay_gives_a_dead_row_a_fresh_start() -> None:
    # given
    outbox_item()
    work.fail_attempt(begin_one(), PermanentFailure("no"), HANDLING)

    # when
    replayed = work.replay_dead(OutboxItem.objects.all())

    # then
    assert replayed == 1
    assert (stored().state, stored().attempts, stored().finished_at) == (WorkState.WAITING, 0, None)


@pytest.mark.django_db
def test_replay_leaves_what_is_not_dead() -> None:
    # given
    outbox_item()
    item = begin_one()
    work.finish_item(item)

    # when
    replayed = work.replay_dead(OutboxItem.objects.all())

    # then
    assert replayed == 0
    assert stored().state == WorkState.DONE


@pytest.mark.django_db
def test_claim_reads_only_one_table() -> None:
    # given
    outbox_item()

    # when
    items = work.claim_due(InboxEvent, 10)

    # then
    assert items == []
