from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import permutations
from threading import Barrier

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from odop_core.events import SOME_DAYS, Event, OrderChanged
from odop_core.models import Handling, InboxEvent, OrderRecord, OutboxItem, WorkState
from odop_core.queue import inbox, work, worker
from odop_core.retry import HANDLING
from odop_core.store import host
from odop_core.store.orders import OrderStatus
from odop_core.store.records import order_snapshot
from tests.factories import MOMENT, announce, cancelled, make_due, order, outbox_item, switch
from tests.fake_store import FakeStore, snapshot_payload
from tests.odop_core.conftest import PLUGIN, Recorder
from tests.odop_core.occurrences import Happened, HappenedElsewhere, HappenedLately, HappenedOnce

Subscriptions = dict[str, inbox.Subscription]


@pytest.mark.django_db
def test_key_is_accepted_once() -> None:
    # when
    answers = [inbox.announce(Happened(), key="one") for _ in range(3)]

    # then
    assert answers == [True, False, False]
    assert InboxEvent.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_key_is_accepted_once_by_fifty_at_the_same_moment() -> None:
    # given
    start = Barrier(50)

    def accept(_n: int) -> bool:
        connection.ensure_connection()
        start.wait()
        accepted = inbox.announce(Happened(), key="one")
        connection.close()
        return accepted

    # when
    with ThreadPoolExecutor(50) as threads:
        answers = list(threads.map(accept, range(50)))

    # then
    assert answers.count(True) == 1
    assert InboxEvent.objects.count() == 1


@pytest.mark.django_db
def test_accepting_is_one_statement_and_an_insert() -> None:
    # when
    with CaptureQueriesContext(
        connection,
    ) as queries:
        inbox.announce(Happened(), key="one")

    # then
    assert len(queries) == 1
    assert queries[0]["sql"].startswith("INSERT INTO")


@pytest.mark.django_db
def test_payload_is_not_readable_in_the_database() -> None:
    # given
    inbox.announce(Happened(city="Kannauj"), key="one")

    # when
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(e)::text FROM odop_core_inboxevent e")
        (text,) = cursor.fetchone()

    # then
    assert "Kannauj" not in text
    assert InboxEvent.objects.get().payload == {"to": "subject", "city": "Kannauj"}


@pytest.mark.django_db
def test_payload_with_characters_that_postgresql_cannot_keep_is_accepted() -> None:
    # given
    payload = {"name": "\0 and \ud83d"}

    # when
    inbox.announce(OrderChanged(order_id="order-1", payload=payload), key="one")

    # then
    assert InboxEvent.objects.get().payload == payload


@pytest.mark.django_db
def test_unreadable_event_is_dead_and_kept() -> None:
    # when
    inbox.announce_unreadable(Happened, "NAME", "<xml/>", "not JSON", key="one")

    # then
    event = InboxEvent.objects.get()
    assert (event.state, event.payload, event.last_error) == (WorkState.DEAD, {"body": "<xml/>"}, "not JSON")


@pytest.mark.django_db
def test_event_reaches_the_handler_with_the_order_as_it_stands(store: FakeStore, subscribed: Recorder) -> None:
    # given
    announce(order(number=7))

    # when
    worker.run_due()

    # then
    assert [event.order().number for event in subscribed.seen] == ["7"]


@pytest.mark.django_db
def test_nobody_hears_of_what_they_did_not_subscribe_to(store: FakeStore, subscribed: Recorder) -> None:
    # given
    inbox.announce(HappenedElsewhere(), key="one")

    # when
    worker.run_due()

    # then
    assert subscribed.seen == []
    assert InboxEvent.objects.get().state == WorkState.DONE


@pytest.mark.django_db
@pytest.mark.parametrize("arrival", list(permutations(range(3))))
def test_newest_state_wins_in_whatever_order_they_arrive(
    arrival: tuple[int, ...], store: FakeStore, subscribed: Recorder
) -> None:
    # given
    states = [order(), order(minute=1, language="hi"), cancelled(order(), minute=2)]

    # when
    for number in arrival:
        announce(states[number])
        worker.run_due()

    # then
    assert order_snapshot(OrderRecord.objects.get()) == states[2]


