"""What the tests of the core share: handlers and deliverers that record what they are given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from odop_core.events import Event, OrderChanged
from odop_core.models import OutboxItem
from odop_core.queue import inbox, outbox

TOPIC = "test.topic"
PLUGIN = "test.plugin"


@dataclass
class Recorder:
    """A handler. `trouble` is raised once it has recorded what it was given."""

    seen: list[Any] = field(default_factory=list)
    trouble: Exception | None = None

    def __call__(self, event: Event) -> None:
        self.seen.append(event)
        if self.trouble:
            raise self.trouble


@dataclass
class RecordingDeliverer:
    """A deliverer that calls `act` for each item, and records in `log` what it was asked."""

    act: Callable[[OutboxItem], dict[str, Any]] = lambda item: {}
    plugin_id: str = PLUGIN
    log: list[tuple[str, str]] = field(default_factory=list)

    def deliver(self, item: OutboxItem) -> dict[str, Any]:
        self.log.append(("deliver", item.key))
        return self.act(item)

    def delivered(self, item: OutboxItem, answer: dict[str, Any]) -> None:
        self.log.append(("delivered", item.key))

    def given_up(self, item: OutboxItem, reason: str) -> None:
        self.log.append(("given_up", reason))

    @property
    def keys(self) -> list[str]:
        """Of the items it was asked to carry, in that order."""
        return [key for what, key in self.log if what == "deliver"]


@pytest.fixture
def subscriptions(monkeypatch: pytest.MonkeyPatch) -> dict[str, inbox.Subscription]:
    """Nobody has subscribed to anything yet."""
    empty: dict[str, inbox.Subscription] = {}
    monkeypatch.setattr(inbox, "_subscriptions", empty)
    return empty


@pytest.fixture
def subscribed(subscriptions: dict[str, inbox.Subscription]) -> Recorder:
    """One plugin has subscribed to orders, and nobody else."""
    recorder = Recorder()
    inbox.subscribe(PLUGIN, OrderChanged, recorder)
    return recorder


@pytest.fixture
def deliverer(monkeypatch: pytest.MonkeyPatch) -> RecordingDeliverer:
    """Carries the items of `TOPIC`, and nobody carries anything else."""
    recorder = RecordingDeliverer()
    monkeypatch.setattr(outbox, "_deliverers", {TOPIC: recorder})
    return recorder
