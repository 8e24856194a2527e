from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from odop_core.events import Event, OrderChanged
from odop_core.models import Handling, InboxEvent, OutboxItem, WorkState
from odop_core.queue import inbox, work, worker
from odop_core.retry import HANDLING
from odop_core.store import host
from tests.factories import announce, make_due, order, outbox_item, switch
from tests.fake_store import FakeStore
from tests.odop_core.conftest import PLUGIN, Recorder
from tests.odop_core.occurrences import Happened, HappenedElsewhere

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