@pytest.mark.django_db
def test_older_state_is_no_news(store: FakeStore, subscribed: Recorder) -> None:
    # given
    announce(cancelled(order()))
    worker.run_due()

    # when
    late = announce(order())
    worker.run_due()

    # then
    late.refresh_from_db()
    assert len(subscribed.seen) == 1
    assert late.note == "older than what we already knew"


@pytest.mark.django_db
def test_of_two_states_with_one_change_time_the_later_told_wins(store: FakeStore, subscribed: Recorder) -> None:
    # given
    announce(order(charged=118_000), occurred_at=MOMENT + timedelta(seconds=2))
    worker.run_due()

    # when
    announce(order(charged=0), occurred_at=MOMENT + timedelta(seconds=1))
    worker.run_due()

    # then
    assert order_snapshot(OrderRecord.objects.get()).charged.minor == 118_000


@pytest.mark.django_db
def test_state_told_again_is_newer_than_one_told_in_between(store: FakeStore, subscribed: Recorder) -> None:
    # given
    announce(order(charged=118_000), occurred_at=MOMENT)
    announce(order(charged=118_000), occurred_at=MOMENT + timedelta(seconds=2))
    worker.run_due()

    # when
    announce(order(charged=0), occurred_at=MOMENT + timedelta(seconds=1))
    worker.run_due()

    # then
    assert order_snapshot(OrderRecord.objects.get()).charged.minor == 118_000


@pytest.mark.django_db
def test_state_with_the_same_change_time_but_other_content_is_news(store: FakeStore, subscribed: Recorder) -> None:
    # given
    announce(order(charged=0))
    worker.run_due()

    # when
    announce(order(charged=118_000))
    worker.run_due()

    # then
    assert len(subscribed.seen) == 2


@pytest.mark.django_db
def test_repeated_state_causes_nothing(store: FakeStore, subscribed: Recorder) -> None:
    # given
    for _ in range(3):
        announce(order())

    # when
    worker.run_due()

    # then
    assert len(subscribed.seen) == 1
    assert Handling.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_states_resolved_at_the_same_moment_leave_the_newest(store: FakeStore, subscribed: Recorder) -> None:
    # given
    for minute in range(40):
        announce(order(minute=minute))

    def run_due(_n: int) -> None:
        worker.run_due()
        connection.close()

    # when
    with ThreadPoolExecutor(6) as threads:
        list(threads.map(run_due, range(6)))

    # then
    assert order_snapshot(OrderRecord.objects.get()) == order(minute=39)
    assert set(InboxEvent.objects.values_list("state", flat=True)) == {WorkState.DONE}


@pytest.mark.django_db
def test_order_the_store_no_longer_has_is_noted(store: FakeStore, subscribed: Recorder) -> None:
    # given
    inbox.announce(OrderChanged(order_id="order-1", payload={"gone": True}), key="one")

    # when
    worker.run_due()

    # then
    event = InboxEvent.objects.get()
    assert (event.state, event.note) == (WorkState.DONE, "the store no longer has this order")
    assert subscribed.seen == []


@pytest.mark.django_db
def test_malformed_order_is_dead_at_once_and_kept(store: FakeStore, subscribed: Recorder) -> None:
    # given
    inbox.announce(OrderChanged(order_id="order-1", payload={"snapshot": {"id": "order-1"}}), key="one")

    # when
    worker.run_due()

    # then
    event = InboxEvent.objects.get()
    assert (event.state, event.attempts) == (WorkState.DEAD, 1)
    assert "This is no order" in event.last_error
    assert event.payload == {"snapshot": {"id": "order-1"}}


@pytest.mark.django_db
def test_event_that_tells_of_another_order_is_dead_at_once(store: FakeStore, subscribed: Recorder) -> None:
    # given
    inbox.announce(OrderChanged(order_id="order-1", payload=snapshot_payload(order(number=2))), key="one")

    # when
    worker.run_due()

    # then
    assert InboxEvent.objects.get().last_error == "An event about order-1 tells of order-2."
    assert OrderRecord.objects.count() == 0


