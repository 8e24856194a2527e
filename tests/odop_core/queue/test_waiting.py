"""Handlings of a plugin that is switched off: without effect, or waiting until it is on again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from odop_core.events import SOME_DAYS, OrderChanged
from odop_core.models import Handling, WorkState
from odop_core.queue import inbox, worker
from odop_core.retry import HANDLING
from tests.factories import MOMENT, announce, make_due, order, switch
from tests.fake_store import FakeStore
from tests.odop_core.conftest import PLUGIN, Recorder
from tests.odop_core.occurrences import HappenedLately, HappenedOnce

Subscriptions = dict[str, inbox.Subscription]


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


@pytest.mark.django_db
@pytest.mark.parametrize("is_on", [True, False])
def test_what_cannot_wait_is_done_while_the_plugin_is_off(
    store: FakeStore, subscriptions: Subscriptions, is_on: bool
) -> None:
    # given
    recorder, at_once = Recorder(), Recorder()
    inbox.subscribe(PLUGIN, HappenedOnce, recorder, while_off=at_once)
    switch(PLUGIN, active=is_on)
    inbox.announce(HappenedOnce(), key="one")

    # when
    worker.run_due()

    # then
    assert (len(recorder.seen), len(at_once.seen)) == ((1, 0) if is_on else (0, 1))
    assert Handling.objects.get().state == (WorkState.DONE if is_on else WorkState.WAITING)


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
def test_what_waited_is_handled_in_the_next_periodic_round_when_the_plugin_is_on_again(told_once: Recorder) -> None:
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
