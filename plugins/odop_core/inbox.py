"""Accepting events once, and letting each plugin react to them on its own.

An event is accepted by one INSERT and nothing else, so it is safe on the store's checkout path. A worker later
*resolves* it: an announcement about an order is merged into that order's record (the newest state wins, whatever the
order of arrival), and every plugin that asked for this kind of event gets a `Handling` of its own.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models.functions import Greatest

from odop_core import host, work
from odop_core.locks import one_at_a_time
from odop_core.models import Handling, InboxEvent, OrderRecord
from odop_core.orders import OrderSnapshot
from odop_core.plugin_settings import is_active
from odop_core.retry import PermanentFailure
from odop_core.store import MalformedOrder

logger = logging.getLogger(__name__)

ORDER = "store.order"

Handler = Callable[["Event"], None]


@dataclass(frozen=True)
class Event:
    """What a handler is given. `order()` is the newest known state of the order it is about."""

    kind: str
    subject: str
    payload: dict[str, Any]

    def order(self) -> OrderSnapshot:
        return OrderRecord.objects.get(order_id=self.subject).order


@dataclass(frozen=True)
class Subscription:
    plugin_id: str
    kind: str
    handler: Handler

    @property
    def name(self) -> str:
        return f"{self.plugin_id}:{self.kind}"


_subscriptions: dict[str, Subscription] = {}


def subscribe(plugin_id: str, kind: str, handler: Handler) -> None:
    """From now on `handler` reacts to each event of `kind`, while the plugin is switched on.

    It runs in a transaction, one at a time per subject, and again after a failure: it must be idempotent.
    """
    subscription = Subscription(plugin_id, kind, handler)
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
        note = _merge(event) if event.kind == ORDER else ""
        if not note:
            _fan_out(event)
        work.finish(event, note=note)


def handle(handling: Handling) -> None:
    """Let one plugin react to one event, in one transaction with the note that it did."""
    event = handling.event
    subscription = _subscriptions.get(handling.handler)
    with transaction.atomic():
        work.hold(handling)
        note = ""
        if subscription is None:
            note = "nobody handles this any more"
        elif not is_active(subscription.plugin_id):
            note = "plugin is switched off"
        else:
            one_at_a_time(handling.handler, event.subject)
            subscription.handler(Event(event.kind, event.subject, event.payload))
        work.finish(handling, note=note)


def _merge(event: InboxEvent) -> str:
    """Keep the newer of what we knew and what we are told. Returns why the news is no news, or "".

    The order is read while we hold it, so that a state read earlier is never written later.
    """
    one_at_a_time("order", event.subject)
    order = host.current().store().read_order(event.payload)
    if order is None:
        return "the store no longer has this order"
    if order.id != event.subject:
        raise MalformedOrder(f"An event about {event.subject} tells of {order.id}.")
    content = order.model_dump(mode="json")
    content_hash = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    known = OrderRecord.objects.filter(order_id=order.id).first()
    if known and _is_older(order, event, known):
        return "older than what we already knew"
    if known and content_hash == known.content_hash:
        OrderRecord.objects.filter(pk=known.pk).update(told_at=Greatest("told_at", event.occurred_at))
        return "repeats what we already knew"
    OrderRecord.objects.update_or_create(
        order_id=order.id,
        defaults={
            "number": order.number,
            "user_id": order.user_id,
            "store_updated_at": order.updated_at,
            "told_at": event.occurred_at,
            "content_hash": content_hash,
            "snapshot": content,
        },
    )
    return ""


def _is_older(order: OrderSnapshot, event: InboxEvent, known: OrderRecord) -> bool:
    """By the store's clock; some changes of an order leave that as it was, then by when we were told."""
    if order.updated_at != known.store_updated_at:
        return order.updated_at < known.store_updated_at
    return bool(event.occurred_at and known.told_at and event.occurred_at < known.told_at)


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
    """What the retry engine should make of an error while resolving: no retry mends a malformed order."""
    if isinstance(error, MalformedOrder):
        return PermanentFailure(str(error))
    return error