@pytest.mark.django_db
def test_one_plugins_bug_does_not_stop_another(store: FakeStore, subscriptions: Subscriptions) -> None:
    # given
    broken, healthy = Recorder(trouble=ValueError("bug")), Recorder()
    inbox.subscribe("test.broken", OrderChanged, broken)
    inbox.subscribe("test.healthy", OrderChanged, healthy)
    announce(order())

    # when
    worker.run_due()

    # then
    states = dict(Handling.objects.values_list("handler", "state"))
    assert states == {"test.broken:store.order": WorkState.WAITING, "test.healthy:store.order": WorkState.DONE}
    assert len(healthy.seen) == 1


@pytest.mark.django_db
def test_failed_handling_is_tried_again_later(store: FakeStore, subscribed: Recorder) -> None:
    # given
    subscribed.trouble = ValueError("bug")
    announce(order())
    worker.run_due()
    subscribed.trouble = None

    # when
    make_due(Handling)
    worker.run_due()

    # then
    handling = Handling.objects.get()
    assert (handling.state, handling.attempts, handling.last_error) == (WorkState.DONE, 2, "")


@pytest.mark.django_db
def test_what_a_failing_handler_wrote_is_rolled_back(store: FakeStore, subscriptions: Subscriptions) -> None:
    # given
    def write_and_fail(event: Event) -> None:
        switch("test.effect")
        raise ValueError("bug")

    inbox.subscribe(PLUGIN, OrderChanged, write_and_fail)
    announce(order())

    # when
    worker.run_due()

    # then
    assert host.current_host().plugin_state("test.effect") is None


@pytest.mark.django_db
def test_handling_is_dead_after_the_policys_attempts(store: FakeStore, subscribed: Recorder) -> None:
    # given
    subscribed.trouble = ValueError("bug")
    announce(order())

    # when
    for _ in range(HANDLING.attempts + 3):
        worker.run_due()
        make_due(Handling)

    # then
    handling = Handling.objects.get()
    assert (handling.state, handling.last_error) == (WorkState.DEAD, "ValueError: bug")
    assert handling.attempts == HANDLING.attempts
    assert len(subscribed.seen) == HANDLING.attempts


@pytest.mark.django_db
def test_plugin_switched_off_has_no_effect_and_that_is_noted(store: FakeStore, subscribed: Recorder) -> None:
    # given
    switch(PLUGIN, active=False)
    announce(order())

    # when
    worker.run_due()

    # then
    handling = Handling.objects.get()
    assert (handling.state, handling.note) == (WorkState.DONE, "plugin is switched off")
    assert subscribed.seen == []


@pytest.mark.django_db
def test_plugin_switched_off_stops_nothing_else(store: FakeStore, subscribed: Recorder) -> None:
    # given
    other = Recorder()
    inbox.subscribe("test.other", OrderChanged, other)
    switch(PLUGIN, active=False)
    announce(order())

    # when
    worker.run_due()

    # then
    assert len(other.seen) == 1


@pytest.fixture
def told_once(store: FakeStore, subscriptions: Subscriptions) -> Recorder:
    """A plugin that is switched off, and subscribed to what is told once; that was told."""
    recorder = Recorder()
    inbox.subscribe(PLUGIN, HappenedOnce, recorder)
    switch(PLUGIN, active=False)
    inbox.announce(HappenedOnce(), key="one")
    return recorder


@pytest.mark.django_db
def test_what_is_told_once_waits_while_the_plugin_is_off(told_once: Recorder) -> None:
    # when
    worker.run_due()

    # then
    handling = Handling.objects.get()
    assert (handling.state, handling.last_error) == (WorkState.WAITING, f"The plugin {PLUGIN} is switched off.")
    assert told_once.seen == []


@pytest.mark.django_db
def test_what_waited_is_handled_when_the_plugin_is_on_again(told_once: Recorder) -> None:
    # given
    worker.run_due()
    switch(PLUGIN)

    # when
    make_due(Handling)
    worker.run_due()

    # then
    assert [event.subject for event in told_once.seen] == ["subject"]
    assert Handling.objects.get().state == WorkState.DONE


