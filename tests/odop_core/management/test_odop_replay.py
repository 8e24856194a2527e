from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from odop_core.events import OrderChanged
from odop_core.models import Handling, OutboxItem, WorkState
from odop_core.queue import inbox, worker
from odop_core.retry import PermanentFailure
from tests.factories import announce, order, outbox_item
from tests.fake_store import FakeStore
from tests.odop_core.conftest import Recorder

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> list[str]:
    output = StringIO()
    call_command("odop_replay", *arguments, stdout=output)
    return output.getvalue().splitlines()


@pytest.fixture
def dead(store: FakeStore, subscribed: Recorder) -> Handling:
    """A handling that was given up; its handler is mended since."""
    subscribed.trouble = PermanentFailure("no such supplier")
    announce(order())
    worker.run_due()
    subscribed.trouble = None
    return Handling.objects.get()


def test_nothing_dead_is_said_so() -> None:
    assert run() == ["events: 0 dead", "handlings: 0 dead", "outbox: 0 dead"]


def test_dead_rows_are_shown_with_their_reason(dead: Handling) -> None:
    assert run("handlings") == [
        "handlings: 1 dead",
        f"  {dead.pk}  test.plugin:store.order of event {dead.event_id}  after 1 attempts: no such supplier",
    ]


def test_showing_changes_nothing(dead: Handling) -> None:
    # when
    run()

    # then
    dead.refresh_from_db()
    assert dead.state == WorkState.DEAD


def test_replayed_handling_is_done(dead: Handling, subscribed: Recorder) -> None:
    # when
    output = run("--replay")
    worker.run_due()

    # then
    dead.refresh_from_db()
    assert output == ["events: 0 replayed", "handlings: 1 replayed", "outbox: 0 replayed"]
    assert dead.state == WorkState.DONE
    assert len(subscribed.seen) == 2


def test_only_the_named_rows_are_replayed() -> None:
    # given
    for n in range(3):
        outbox_item(key=f"item-{n}")
    OutboxItem.objects.update(state=WorkState.DEAD)
    first, second, third = OutboxItem.objects.order_by("id")

    # when
    output = run("outbox", "--replay", "--id", str(first.pk), "--id", str(third.pk))

    # then
    assert output == ["outbox: 2 replayed"]
    assert OutboxItem.objects.get(state=WorkState.DEAD) == second


def test_malformed_event_is_shown(store: FakeStore) -> None:
    # given
    inbox.announce_unreadable(OrderChanged, "ORDER_PAID", "<xml/>", "The body is not JSON.", key="one")

    # when
    output = run("events")

    # then
    assert output[0] == "events: 1 dead"
    assert output[1].endswith("store.order ORDER_PAID  after 0 attempts: The body is not JSON.")


def test_unknown_queue_is_refused() -> None:
    with pytest.raises(CommandError, match="invalid choice: 'letters'"):
        run("letters")
