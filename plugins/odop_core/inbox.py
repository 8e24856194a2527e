"""Accepting events once, and letting each plugin react to them on its own.

An event is accepted by one INSERT and nothing else, so it is safe on the store's checkout path. A worker later
*resolves* it: an announcement about an order or product is merged into its record (the newest state wins, whatever the
order of arrival), and every plugin that asked for this kind of event gets a `Handling` of its own.

While a plugin is switched off, what tells of a state is let go, since the next such event brings all of it; what is
told once (an answer, a receipt, an erasure) waits until the plugin is on again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from odop_core import records, work
from odop_core.catalogue import ProductSnapshot
from odop_core.locks import one_at_a_time
from odop_core.models import Handling, InboxEvent, OrderRecord, ProductRecord
from odop_core.orders import OrderSnapshot
from odop_core.plugin_settings import is_active
from odop_core.retry import PermanentFailure
from odop_core.store import Malformed

ORDER = "store.order"
PRODUCT = "store.product"
_KEPT = {ORDER: records.ORDERS, PRODUCT: records.PRODUCTS}

# How soon a switched off plugin's events are looked at again: the longer they have waited, the more rarely.
SHORTEST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(minutes=15)

Handler = Callable[["Event"], None]


@dataclass(frozen=True)
class Event:
    """What a handler is given. `order()` or `product()` is the newest known state of what it is about."""

    kind: str
    subject: str
    payload: dict[str, Any]

    def order(self) -> OrderSnapshot:
        return OrderRecord.objects.get(order_id=self.subject).order

    def product(self) -> ProductSnapshot | None:
        """None when the store has deleted it."""
        record = ProductRecord.objects.get(product_id=self.subject)
        return None if record.deleted_at else record.product


@dataclass(frozen=True)
class Subscription:
    plugin_id: str
    kind: str
    handler: Handler
    waits_while_off: bool = False

    @property
    def name(self) -> str:
        return f"{self.plugin_id}:{self.kind}"


_subscriptions: dict[str, Subscription] = {}


def subscribe(plugin_id: str, kind: str, handler: Handler, *, waits_while_off: bool = False) -> None:
    """From now on `handler` reacts to each event of `kind`, while the plugin is switched on.

    It runs in a transaction, one at a time per subject, and again after a failure: it must be idempotent.
    `waits_while_off` is for what is told once: such events are kept for when the plugin is on again.
    """
    subscription = Subscription(plugin_id, kind, handler, waits_while_off)
    _subscriptions[subscription.name] = subscription


def accept(
    kind: str, subject: str, payload: dict[str, Any], *, key: str, name: str = "", occurred_at: datetime | None = None
) -> bool:
    """Record that something happened. Returns False when this key was accepted before. One INSERT, no other query."""
    event = InboxEvent(key=key, kind=kind, subject=subject, name=name, payload=payload, occurred_at=occurred_at)
    return _insert_once(event)


def accept_unreadable(kind: str, name: str, body: str, reason: str, *, key: str) -> bool:
    """Keep something we cannot make sense of where a person will see it. Returns False for a repeat."""
    event = InboxEvent(
        key=key, kind=kind, subject="", name=name, payload={"body": body}, state=work.WorkState.DEAD, last_error=reason
    )
    return _insert_once(event)


def resolve(event: InboxEvent) -> None:
    """Turn a claimed event into work for the plugins. Raises what the store port raises; nothing is half done."""
    with transaction.atomic():
        work.hold(event)
        kept = _KEPT.get(event.kind)
        note = kept.merge(event) if kept else ""
        if not note:
            _fan_out(event)
        work.finish(event, note=note)


def handle(handling: Handling) -> None:
    """Let one plugin react to one event, in one transaction with the note that it did."""
    event = handling.event
    subscription = _subscriptions.get(handling.handler)
    with transaction.atomic():
        work.hold(handling)
        if subscription and subscription.waits_while_off and not is_active(subscription.plugin_id):
            _wait(handling, subscription)
            return
        note = ""
        if subscription is None:
            note = "nobody handles this any more"
        elif not is_active(subscription.plugin_id):
            note = "plugin is switched off"
        else:
            one_at_a_time(handling.handler, event.subject)
            subscription.handler(Event(event.kind, event.subject, event.payload))
        work.finish(handling, note=note)


def _wait(handling: Handling, subscription: Subscription) -> None:
    """It is not begun after all: however long the plugin is off, no attempt counts."""
    Handling.objects.filter(pk=handling.pk, claim=handling.claim).update(attempts=F("attempts") - 1)
    pause = (timezone.now() - handling.created_at) / 20
    reason = f"The plugin {subscription.plugin_id} is switched off."
    work.postpone(handling, reason, pause=min(max(pause, SHORTEST_PAUSE), LONGEST_PAUSE))


def _fan_out(event: InboxEvent) -> None:
    wanted = [subscription for subscription in _subscriptions.values() if subscription.kind == event.kind]
    Handling.objects.bulk_create(
        [Handling(event=event, handler=subscription.name) for subscription in wanted], ignore_conflicts=True
    )


def _insert_once(event: InboxEvent) -> bool:
    """INSERT ... ON CONFLICT DO NOTHING, telling whether a row was written (which bulk_create does not tell)."""
    field = InboxEvent._meta.get_field
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {InboxEvent._meta.db_table}"  # noqa: S608  (a table name of ours, no input)
            " (key, kind, subject, name, payload, occurred_at, state, attempts, last_error, note)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, 0, %s, '') ON CONFLICT (key) DO NOTHING",
            [
                event.key, event.kind, event.subject, event.name, field("payload").get_prep_value(event.payload),
                event.occurred_at, event.state, event.last_error,
            ],
        )  # fmt: skip
        return cursor.rowcount == 1


def as_failure(error: Exception) -> Exception:
    """What the retry engine should make of an error while resolving: no retry mends what is malformed."""
    if isinstance(error, Malformed):
        return PermanentFailure(str(error))
    return error
