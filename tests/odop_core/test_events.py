"""The catalogue of events: each has a name of its own, says when it is announced and when not, and is read again."""

from __future__ import annotations

from typing import Any

import pytest

from devtools import events as events_page
from odop_core.events import CATALOGUE, Event, NotificationRequested, UnreadableEvent
from odop_core.models import Handling, InboxEvent, WorkState
from odop_core.queue import inbox, worker
from tests.fake_store import FakeStore
from tests.odop_core.conftest import PLUGIN, Recorder
from tests.odop_core.occurrences import Happened

OURS = [event for event in CATALOGUE.values() if event.__module__.startswith("odop_")]


def test_the_committed_page_is_current() -> None:
    assert events_page.PAGE.read_text(encoding="utf-8") == events_page.page(), "Run: ./dev events"


@pytest.mark.parametrize("event", OURS, ids=lambda event: event.__name__)
def test_each_event_says_when_it_is_announced_and_when_not(event: type[Event]) -> None:
    told = event.__doc__ or ""
    assert "\n    Announced " in told
    assert "\n    Not announced " in told


@pytest.mark.parametrize("event", OURS, ids=lambda event: event.__name__)
def test_each_event_is_announced_by_the_app_that_it_is_named_after(event: type[Event]) -> None:
    app = event.__module__.split(".")[0].removeprefix("odop_")
    assert event.kind.split(".")[0] in ({"store", "notifications"} if app == "core" else {app})


def test_two_events_have_no_name_in_common() -> None:
    with pytest.raises(TypeError, match="are both called"):
        type("Other", (Event,), {"kind": Happened.kind})


def test_an_event_is_read_as_it_was_announced() -> None:
    # given
    event = NotificationRequested(occasion="payout_sent", supplier_id=3, key="payout-7", facts={"amount": "12.50"})

    # when
    read = NotificationRequested.from_json(event.subject, event.as_json())

    # then
    assert (read, read.subject) == (event, "supplier:3")


@pytest.mark.parametrize("payload", [{}, {"occasion": "x", "supplier_id": "three", "key": "k"}])
def test_why_an_event_cannot_be_read_is_said_without_its_values(payload: dict[str, Any]) -> None:
    with pytest.raises(UnreadableEvent, match="supplier_id: ") as problem:
        NotificationRequested.from_json("supplier:3", payload)
    assert "three" not in str(problem.value)


@pytest.mark.django_db
def test_an_event_that_cannot_be_read_is_given_up_at_once(
    store: FakeStore, subscriptions: dict[str, inbox.Subscription]
) -> None:
    # given
    recorder = Recorder()
    inbox.subscribe(PLUGIN, Happened, recorder)
    InboxEvent.objects.create(kind=Happened.kind, subject="subject", key="one", payload={"colour": "blue"})

    # when
    worker.run_due()

    # then
    handling = Handling.objects.get()
    assert (handling.state, handling.attempts, recorder.seen) == (WorkState.DEAD, 1, [])
    assert "colour" in handling.last_error
