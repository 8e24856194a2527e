"""A store that lives in memory: it knows the orders it is given and records what it is asked to do.

Events tell it of an order by `{"snapshot": <OrderSnapshot as JSON>}`. The real adapters have their own tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from odop_core.store.orders import Address, OrderSnapshot
from odop_core.store.port import (
    ChangedOrder,
    FulfillmentRequest,
    MalformedOrder,
    NewPickupPoint,
    PickupPoint,
    StockChange,
    StockLevel,
    StoreError,
    StoreInvoice,
)


@dataclass
class FakeStore:
    orders: dict[str, OrderSnapshot] = field(default_factory=dict)
    fulfillments: list[FulfillmentRequest] = field(default_factory=list)
    # By our reference.
    invoices: dict[str, StoreInvoice] = field(default_factory=dict)
    pickup_points: dict[str, NewPickupPoint] = field(default_factory=dict)
    # Warehouses the store does not have.
    no_warehouses: set[str] = field(default_factory=set)
    # Pieces and promised pieces by variant and warehouse, and the changes made of them.
    levels: dict[tuple[str, str], StockLevel] = field(default_factory=dict)
    stock_changes: list[StockChange] = field(default_factory=list)
    # Raised by whatever talks with the store.
    trouble: StoreError | None = None

    def hold(self, *orders: OrderSnapshot) -> None:
        """From now on the store has these orders as they are here."""
        self.orders |= {order.id: order for order in orders}

    def read_order(self, payload: dict[str, Any]) -> OrderSnapshot | None:
        if payload.get("gone"):
            return None
        try:
            return OrderSnapshot.model_validate(payload["snapshot"])
        except (KeyError, ValidationError) as error:
            raise MalformedOrder(f"This is no order: {error}") from error

    def orders_changed_since(self, moment: datetime) -> Iterator[ChangedOrder]:
        self._answer()
        changed = [order for order in self.orders.values() if order.updated_at >= moment]
        for order in sorted(changed, key=lambda order: (order.updated_at, order.id)):
            yield ChangedOrder(order.id, order.number, order.updated_at, snapshot_payload(order))

    def create_fulfillment(self, request: FulfillmentRequest) -> str:
        self._answer()
        if request not in self.fulfillments:
            self.fulfillments.append(request)
        return f"fulfillment-{self.fulfillments.index(request) + 1}"

    def attach_invoice(self, invoice: StoreInvoice) -> str:
        self._answer()
        self.invoices.setdefault(invoice.reference, invoice)
        return f"invoice-{invoice.reference}"

    def pickup_point(self, warehouse_id: str) -> PickupPoint | None:
        self._answer()
        if warehouse_id in self.no_warehouses:
            return None
        return PickupPoint(warehouse_id, f"Workshop {warehouse_id}", Address(city="Lucknow", country_code="IN"))

    def stock(self, pairs: Iterable[tuple[str, str]]) -> list[StockLevel]:
        self._answer()
        return [self.levels[pair] for pair in dict.fromkeys(pairs) if pair in self.levels]

    def adjust_stock(self, change: StockChange) -> StockLevel | None:
        self._answer()
        if change.key in {known.key for known in self.stock_changes}:
            return None
        pair = (change.variant_id, change.warehouse_id)
        after = self.levels.get(pair, StockLevel(*pair, 0, 0)).changed_by(change.change)
        self.levels[pair] = after
        self.stock_changes.append(change)
        return after

    def create_pickup_point(self, wanted: NewPickupPoint) -> str:
        self._answer()
        self.pickup_points[wanted.reference] = wanted
        return f"warehouse-{wanted.reference}"

    def _answer(self) -> None:
        if self.trouble:
            raise self.trouble


def snapshot_payload(order: OrderSnapshot) -> dict[str, Any]:
    """What an inbox event about this order carries."""
    return {"snapshot": order.model_dump(mode="json")}
