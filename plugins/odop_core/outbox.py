"""Telling the outside world, at least once, without ever making the buyer wait for it.

A plugin registers a `Deliverer` per topic and puts items in with `put`, in the transaction of the fact they tell of. A
worker calls `deliver` outside any transaction, then records the answer and runs `delivered` in one.
"""

from __future__ import annotations

from datetime import timedelta
from enum import Enum
from typing import Any, Protocol

from django.db import transaction
from django.db.models.functions import Now

from odop_core import work
from odop_core.models import OutboxItem
from odop_core.plugin_settings import is_active
from odop_core.retry import DELIVERY


class Deliverer(Protocol):
    """How items of one topic are carried. `plugin_id` is the plugin whose switch holds them back."""

    plugin_id: str

    def deliver(self, item: OutboxItem) -> dict[str, Any]:
        """Tell the other side, passing `item.key` along. Returns its answer.

        Raises TemporaryFailure or PermanentFailure; any other exception counts as temporary.
        """

    def delivered(self, item: OutboxItem, answer: dict[str, Any]) -> None:
        """Record the success in our own rows; runs in one transaction with the item's completion.

        The item may have been withdrawn while it was under way.
        """

    def given_up(self, item: OutboxItem, reason: str) -> None:
        """Record the final failure in our own rows; runs once, after the item was dead-lettered."""


_deliverers: dict[str, Deliverer] = {}


def register(topic: str, deliverer: Deliverer) -> None:
    _deliverers[topic] = deliverer


def put(topic: str, subject: str, payload: dict[str, Any], *, key: str, after: str = "") -> bool:
    """Tell somebody, once this transaction commits. Returns False when this key was put in before.

    With `after`, the key of an item just withdrawn, it is told only when an attempt at that one has surely ended.
    """
    _item, created = OutboxItem.objects.get_or_create(
        key=key, defaults={"topic": topic, "subject": subject, "payload": payload, "after": after}
    )
    return created


class Withdrawal(Enum):
    UNHEARD = "taken back before anybody outside heard of it"
    MAYBE_HEARD = "taken back, but an attempt before or under way may have got through"
    TOO_LATE = "delivered"


def withdraw(key: str) -> Withdrawal:
    """See to it that no attempt at an item begins any more, replays included. An unknown key raises DoesNotExist."""
    item = OutboxItem.objects.select_for_update().get(key=key)
    if item.state == work.WorkState.DONE:
        return Withdrawal.TOO_LATE
    work.withdraw(OutboxItem.objects.filter(pk=item.pk))
    return Withdrawal.MAYBE_HEARD if item.attempts else Withdrawal.UNHEARD


def deliver(item: OutboxItem) -> None:
    """Carry one claimed item to its end or back to the queue. Raises LostClaim when another worker took it over."""
    deliverer = _deliverers.get(item.topic)
    if deliverer is None:
        work.postpone(item, f"No plugin delivers {item.topic!r}. Is one missing from INSTALLED_APPS?")
        return
    if not is_active(deliverer.plugin_id):
        work.postpone(item, f"The plugin {deliverer.plugin_id} is switched off.")
        return
    if item.after and _is_under_way(item.after):
        work.postpone(item, f"{item.after} is still under way.", pause=timedelta(seconds=2))
        return
    try:
        work.begin(item, DELIVERY)
        answer = deliverer.deliver(item)
        with transaction.atomic():
            work.hold(item)
            deliverer.delivered(item, answer)
            work.finish(item, answer=answer)
    except work.LostClaim:
        raise
    except Exception as error:  # a deliverer's bug must not stop the worker
        _failed(item, error, deliverer)


def _is_under_way(key: str) -> bool:
    """Whether a worker may be at it this moment."""
    return OutboxItem.objects.filter(key=key, claim__isnull=False, attempts__gt=0, due_at__gt=Now()).exists()


def _failed(item: OutboxItem, error: Exception, deliverer: Deliverer) -> None:
    if work.let_go(item, error):
        return
    with transaction.atomic():
        if work.fail(item, error, DELIVERY):
            deliverer.given_up(item, work.describe(error))
