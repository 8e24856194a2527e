"""Reading from the store what a webhook told us of that we need not believe.

A signed webhook without our secret may be another app's, and say anything. It is no more than a nudge: that something
may have happened to an order or product of this ID. What is true of it we ask the store itself.
"""

from __future__ import annotations

from typing import Any

from odop_core.events import Event, OrderChanged, ProductChanged
from odop_core.models import OutboxItem
from odop_core.queue import inbox, outbox
from saleor_config.app.saleor_client.client import active_client

TOPIC = "app.read_from_store"
PLUGIN_ID = "odop.app"  # there is no switch for it
_DOCUMENTS = {"order": "order_by_id", "product": "product_by_id"}


def read_later(news: OrderChanged | ProductChanged, *, key: str) -> bool:
    """Returns False when the same nudge was taken before."""
    noun = "order" if isinstance(news, OrderChanged) else "product"
    return outbox.enqueue(TOPIC, news.subject, {"noun": noun, "id": news.subject}, key=f"nudge:{key}"[:255])


class StoreReader:
    """A deliverer of the outbox, since asking a store takes time and may fail."""

    plugin_id = PLUGIN_ID

    def deliver(self, item: OutboxItem) -> dict[str, Any]:
        """Raises what the store port raises."""
        noun, identifier = item.payload["noun"], item.payload["id"]
        return {noun: active_client().run(_DOCUMENTS[noun], id=identifier)[noun]}

    def delivered(self, item: OutboxItem, answer: dict[str, Any]) -> None:
        """An order the store does not have was made up by whoever nudged us; a product was deleted, if it ever was."""
        noun, identifier = item.payload["noun"], item.payload["id"]
        found = answer[noun]
        if found is not None:
            inbox.announce(_event(noun, identifier, {noun: found}), key=f"read:{item.key}"[:255], name="READ")
        elif noun == "product":
            inbox.announce(_event(noun, identifier, {"deleted": identifier}), key=f"read:{item.key}"[:255], name="READ")

    def given_up(self, item: OutboxItem, reason: str) -> None:
        """The reconciler finds what changed."""


def _event(noun: str, identifier: str, payload: dict[str, Any]) -> Event:
    if noun == "order":
        return OrderChanged(order_id=identifier, payload=payload)
    return ProductChanged(product_id=identifier, payload=payload)