@pytest.mark.django_db
def test_however_long_a_plugin_is_off_no_attempt_counts(told_once: Recorder) -> None:
    # when
    for _ in range(HANDLING.attempts + 3):
        worker.run_due()
        make_due(Handling)

    # then
    handling = Handling.objects.get()
    assert (handling.state, handling.attempts) == (WorkState.WAITING, 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("waited", "pause"),
    [
        (timedelta(), timedelta(minutes=1)),
        (timedelta(hours=2), timedelta(minutes=6)),
        (timedelta(days=40), timedelta(days=1)),
    ],
)
def test_what_has_waited_long_is_looked_at_more_rarely(
    told_once: Recorder, waited: timedelta, pause: timedelta
) -> None:
    # given
    worker.run_due()
    Handling.objects.update(created_at=timezone.now() - waited, due_at=MOMENT)

    # when
    worker.run_due()

    # then
    left = Handling.objects.get().due_at - timezone.now()
    assert abs(left - pause) < timedelta(seconds=20)


@pytest.mark.django_db
def test_what_waited_is_handled_with_the_next_beat_when_the_plugin_is_on_again(told_once: Recorder) -> None:
    # given
    worker.run_due()
    Handling.objects.update(due_at=timezone.now() + timedelta(hours=20))
    switch(PLUGIN)

    # when
    inbox.resume_waiting()
    worker.run_due()

    # then
    assert [event.subject for event in told_once.seen] == ["subject"]


@pytest.mark.django_db
def test_what_waits_for_a_plugin_that_is_off_is_not_resumed(told_once: Recorder) -> None:
    # given
    worker.run_due()

    # when / then
    assert inbox.resume_waiting() == 0


@pytest.mark.django_db
def test_what_is_worth_telling_for_some_days_only_is_let_go_then(
    store: FakeStore, subscriptions: Subscriptions
) -> None:
    # given
    recorder = Recorder()
    inbox.subscribe(PLUGIN, HappenedLately, recorder)
    switch(PLUGIN, active=False)
    inbox.announce(HappenedLately(), key="one")
    worker.run_due()

    # when
    Handling.objects.update(created_at=timezone.now() - SOME_DAYS, due_at=MOMENT)
    worker.run_due()

    # then
    handling = Handling.objects.get()
    assert (handling.state, handling.note) == (WorkState.DONE, "plugin is switched off")
    assert recorder.seen == []


@pytest.mark.django_db
def test_handling_that_nobody_does_any_more_is_noted(
    store: FakeStore, subscribed: Recorder, subscriptions: Subscriptions
) -> None:
    # given
    event = announce(order())
    Handling.objects.create(event=event, handler="gone.plugin:store.order")

    # when
    worker.run_due()

    # then
    assert Handling.objects.get(handler="gone.plugin:store.order").note == "nobody handles this any more"


@pytest.mark.django_db(transaction=True)
def test_events_about_one_subject_are_handled_one_at_a_time(store: FakeStore, subscriptions: Subscriptions) -> None:
    # given
    inside, most = 0, 0

    def look_around(event: Event) -> None:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.02)")
        inside -= 1

    inbox.subscribe(PLUGIN, Happened, look_around)
    for n in range(12):
        inbox.announce(Happened(), key=str(n))

    def run_due(_n: int) -> None:
        worker.run_due()
        connection.close()

    # when
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(run_due, range(4)))

    # then
    assert most == 1
    assert Handling.objects.filter(state=WorkState.DONE).count() == 12


@pytest.mark.django_db
def test_cancelled_order_stays_cancelled_when_its_creation_arrives_last(store: FakeStore, subscribed: Recorder) -> None:
    # given
    announce(cancelled(order()))

    # when
    announce(order())
    worker.run_due()

    # then
    assert order_snapshot(OrderRecord.objects.get()).status == OrderStatus.CANCELED


@pytest.mark.django_db
def test_handler_that_outlived_its_lease_has_no_effect_and_its_successor_has(
    store: FakeStore, subscriptions: Subscriptions
) -> None:
    # given
    runs: list[str] = []

    def be_slow_once(event: Event) -> None:
        runs.append(event.subject)
        outbox_item(key=f"effect-{len(runs)}")
        if len(runs) == 1:
            make_due(Handling)
            work.claim_due(Handling, 1)

    inbox.subscribe(PLUGIN, OrderChanged, be_slow_once)
    announce(order())

    # when
    worker.run_due()
    make_due(Handling)
    worker.run_due()

    # then
    assert len(runs) == 2
    assert list(OutboxItem.objects.values_list("key", flat=True)) == ["effect-2"]
    assert Handling.objects.get().state == WorkState.DONE
