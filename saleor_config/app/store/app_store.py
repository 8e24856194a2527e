"""The store port over GraphQL: a Saleor that installed us as an App.

An inbox event's payload is `{"order": <OdopOrder>}`: the whole order as Saleor's subscription or query gave it, so
reading it needs no call back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from odop_core.store.orders import OrderSnapshot
from odop_core.store.port import (
    INVOICE_KEY,
    ChangedOrder,
    FulfillmentRequest,
    MalformedOrder,
    NewPickupPoint,
    PickupPoint,
    StockChange,
    StockLevel,
    StoreInvoice,
    StoreRefused,
    StoreUnavailable,
)
from saleor_config.app.saleor_client.client import active_client
from saleor_config.app.store import pickup_points, stock
from saleor_config.app.store.order_payload import order_snapshot, read_address

# Orders asked for at once: Saleor allows 100, but each brings its lines, and an answer must stay a few megabytes.
PAGE = 50


class AppStore:
    """Speaks to the Saleor that installed us last. Any call raises StoreUnavailable before the first did."""

    def read_order(self, payload: dict[str, Any]) -> OrderSnapshot:
        if "order" not in payload:
            raise MalformedOrder("The payload has no order.")
        return order_snapshot(payload["order"])

    def orders_changed_since(self, moment: datetime) -> Iterator[ChangedOrder]:
        """Saleor's cursor holds the change time and the id, and a changed order moves to the end: none is left out."""
        client, cursor = active_client(), None
        since = moment.astimezone(UTC).isoformat()
        while True:
            page = client.run("orders_changed_since", since=since, first=PAGE, after=cursor)["orders"]
            yield from (_changed(edge["node"]) for edge in page["edges"])
            if not page["pageInfo"]["hasNextPage"]:
                return
            cursor = page["pageInfo"]["endCursor"]

    def create_fulfillment(self, request: FulfillmentRequest) -> str:
        client = active_client()
        order = client.run("order_by_id", id=request.order_id)["order"]
        if order is None:
            raise StoreRefused(f"Saleor has no order {request.order_id}.")
        if known := _tracked(order["fulfillments"], request.tracking_number):
            return known
        answer = client.mutate(
            "order_fulfill",
            order=request.order_id,
            trackingNumber=request.tracking_number,
            notifyCustomer=request.notifies_buyer,
            lines=[
                {
                    "orderLineId": line.order_line_id,
                    "stocks": [{"quantity": line.quantity, "warehouse": request.warehouse_id}],
                }
                for line in request.lines
            ],
        )
        created = _tracked(answer["fulfillments"], request.tracking_number)
        if created is None:
            raise StoreUnavailable(f"Saleor answered without the fulfilment of order {request.order_id}.")
        return created

    def attach_invoice(self, invoice: StoreInvoice) -> str:
        client = active_client()
        order = client.run("order_invoices", order=invoice.order_id, key=INVOICE_KEY)["order"]
        if order is None:
            raise StoreRefused(f"Saleor has no order {invoice.order_id}.")
        for known in order["invoices"]:
            if known["metafield"] == invoice.reference:
                return str(known["id"])
        answer = client.mutate(
            "invoice_create",
            order=invoice.order_id,
            number=invoice.number,
            url=invoice.url,
            metadata=[{"key": INVOICE_KEY, "value": invoice.reference}],
        )
        return str(answer["invoice"]["id"])

    def pickup_point(self, warehouse_id: str) -> PickupPoint | None:
        warehouse = active_client().run("warehouse_by_id", id=warehouse_id)["warehouse"]
        if warehouse is None:
            return None
        return PickupPoint(id=warehouse["id"], name=warehouse["name"], address=read_address(warehouse["address"]))

    def create_pickup_point(self, wanted: NewPickupPoint) -> str:
        return pickup_points.create_pickup_point(active_client(), wanted)

    def stock(self, pairs: Iterable[tuple[str, str]]) -> list[StockLevel]:
        return stock.read_levels(active_client(), pairs)

    def adjust_stock(self, change: StockChange) -> StockLevel | None:
        return stock.adjust_level(active_client(), change)


def _changed(node: dict[str, Any]) -> ChangedOrder:
    updated_at = datetime.fromisoformat(node["updatedAt"]).astimezone(UTC)
    return ChangedOrder(order_id=node["id"], number=node["number"], updated_at=updated_at, payload={"order": node})


def _tracked(fulfillments: list[dict[str, Any]], tracking_number: str) -> str | None:
    """The fulfilment that carries this number; a cancelled one does not, its goods came back."""
    for fulfillment in fulfillments:
        if fulfillment["trackingNumber"] == tracking_number and fulfillment["status"] != "CANCELED":
            return str(fulfillment["id"])
    return None
