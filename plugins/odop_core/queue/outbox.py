"""Sending to the outside world, at least once, without ever making the buyer wait for it.

A plugin registers a `Deliverer` per topic and puts items in with `enqueue`, in the transaction of the fact they tell
of. A worker calls `deliver` outside any transaction, then records the answer and runs `delivered` in one. Items of
different topics do not wait for each other.

What nobody saw the end of is *in doubt*: its worker was killed between the other side's yes and our note of it, or the
other side fell silent. A deliverer whose other side recognises a repeat by its key just tells it again; one whose other
side may not says so (`Doubting`) and decides.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any, Protocol, runtime_checkable

from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Q
from django.db.models.functions import Now
from psycopg import sql

from odop_core.models import OutboxItem
from odop_core.plugin.configuration import is_active, off_reason
from odop_core.queue import work
from odop_core.retry import DELIVERY, InDoubt, PermanentFailure, TemporaryFailure
from odop_core.security.encryption import encrypt_for_row

logger = logging.getLogger(__name__)


class Deliverer(Protocol):
    """How items of one topic are carried. `plugin_id` is the plugin whose switch holds them back."""

    plugin_id: str

    def deliver(self, item: OutboxItem) -> dict[str, Any]:
        """Tell the other side, passing `item.key` along. Returns its answer.

        Raises TemporaryFailure or PermanentFailure if it surely has not got it, InDoubt if it may; so counts any other
        exception.
        """

    def delivered(self, item: OutboxItem, answer: dict[str, Any]) -> None:
        """Record the success in our own rows; runs in one transaction with the item's completion.

        The item may have been withdrawn while it was under way.
        """

    def given_up(self, item: OutboxItem, reason: str) -> None:
        """Record the final failure in our own rows; runs once, after the item was dead-lettered.

        If `item.in_doubt`, the other side may have it nevertheless.
        """


@dataclass(frozen=True)
class Later:
    """An item's time has not come: why, and for how long it waits."""

    reason: str
    pause: timedelta


@runtime_checkable
class Gate(Protocol):
    """What a deliverer may offer besides, to hold items back without that counting as an attempt at them."""

    def room(self, topic: str, wanted: int) -> int:
        """How many items of a topic may be taken in hand now, at most `wanted`; the others are left alone."""

    def give_back(self, topic: str, unused: int, used: int) -> None:
        """There were only `used` items to take in hand: `unused` less than there was room for."""

    def not_yet(self, item: OutboxItem) -> Later | None:
        """Asked right before an attempt at an item in hand."""


@runtime_checkable
class Doubting(Protocol):
    """What a deliverer may offer besides, whose other side may not recognise a repeat."""

    def settle(self, item: OutboxItem) -> dict[str, Any] | None:
        """Asked before another attempt at an item in doubt. Returns the other side's answer if it turned out that it
        has it, None if it may be sent again. Raises PermanentFailure if it must not be.
        """


_deliverers: dict[str, Deliverer] = {}
# Stands for all topics that nobody delivers.
NOBODYS = ""

# Steps from topic to topic along the index, whatever the number of items.
DUE_TOPICS = sql.SQL(
    """
    WITH RECURSIVE present (topic) AS (
        (SELECT topic FROM {table} WHERE {open} ORDER BY topic LIMIT 1)
        UNION ALL
        SELECT (SELECT item.topic FROM {table} AS item WHERE {open} AND item.topic > present.topic ORDER BY 1 LIMIT 1)
        FROM present WHERE present.topic IS NOT NULL
    )
    SELECT DISTINCT CASE WHEN topic = ANY(%(known)s) THEN topic ELSE '' END FROM present
    WHERE EXISTS (SELECT FROM {table} AS item WHERE item.topic = present.topic AND {due})
    """
)


def register_deliverer(topic: str, deliverer: Deliverer) -> None:
    _deliverers[topic] = deliverer


def enqueue(
    topic: str,
    subject: str,
    payload: dict[str, Any],
    *,
    key: str,
    after: str = "",
    not_before: datetime | None = None,
) -> bool:
    """Tell somebody, once this transaction commits. Returns False when this key was put in before.

    With `after`, the key of an item just withdrawn, it is sent only when an attempt at that one has surely ended; with
    `not_before` (aware), not earlier than that.
    """
    values: dict[str, Any] = {"topic": topic, "subject": subject, "payload": payload, "after": after}
    if not_before is not None:
        values["due_at"] = not_before
    _item, created = OutboxItem.objects.get_or_create(key=key, defaults=values)
    return created


