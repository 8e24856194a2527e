"""The hidden plugin that hears of Saleor's orders and products, and writes down that something may have changed.

Only loaded inside Saleor. It is on whatever the merchant switches: what happened is always written down, and a plugin
that was off can be caught up later.
"""

from __future__ import annotations

import logging
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import graphene
from django.db import connection, transaction
from django.utils import timezone
from saleor.plugins.base_plugin import BasePlugin

from odop_core.events import OrderChanged, ProductChanged
from odop_core.queue import inbox

logger = logging.getLogger(__name__)


class OrderIntakePlugin(BasePlugin):
    """Hears that an order or product may have changed, and writes that down: one INSERT, no network, no exception."""

    PLUGIN_ID = "odop.intake"
    PLUGIN_NAME = "ODOP order intake"
    PLUGIN_DESCRIPTION = "Records what happens to orders and products for the other ODOP plugins."
    DEFAULT_ACTIVE = True
    HIDDEN = True
    CONFIGURATION_PER_CHANNEL = False

    def order_created(self, order: Any, previous_value: Any, **_kwargs: Any) -> Any:
        return _announce("ORDER_CREATED", order, previous_value)

    def order_confirmed(self, order: Any, previous_value: Any, **_kwargs: Any) -> Any:
        return _announce("ORDER_CONFIRMED", order, previous_value)

    def order_paid(self, order: Any, previous_value: Any, **_kwargs: Any) -> Any:
        return _announce("ORDER_PAID", order, previous_value)

    def order_fully_paid(self, order: Any, previous_value: Any, **_kwargs: Any) -> Any:
        return _announce("ORDER_FULLY_PAID", order, previous_value)

    def order_updated(self, order: Any, previous_value: Any, **_kwargs: Any) -> Any:
        return _announce("ORDER_UPDATED", order, previous_value)

    def order_cancelled(self, order: Any, previous_value: Any, **_kwargs: Any) -> Any:
        return _announce("ORDER_CANCELLED", order, previous_value)

    def order_expired(self, order: Any, previous_value: Any, **_kwargs: Any) -> Any:
        return _announce("ORDER_EXPIRED", order, previous_value)

    def order_refunded(self, order: Any, previous_value: Any, **_kwargs: Any) -> Any:
        return _announce("ORDER_REFUNDED", order, previous_value)

    def order_fully_refunded(self, order: Any, previous_value: Any, **_kwargs: Any) -> Any:
        return _announce("ORDER_FULLY_REFUNDED", order, previous_value)

    def order_fulfilled(self, order: Any, previous_value: Any, **_kwargs: Any) -> Any:
        return _announce("ORDER_FULFILLED", order, previous_value)

    def order_bulk_created(self, orders: list[Any], previous_value: Any, **_kwargs: Any) -> Any:
        for order in orders:
            _announce("ORDER_BULK_CREATED", order, None)
        return previous_value

    def fulfillment_created(self, fulfillment: Any, *args: Any, previous_value: Any = None, **_kwargs: Any) -> Any:
        return _announce_fulfillment("FULFILLMENT_CREATED", fulfillment, previous_value)

    def fulfillment_canceled(self, fulfillment: Any, *args: Any, previous_value: Any = None, **_kwargs: Any) -> Any:
        return _announce_fulfillment("FULFILLMENT_CANCELED", fulfillment, previous_value)

    def tracking_number_updated(self, fulfillment: Any, previous_value: Any, **_kwargs: Any) -> Any:
        return _announce_fulfillment("FULFILLMENT_TRACKING_NUMBER_UPDATED", fulfillment, previous_value)

    def product_created(self, product: Any, previous_value: Any, **_kwargs: Any) -> Any:
        return _announce_product("PRODUCT_CREATED", product, previous_value)

    def product_updated(self, product: Any, previous_value: Any, **_kwargs: Any) -> Any:
        return _announce_product("PRODUCT_UPDATED", product, previous_value)

    def product_deleted(self, product: Any, _variants: Any = None, *, previous_value: Any, **_kwargs: Any) -> Any:
        return _announce_product("PRODUCT_DELETED", product, previous_value, state="deleted")

    def translations_created(self, translations: list[Any], previous_value: Any, **_kwargs: Any) -> Any:
        return _announce_translations("TRANSLATION_CREATED", translations, previous_value)

    def translations_updated(self, translations: list[Any], previous_value: Any, **_kwargs: Any) -> Any:
        return _announce_translations("TRANSLATION_UPDATED", translations, previous_value)


def _announce(name: str, order: Any, previous_value: Any, detail: str = "") -> Any:
    """Write down that an order may have changed; a failure is logged and left to the reconciler.

    One checkout fires up to five hooks on the same order object in the same state: only the first is written down.
    """
    try:
        state = f"{order.updated_at.isoformat()}/{order.status}/{order.charge_status}{detail}"
        if getattr(order, "_odop_announced", None) == state:
            return previous_value
        _write_down(name, OrderChanged, "Order", order, state)
        order._odop_announced = state
    except Exception:  # an error here would take Saleor's own later hooks and e-mails down with it
        logger.exception("Order %s was not announced; the reconciler will find it.", getattr(order, "pk", "?"))
    return previous_value


def _announce_fulfillment(name: str, fulfillment: Any, previous_value: Any) -> Any:
    detail = f"/{fulfillment.pk}:{fulfillment.status}:{fulfillment.tracking_number}"
    return _announce(name, fulfillment.order, previous_value, detail)


def _announce_product(name: str, product: Any, previous_value: Any, state: str = "") -> Any:
    """As with orders. Nothing is read here: Saleor calls this many times when it changes many products.

    Every change of a product or of its attributes moves its `updated_at`. Calls that leave that as it was (for a
    picture or a collection) tell us nothing, and their key is known.
    """
    try:
        _write_down(name, ProductChanged, "Product", product, state or product.updated_at.isoformat())
    except Exception:
        logger.exception("Product %s was not announced; the reconciler will find it.", getattr(product, "pk", "?"))
    return previous_value


def _announce_translations(name: str, translations: list[Any], previous_value: Any) -> Any:
    """A product's Hindi name changed, which leaves its `updated_at` as it was: the moment makes the key."""
    for translation in translations:
        if hasattr(translation, "product_id") and translation.language_code == "hi":
            _announce_product(name, translation.product, None, state=f"hi/{timezone.now().isoformat()}")
    return previous_value


def _write_down(
    name: str, event_type: type[OrderChanged] | type[ProductChanged], type_name: str, row: Any, state: str
) -> None:
    """The one INSERT: that this order or product of Saleor's is in this state now."""
    subject = str(graphene.Node.to_global_id(type_name, row.pk))
    event = event_type.from_json(subject, {f"{type_name.lower()}_id": subject})
    with _savepoint():
        inbox.announce(event, key=f"hook:{subject}:{state}", name=name, occurred_at=row.updated_at)


def _savepoint() -> AbstractContextManager[Any]:
    """Some hooks run inside Saleor's transaction; a failed INSERT must not spoil that."""
    return transaction.atomic() if connection.in_atomic_block else nullcontext()
