"""Reading a webhook's body: which event it is, when it was raised, and the orders it is about."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from saleor_config.app.documents import document


class UnreadableEvent(ValueError):
    """A genuine webhook we cannot make sense of; the message says why."""


@dataclass(frozen=True)
class SaleorEvent:
    """`name` is Saleor's own, e.g. "ORDER_FULLY_PAID". `orders` are GraphQL nodes, each with an id."""

    name: str
    issued_at: datetime | None
    orders: tuple[dict[str, Any], ...]


@cache
def known_events() -> frozenset[str]:
    """The names of the events our subscription asks for."""
    return frozenset(_event_name(type_name) for type_name in re.findall(r"\.\.\. on (\w+)", document("order_events")))


def read(header_name: str, body: bytes) -> SaleorEvent:
    """Raises UnreadableEvent.

    The event's type is taken from the body, which is signed; `header_name` (Saleor-Event) is not, and only says what
    a body without a type was meant to be.
    """
    content = _json_object(body)
    type_name = content.get("__typename")
    name = _event_name(type_name) if isinstance(type_name, str) else header_name.upper()
    if name not in known_events():
        raise UnreadableEvent(f"We did not ask for the event {name[:64] or '(none)'}.")
    return SaleorEvent(name, _moment(content.get("issuedAt")), _orders(content))


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        content = json.loads(body)
    except ValueError as error:
        raise UnreadableEvent("The body is not JSON.") from error
    if not isinstance(content, dict):
        raise UnreadableEvent("The body is not a JSON object.")
    return content


def _orders(content: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    """One event tells of one order, a bulk creation of many."""
    given = content.get("orders")
    orders = given if isinstance(given, list) else [content.get("order")]
    if not orders or not all(_has_id(order) for order in orders):
        raise UnreadableEvent("The body tells of no order, or of one without an id.")
    return tuple(orders)


def _has_id(order: Any) -> bool:
    return isinstance(order, dict) and isinstance(order.get("id"), str) and bool(order["id"])


def _moment(text: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _event_name(type_name: str) -> str:
    """OrderFullyPaid -> ORDER_FULLY_PAID."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", type_name).upper()
