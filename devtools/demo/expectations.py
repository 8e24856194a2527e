"""What ought to happen to recorded orders, worked out from the recordings and the sample catalogue alone.

`expected()` takes the deliveries in the order they are played and says for each line whose goods were sold, whether
the supplier was notified, and how it ended. It is a second, independent account of what the plugins do, for the demo
and the tests to compare.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

from devtools.replay import Delivery
from devtools.sample import Catalogue
from devtools.sample.offers import offers

Ending = Literal["placed", "collected", "cancelled"]


@dataclass
class Piece:
    """So many pieces of one order line from one supplier; `supplier` is None when nobody has offered to supply them."""

    line_id: str
    product: str
    supplier: str | None
    quantity: int
    ending: Ending = "placed"
    notified: bool = False

    @property
    def called_off(self) -> bool:
        """The supplier was notified, and then notified that it came to nothing."""
        return self.notified and self.ending == "cancelled"


@dataclass
class ExpectedOrder:
    """`pieces` is empty while the order waits for its payment, and when it was cancelled before."""

    id: str
    number: str
    node: dict[str, Any]
    pieces: dict[tuple[str, str | None], Piece] = field(default_factory=dict)


@dataclass(frozen=True)
class Suppliers:
    """Who can supply a variant, by Saleor's ids; the likelier supplier first."""

    by_variant: dict[str, list[str]]
    supplier_at: dict[str, str]

    @classmethod
    def of(cls, catalogue: Catalogue, ids: dict[str, Any]) -> Suppliers:
        found: dict[str, list[tuple[int, str]]] = {}
        for product in catalogue.products:
            for sku, supplier, priority in offers(product):
                found.setdefault(ids["variants"][sku], []).append((priority, supplier))
        ranked = {variant: [supplier for _priority, supplier in sorted(rows)] for variant, rows in found.items()}
        return cls(ranked, {identifier: key for key, identifier in ids["warehouses"].items()})

    def at(self, variant_id: str | None, warehouse_id: str) -> str | None:
        supplier = self.supplier_at.get(warehouse_id)
        return supplier if supplier in self.by_variant.get(variant_id or "", []) else None

    def anywhere(self, variant_id: str | None) -> str | None:
        return next(iter(self.by_variant.get(variant_id or "", [])), None)


def expected(deliveries: Iterable[Delivery], suppliers: Suppliers) -> dict[str, ExpectedOrder]:
    """By order id, after these deliveries arrived in this order."""
    orders: dict[str, ExpectedOrder] = {}
    for delivery in deliveries:
        for node in delivery.orders:
            order = orders.setdefault(node["id"], ExpectedOrder(node["id"], node["number"], node))
            if _moment(node) >= _moment(order.node):
                order.node = node
                _update(order, suppliers)
    return orders


def _update(order: ExpectedOrder, suppliers: Suppliers) -> None:
    if _is_withdrawn(order.node):
        for piece in order.pieces.values():
            _end(piece, "cancelled")
    elif _is_released(order.node):
        for line in order.node["lines"]:
            _update_line(order, line, suppliers)


def _update_line(order: ExpectedOrder, line: dict[str, Any], suppliers: Suppliers) -> None:
    if not any(line_id == line["id"] for line_id, _supplier in order.pieces):
        _divide(order, line, suppliers)
    for (line_id, _supplier), piece in order.pieces.items():
        if line_id != line["id"]:
            continue
        if line["quantityFulfilled"] >= line["quantity"]:
            _end(piece, "collected")
        elif piece.supplier and piece.ending == "placed":
            piece.notified = True


def _divide(order: ExpectedOrder, line: dict[str, Any], suppliers: Suppliers) -> None:
    """As Saleor allocated the goods; whatever it did not, by whoever supplies such goods at all."""
    variant = line["productVariantId"]
    rest = line["quantity"]
    for allocation in line["allocations"] or []:
        if quantity := min(allocation["quantity"], rest):
            _add(order, line, suppliers.at(variant, allocation["warehouse"]["id"]), quantity)
            rest -= quantity
    if rest:
        _add(order, line, suppliers.anywhere(variant), rest)


def _add(order: ExpectedOrder, line: dict[str, Any], supplier: str | None, quantity: int) -> None:
    empty = Piece(line["id"], line["productName"], supplier, 0)
    order.pieces.setdefault((line["id"], supplier), empty).quantity += quantity


def _end(piece: Piece, ending: Ending) -> None:
    if piece.ending == "placed":
        piece.ending = ending


def _is_released(node: dict[str, Any]) -> bool:
    return node["status"] not in {"DRAFT", "UNCONFIRMED"} and node["chargeStatus"] in {"FULL", "OVERCHARGED"}


def _is_withdrawn(node: dict[str, Any]) -> bool:
    """Cancelled, sent back, or all money returned. A surplus that was returned is not the order's own money."""
    total, refunded = (Decimal(str(node[name]["amount"])) for name in ("totalCharged", "totalRefunded"))
    money_is_back = refunded > 0 and total <= 0 and node["chargeStatus"] == "NONE"
    return node["status"] in {"CANCELED", "EXPIRED", "RETURNED"} or money_is_back


def _moment(node: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(node["updatedAt"])
