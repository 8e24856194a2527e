from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from odop_core.models import OutboxItem
from odop_core.queue import work, worker
from odop_notifications.api import attempts_of_messages
from odop_notifications.messages import Recipient, hours, write_message
from odop_notifications.models import Message, MessageAttempt
from odop_notifications.settings import PLUGIN_ID
from tests.factories import make_due, switch
from tests.gateway import SECRET, Gateway, answer

pytestmark = pytest.mark.django_db
FACTS = {"quantity": 1, "product": "kurta", "order": "7"}
NIGHT = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)  # 23:30 IST


@pytest.fixture
def reached(gateway: Gateway) -> Gateway:
    switch(PLUGIN_ID, gateway_url=gateway.url, gateway_secret=SECRET, hours="gateway 09:00-20:00")
    return gateway


@pytest.fixture
def by_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is open, whatever the time at which the tests run."""
    monkeypatch.setattr(hours, "next_sending_time", lambda *_args: None)


def tell(key: str = "m-1", **changes: Any) -> Message:
    return write_message("bought", Recipient("Shabana", "+919800000001", "en"), FACTS, key=key, **changes)


def test_every_attempt_is_written_down(reached: Gateway, by_day: None) -> None:
    # given
    reached.answers += [answer(503, b"busy"), answer(200, b"taken")]
    message = tell()

    # when
    worker.run_due()
    make_due()
    worker.run_due()

    # then
    first, second = attempts_of_messages([message.pk])[message.pk]
    assert (first.outcome, second.outcome) == ("temporary", "accepted")
    assert first.detail.endswith("answered 503: busy")
    assert "taken" in second.detail


def test_attempts_are_never_changed_or_deleted(reached: Gateway, by_day: None) -> None:
    # given
    tell()
    worker.run_due()

    # then
    for change in (lambda: MessageAttempt.objects.update(outcome="permanent"), MessageAttempt.objects.all().delete):
        with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
            change()


def test_a_message_at_night_is_held_until_the_morning(reached: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setattr(timezone, "now", lambda: NIGHT)

    # when
    message = tell()

    # then
    opening = datetime(2026, 11, 24, 3, 30, tzinfo=UTC)
    assert (message.state, message.not_before) == ("held", opening)
    assert OutboxItem.objects.get().due_at == opening


def test_a_held_message_goes_when_its_hour_has_come(reached: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    # given
    monkeypatch.setattr(timezone, "now", lambda: NIGHT)
    tell()
    monkeypatch.setattr(timezone, "now", lambda: NIGHT + timedelta(hours=10))

    # when
    make_due()
    worker.run_due()

    # then
    assert Message.objects.get().state == "sent"


def test_a_retry_that_falls_into_the_night_waits_for_the_morning(
    reached: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given: it was written and tried in the evening
    monkeypatch.setattr(timezone, "now", lambda: NIGHT - timedelta(hours=4))
    reached.answers.append(answer(503))
    tell()
    worker.run_due()

    # when
    monkeypatch.setattr(timezone, "now", lambda: NIGHT)
    make_due()
    worker.run_due()

    # then
    item, message = OutboxItem.objects.get(), Message.objects.get()
    assert (len(reached.posts), item.attempts, message.state) == (1, 1, "held")
    assert "may be used from" in item.last_error


def test_a_replayed_item_makes_its_message_queued_again(reached: Gateway, by_day: None) -> None:
    # given
    reached.answers.append(answer(400))
    tell()
    worker.run_due()
    assert Message.objects.get().state == "failed"

    # when
    work.replay_dead(OutboxItem.objects.all())

    # then
    message = Message.objects.get()
    assert (message.state, message.failure) == ("queued", "")
