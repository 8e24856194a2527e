"""Accepting events once, and letting each plugin react to them on its own.

An event is accepted by one INSERT and nothing else, so it is safe on the store's checkout path. A worker later
*resolves* it: an announcement about an order or product is merged into its record (the newest state wins, whatever the
order of arrival), and every plugin that asked for this kind of event gets a `Handling` of its own.

While a plugin is switched off, changes of state are skipped, since the next such event brings all of it; what is
announced only once (an answer, a receipt, an erasure) waits until the plugin is on again, or as long as it is of use:
the event's type says so (`waits_while_off`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone

from odop_core.database.locks import lock_subject
from odop_core.events import Event, UnreadableEvent
from odop_core.india import aadhaar
from odop_core.models import Handling, InboxEvent
from odop_core.plugin.configuration import is_active, off_reason
from odop_core.queue import work
from odop_core.retry import PermanentFailure
from odop_core.security.encryption import encrypt_for_row
from odop_core.security.foreign_text import mask_text
from odop_core.store import records
from odop_core.store.port import Malformed

RECORD_KINDS = {records_of.kind: records_of for records_of in (records.ORDERS, records.PRODUCTS)}

# As the columns take them.
LONGEST_KEY, LONGEST_NAME = 255, 64

# How soon an event that waits is looked at again: the longer it has waited, the more rarely. `resume` is quicker.
SHORTEST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(days=1)

Announced = TypeVar("Announced", bound=Event)


@dataclass(frozen=True)
class Subscription:
    plugin_id: str
    event_type: type[Event]
    handler: Callable[[Any], None]
    while_off: Callable[[Any], None] | None = None

    @property
    def name(self) -> str:
        return f"{self.plugin_id}:{self.event_type.kind}"


_subscriptions: dict[str, Subscription] = {}


def subscribe(
    plugin_id: str,
    event_type: type[Announced],
    handler: Callable[[Announced], None],
    *,
    while_off: Callable[[Announced], None] | None = None,
) -> None:
    """From now on `handler` reacts to each event of this type, while the plugin is switched on.

    It runs in a transaction, one at a time per subject, and again after a failure: it must be idempotent. What cannot
    wait until the plugin is on again does `while_off`; the event waits, or is let go, all the same.
    """
    subscription = Subscription(plugin_id, event_type, handler, while_off)
    _subscriptions[subscription.name] = subscription


def subscriptions() -> list[Subscription]:
    """Who reacts to what."""
    return list(_subscriptions.values())


def announce(event: Event, *, key: str, name: str = "", occurred_at: datetime | None = None) -> bool:
    """Record that something happened. Returns False when this key was accepted before. One INSERT, no other query.

    `name` is what the store calls it ("ORDER_PAID"), for people who look at the rows.
    """
    return _insert_once(
        InboxEvent(
            key=key, kind=event.kind, subject=event.subject, name=name, payload=event.as_json(), occurred_at=occurred_at
        )
    )


def announce_unreadable(event_type: type[Event], name: str, body: str, reason: str, *, key: str) -> bool:
    """Keep something we cannot make sense of where a person will see it. Returns False for a repeat."""
    kept = aadhaar.redact_as_sent(_keepable(body))
    event = InboxEvent(
        key=key, kind=event_type.kind, subject="", name=mask_text(name, LONGEST_NAME),
        payload={"body": kept}, state=work.WorkState.DEAD, last_error=mask_text(reason, work.ERROR_LENGTH),
    )  # fmt: skip
    return _insert_once(event)


def _keepable(body: str) -> str:
    """Also what PostgreSQL takes no text with is shown to the person who looks at it."""
    return body.replace("\0", "\\0").encode("utf-8", "backslashreplace").decode()


def resolve_event(event: InboxEvent) -> None:
    """Turn a claimed event into work for the plugins. Raises what the store port raises; nothing is half done."""
    with transaction.atomic():
        work.lock_claimed(event)
        record_kind = RECORD_KINDS.get(event.kind)
        note = record_kind.merge_event(event) if record_kind else ""
        if not note:
            _fan_out(event)
        work.finish_item(event, note=note)


def run_handling(handling: Handling) -> None:
    """Let one plugin react to one event, in one transaction with the note that it did."""
    event = handling.event
    subscription = _subscriptions.get(handling.handler)
    with transaction.atomic():
        work.lock_claimed(handling)
        note = ""
        if subscription is None:
            note = "nobody handles this any more"
        elif not is_active(subscription.plugin_id):
            if subscription.while_off:
                lock_subject(handling.handler, event.subject)
                subscription.while_off(_read(subscription.event_type, event))
            waited = timezone.now() - handling.created_at
            if waited < subscription.event_type.waits_while_off:
                _wait(handling, subscription.plugin_id, waited)
                return
            note = "plugin is switched off"
        else:
            lock_subject(handling.handler, event.subject)
            subscription.handler(_read(subscription.event_type, event))
        work.finish_item(handling, note=note)


def _read(event_type: type[Event], event: InboxEvent) -> Event:
    """No retry mends what cannot be read: it is given up, for a person to look at."""
    try:
        return event_type.from_json(event.subject, event.payload)
    except UnreadableEvent as error:
        raise PermanentFailure(str(error)) from error


def _wait(handling: Handling, plugin_id: str, waited: timedelta) -> None:
    """It is not begun after all: however long the plugin is off, no attempt counts."""
    Handling.objects.filter(pk=handling.pk, claim=handling.claim).update(attempts=F("attempts") - 1)
    work.postpone_item(handling, off_reason(plugin_id), pause=min(max(waited / 20, SHORTEST_PAUSE), LONGEST_PAUSE))


def resume_waiting() -> int:
    """A periodic job: what waited for a plugin that is on again waits no longer. Returns how much that was."""
    plugins = {one.plugin_id for one in _subscriptions.values() if one.event_type.waits_while_off}
    waiting = Handling.objects.filter(state=work.WorkState.WAITING, due_at__gt=Now())
    on = [off_reason(plugin_id) for plugin_id in plugins if is_active(plugin_id)]
    resumed = waiting.filter(last_error__in=on).update(due_at=Now())
    if resumed:
        work.wake_workers()
    return resumed


def _fan_out(event: InboxEvent) -> None:
    wanted = [subscription for subscription in _subscriptions.values() if subscription.event_type.kind == event.kind]
    Handling.objects.bulk_create(
        [Handling(event=event, handler=subscription.name) for subscription in wanted], ignore_conflicts=True
    )


def _insert_once(event: InboxEvent) -> bool:
    """INSERT ... ON CONFLICT DO NOTHING, telling whether a row was written (which bulk_create does not tell)."""
    if len(event.key) > LONGEST_KEY or not event.key.isprintable():  # such as one that holds another side's id
        event.key = hashlib.sha256(event.key.encode("utf-8", "surrogatepass")).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {InboxEvent._meta.db_table}"  # noqa: S608  (a table name of ours, no input)
            " (key, kind, subject, name, payload, occurred_at, state, attempts, last_error, note)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, 0, %s, '') ON CONFLICT (key) DO NOTHING",
            [
                event.key, event.kind, event.subject, event.name, encrypt_for_row(event, "payload", event.payload),
                event.occurred_at, event.state, event.last_error,
            ],
        )  # fmt: skip
        return cursor.rowcount == 1


def as_failure(error: Exception) -> Exception:
    """What the retry engine should make of an error while resolving: no retry mends what is malformed."""
    if isinstance(error, Malformed):
        return PermanentFailure(str(error))
    return error