def list_due_topics() -> list[str]:
    """The topics of which some item waits for a worker; `NOBODYS` for those without a deliverer."""
    table = sql.Identifier(OutboxItem._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(DUE_TOPICS.format(table=table, due=work.DUE, open=work.OPEN), {"known": list(_deliverers)})
        return [topic for (topic,) in cursor.fetchall()]


def claim_due(topic: str, limit: int) -> list[OutboxItem]:
    """Take up to `limit` due items of a topic in hand, as many as its deliverer has room for."""
    if topic == NOBODYS:
        return work.claim_due(OutboxItem, limit, sql.SQL("topic <> ALL({})").format(sql.Literal(list(_deliverers))))
    gate = _deliverers[topic]
    if not isinstance(gate, Gate):
        return work.claim_due(OutboxItem, limit, _of(topic))
    room = _room(gate, topic, limit)
    items = work.claim_due(OutboxItem, room, _of(topic)) if room else []
    if len(items) < room:
        gate.give_back(topic, room - len(items), len(items))
    return items


def _room(gate: Gate, topic: str, limit: int) -> int:
    """0 while the gate cannot tell, for a wrong setting, say: that keeps back no other topic."""
    try:
        return gate.room(topic, limit)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        logger.error("Nothing of %s goes out: %s", topic, work.describe_error(error))
        return 0


def _of(topic: str) -> sql.Composable:
    return sql.SQL("topic = {}").format(sql.Literal(topic))


class Withdrawal(Enum):
    UNHEARD = "taken back before anybody outside heard of it"
    MAYBE_HEARD = "taken back, but an attempt before or under way may have got through"
    TOO_LATE = "delivered"


def withdraw_item(key: str) -> Withdrawal:
    """See to it that no attempt at an item begins any more, replays included. An unknown key raises DoesNotExist."""
    item = OutboxItem.objects.select_for_update().get(key=key)
    if item.state == work.WorkState.DONE:
        return Withdrawal.TOO_LATE
    work.withdraw_unfinished(OutboxItem.objects.filter(pk=item.pk))
    return Withdrawal.MAYBE_HEARD if item.attempts or item.in_doubt else Withdrawal.UNHEARD


def is_in_doubt(key: str) -> bool:
    return OutboxItem.objects.filter(key=key, in_doubt=True).exists()


def may_have_been_heard(key: str) -> bool:
    """Whether an attempt at an item got through, or perhaps. There may be no item of this key."""
    return OutboxItem.objects.filter(Q(attempts__gt=0) | Q(in_doubt=True), key=key).exists()


def deliver_item(item: OutboxItem) -> None:
    """Carry one claimed item to its end or back to the queue. Raises LostClaim when another worker took it over."""
    deliverer = _deliverers.get(item.topic)
    if deliverer is None:
        work.postpone_item(item, f"No plugin delivers {item.topic!r}. Is one missing from INSTALLED_APPS?")
        return
    if not is_active(deliverer.plugin_id):
        work.postpone_item(item, off_reason(deliverer.plugin_id))
        return
    if item.after and is_under_way(item.after):
        work.postpone_item(item, f"{item.after} is still under way.", pause=timedelta(seconds=2))
        return
    later = _not_yet(deliverer, item)
    if later is not None:
        work.postpone_item(item, later.reason, pause=max(later.pause, timedelta()))
        return
    try:
        work.begin_attempt(item, DELIVERY, in_doubt=True)
        answer = _carry(deliverer, item)
        with transaction.atomic():
            work.finish_item(item, answer=encrypt_for_row(item, "answer", answer), in_doubt=False)
            deliverer.delivered(item, answer)
    except work.LostClaim:
        raise
    except Exception as error:  # a deliverer's bug must not stop the worker
        _failed(item, error, deliverer)


def _carry(deliverer: Deliverer, item: OutboxItem) -> dict[str, Any]:
    """Raises TemporaryFailure and PermanentFailure only where the other side surely has not got it by this attempt."""
    answer = deliverer.settle(item) if item.in_doubt and isinstance(deliverer, Doubting) else None
    return deliverer.deliver(item) if answer is None else answer


def _not_yet(deliverer: Deliverer, item: OutboxItem) -> Later | None:
    try:
        return deliverer.not_yet(item) if isinstance(deliverer, Gate) else None
    except Exception:  # the attempt itself will tell what is wrong
        logger.exception("Whether %s may be sent now cannot be found out.", item)
        return None


def is_under_way(key: str) -> bool:
    """Whether a worker may be at it this moment."""
    return OutboxItem.objects.filter(key=key, claim__isnull=False, attempts__gt=0, due_at__gt=Now()).exists()


def _failed(item: OutboxItem, error: Exception, deliverer: Deliverer) -> None:
    """What was in doubt before stays so: that this attempt surely failed says nothing of the one before."""
    if work.release_withdrawn(item, error):
        return
    surely = isinstance(error, (TemporaryFailure, PermanentFailure)) and not isinstance(error, InDoubt)
    item.in_doubt = item.in_doubt or not surely
    with transaction.atomic():
        if work.fail_attempt(item, error, DELIVERY, in_doubt=item.in_doubt):
            deliverer.given_up(item, work.describe_error(error))


def lock_item(key: str) -> None:
    """Lock an item for the rest of this transaction: always before the rows of our own that it tells of."""
    OutboxItem.objects.select_for_update().filter(key=key).values_list("pk").first()


def mark_delivered(key: str) -> None:
    """The other side confirmed that it has an item which was given up."""
    given_up = OutboxItem.objects.filter(key=key, state=work.WorkState.DEAD)
    given_up.update(state=work.WorkState.DONE, in_doubt=False, last_error="", finished_at=Now())
