"""Reading a webhook's body: which event it is, when it was raised, and the orders or the product it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from odop_core.events import OrderChanged, ProductChanged
from odop_core.web.bodies import BadJson, read_json
from saleor_config.app.saleor_client.documents import document


class NoEvent(ValueError):
    """Not what any webhook of ours sends: each asks for its event's type."""


class UnreadableEvent(ValueError):
    """A genuine webhook we cannot make sense of; the message says why."""


@dataclass(frozen=True)
class SaleorEvent:
    """`name` is Saleor's own, e.g. "ORDER_FULLY_PAID"."""

    name: str
    issued_at: datetime | None
    news: tuple[OrderChanged | ProductChanged, ...]

    @property
    def is_of_the_future(self) -> bool:
        """Whether it tells of a change that no clock can have seen: kept as it is, it would hold off all later ones."""
        moments = [self.issued_at, *(_moment(_node(news).get("updatedAt")) for news in self.news)]
        return any(moment and moment > datetime.now(UTC) + CLOCK_SKEW for moment in moments)


# How far another machine's clock may be ahead of ours.
CLOCK_SKEW = timedelta(minutes=10)
# As our columns take them.
LONGEST_ID = 128
# A bulk creation of Saleor takes 50.
MOST_ORDERS = 100
SUBSCRIPTIONS = {"Orders": "order_events", "Products": "product_events"}


@cache
def events_of(subscription: str) -> frozenset[str]:
    """The names of the events that one of our subscriptions asks for."""
    return frozenset(_event_name(type_name) for type_name in re.findall(r"\.\.\. on (\w+)", document(subscription)))


def known_events() -> frozenset[str]:
    return frozenset[str]().union(*map(events_of, SUBSCRIPTIONS.values()))


def read_event(body: bytes) -> SaleorEvent:
    """Raises UnreadableEvent, NoEvent.

    The event's type is taken from the body, which is signed; a header is not.
    """
    content = _json_object(body)
    type_name = content.get("__typename")
    if not isinstance(type_name, str):
        raise NoEvent("The body does not say which event it is.")
    name = _event_name(type_name)
    if name not in known_events():
        raise UnreadableEvent(f"We did not ask for the event {name[:64] or '(none)'}.")
    news = _product(name, content) if name in events_of("product_events") else _orders(content)
    return SaleorEvent(name, _moment(content.get("issuedAt")), news)


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        content = read_json(body)
    except BadJson as error:
        raise UnreadableEvent(str(error)) from error
    if not isinstance(content, dict):
        raise UnreadableEvent("The body is not a JSON object.")
    return content


def _orders(content: dict[str, Any]) -> tuple[OrderChanged, ...]:
    """One event tells of one order, a bulk creation of many."""
    given = content.get("orders")
    orders: list[Any] = given if isinstance(given, list) else [content.get("order")]
    if len(orders) > MOST_ORDERS:
        raise UnreadableEvent(f"The body tells of more than {MOST_ORDERS} orders; the reconciler will find them.")
    if not orders or not all(_has_id(order) for order in orders):
        raise UnreadableEvent("The body tells of no order, or of one without a usable id.")
    return tuple(OrderChanged(order_id=order["id"], payload={"order": order}) for order in orders)


def _product(name: str, content: dict[str, Any]) -> tuple[ProductChanged, ...]:
    product: Any = content.get("product")
    if not _has_id(product):
        raise UnreadableEvent("The body tells of no product, or of one without an id.")
    payload = {"deleted": product["id"]} if name == "PRODUCT_DELETED" else {"product": product}
    return (ProductChanged(product_id=product["id"], payload=payload),)


def _node(news: OrderChanged | ProductChanged) -> dict[str, Any]:
    node: Any = news.payload.get("order" if isinstance(news, OrderChanged) else "product")
    return node if isinstance(node, dict) else {}


def _has_id(node: Any) -> bool:
    return isinstance(node, dict) and isinstance(node.get("id"), str) and 0 < len(node["id"]) <= LONGEST_ID


def _moment(text: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _event_name(type_name: str) -> str:
    """OrderFullyPaid -> ORDER_FULLY_PAID."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", type_name).upper()
