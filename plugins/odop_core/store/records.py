"""Keeping the newest state of what the store tells us of: its orders and its products.

An announcement is merged into the record of the order or product it is about. The newest state wins, whatever the order
of arrival, and what tells nothing new causes nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models.functions import Greatest, Now

from odop_core.database.locks import lock_subject
from odop_core.models import InboxEvent, OrderRecord, ProductRecord
from odop_core.store import host
from odop_core.store.catalogue import ProductSnapshot
from odop_core.store.history import history_of
from odop_core.store.orders import OrderSnapshot
from odop_core.store.port import Malformed, MalformedOrder, MalformedProduct

Read = OrderSnapshot | ProductSnapshot


def order_snapshot(record: OrderRecord) -> OrderSnapshot:
    """The newest state of an order, as it was kept."""
    return OrderSnapshot.model_validate(record.snapshot)


def product_snapshot(record: ProductRecord) -> ProductSnapshot:
    """The newest state of a product, as it was kept; the store may have deleted it since."""
    return ProductSnapshot.model_validate(record.snapshot)


@dataclass(frozen=True)
class RecordKind:
    """How one kind of thing is kept: how an announcement is read, and where the newest state of it goes.

    `kind` is that of the events which tell of it.
    """

    kind: str
    noun: str
    model: type[OrderRecord] | type[ProductRecord]
    id_field: str
    read: Callable[[dict[str, Any]], Read | None]
    # What is kept in columns of its own, besides the snapshot.
    columns: Callable[[Any], dict[str, Any]]
    malformed: type[Malformed]
    # A change of these alone is no news to anybody.
    no_news: frozenset[str] = frozenset()
    # What an event tells besides the newest state: read, the record known so far, the event's name, when it came.
    history: Callable[[Any, Any, str, datetime], dict[str, Any]] = lambda *_event: {}

    def merge_event(self, event: InboxEvent) -> str:
        """Keep the newer of what we knew and what is announced. Returns why the news is no news, or "".

        It is read while we hold it, so that a state read earlier is never written later. Raises Malformed and what
        the store's port raises.
        """
        lock_subject(self.noun, event.subject)
        read = self.read(event.payload)
        known = self.model.objects.filter(**{self.id_field: event.subject}).first()
        if read is None or getattr(known, "deleted_at", None):
            return self._gone(known)
        if read.id != event.subject:
            raise self.malformed(f"An event about {event.subject} tells of {read.id}.")
        history = self.history(read, known, event.name, event.created_at)
        if known and _is_older(read.updated_at, event, known):
            return "" if self._learns(known, history) else "older than what we already knew"
        content = read.model_dump(mode="json")
        content_hash = self._hash(content)
        if known and content_hash == known.content_hash:
            self._touch(known, read.updated_at, event.occurred_at)
            return "" if self._learns(known, history) else "repeats what we already knew"
        self.model.objects.update_or_create(
            **{self.id_field: read.id},
            defaults={
                **self.columns(read),
                **history,
                "store_updated_at": read.updated_at,
                "occurred_at": event.occurred_at,
                "content_hash": content_hash,
                "snapshot": content,
            },
        )
        return ""

    def _gone(self, known: OrderRecord | ProductRecord | None) -> str:
        """That a product is gone is news once. (Saleor deletes no orders but drafts.)"""
        if isinstance(known, ProductRecord) and known.deleted_at is None:
            ProductRecord.objects.filter(pk=known.pk).update(deleted_at=Now())
            return ""
        return f"the store no longer has this {self.noun}"

    def _learns(self, known: OrderRecord | ProductRecord, history: dict[str, Any]) -> bool:
        """Whether it is news that we witness what we knew only from elsewhere: then it is kept."""
        news = {name: value for name, value in history.items() if getattr(known, name) is None}
        return bool(news and self.model.objects.filter(pk=known.pk).update(**news))

    def _hash(self, content: dict[str, Any]) -> str:
        counted = {name: value for name, value in content.items() if name not in self.no_news}
        return hashlib.sha256(json.dumps(counted, sort_keys=True).encode()).hexdigest()

    def _touch(self, known: OrderRecord | ProductRecord, updated_at: datetime, occurred_at: datetime | None) -> None:
        self.model.objects.filter(pk=known.pk).update(
            store_updated_at=Greatest("store_updated_at", updated_at), occurred_at=Greatest("occurred_at", occurred_at)
        )


def _is_older(updated_at: datetime, event: InboxEvent, known: OrderRecord | ProductRecord) -> bool:
    """By the store's clock; some changes leave that as it was, then by when it was announced."""
    if updated_at != known.store_updated_at:
        return updated_at < known.store_updated_at
    return bool(event.occurred_at and known.occurred_at and event.occurred_at < known.occurred_at)


ORDERS = RecordKind(
    kind="store.order",
    noun="order",
    model=OrderRecord,
    id_field="order_id",
    read=lambda payload: host.current_host().store().read_order(payload),
    columns=lambda order: {"number": order.number, "user_id": order.user_id},
    malformed=MalformedOrder,
    history=history_of,
)
PRODUCTS = RecordKind(
    kind="store.product",
    noun="product",
    model=ProductRecord,
    id_field="product_id",
    read=lambda payload: host.current_host().catalogue().read_product(payload),
    columns=lambda _product: {},
    malformed=MalformedProduct,
    no_news=frozenset({"updated_at"}),
)
