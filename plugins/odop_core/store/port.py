"""The port to Saleor: what it says of its orders, and what we ask it to do.

Two adapters fulfil it, in `saleor_config`: one in Saleor's process, one over GraphQL as an App. All ids are Saleor
global ID strings. Errors of the port are the classes below, so that callers know whether to try again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from odop_core.security.foreign_text import mask_text
from odop_core.store.orders import Address, FulfillmentLine, OrderSnapshot

# Under which key of its metadata the store keeps our reference of an invoice.
INVOICE_KEY = "odop.document"


class StoreError(Exception):
    """The store did not do what we asked. What it said may hold anything."""

    def __init__(self, said: str = "") -> None:
        super().__init__(mask_text(said))


class StoreUnavailable(StoreError):
    """The store could not be reached or failed on its side: try again later."""


class StoreRefused(StoreError):
    """The store answered, and said no: trying the same again will not help."""


class StockTooLow(StoreRefused):
    """The store holds too few pieces to take so many away: the others are promised to buyers, or are not there."""


class Malformed(StoreError):
    """What arrived cannot be read; it is kept for a person to look at."""


class MalformedOrder(Malformed):
    """What arrived cannot be read as an order."""


class MalformedProduct(Malformed):
    """What arrived cannot be read as a product."""


@dataclass(frozen=True)
class ChangedOrder:
    """An order the store changed. `payload` is what an inbox event about it carries (see `Store.read_order`)."""

    order_id: str
    number: str
    updated_at: datetime
    payload: dict[str, Any]

    @property
    def subject(self) -> str:
        return self.order_id


@dataclass(frozen=True)
class FulfillmentRequest:
    """Goods of one order that left one warehouse together.

    `tracking_number` also makes the request repeatable: the store holds at most one fulfilment of an order with it.
    """

    order_id: str
    warehouse_id: str
    tracking_number: str
    lines: tuple[FulfillmentLine, ...]
    notifies_buyer: bool = True


@dataclass(frozen=True)
class StoreInvoice:
    """A document of ours that the store is to show among an order's invoices. `reference` is our own lasting name for
    it, and makes the request repeatable; at `url` anybody who has it can read the document."""

    order_id: str
    reference: str
    number: str
    url: str


@dataclass(frozen=True)
class PickupPoint:
    """A Saleor warehouse, where goods are collected."""

    id: str
    name: str
    address: Address


@dataclass(frozen=True)
class StockLevel:
    """What the store holds of a variant in a warehouse; `allocated` pieces of it are promised to buyers."""

    variant_id: str
    warehouse_id: str
    quantity: int
    allocated: int

    @property
    def unsold(self) -> int:
        return self.quantity - self.allocated

    def changed_by(self, change: int) -> StockLevel:
        """The level after a change. More pieces are welcome even where too few remain. Raises StockTooLow."""
        after = replace(self, quantity=self.quantity + change)
        if change < 0 and after.quantity < max(self.allocated, 0):
            raise StockTooLow(
                f"The store holds {self.quantity} pieces of {self.variant_id} in {self.warehouse_id}, {self.allocated}"
                f" of them promised to buyers: {-change} cannot be taken away."
            )
        return after


@dataclass(frozen=True)
class StockChange:
    """So many pieces more (or fewer) of a variant in a warehouse. `key` is its own for all time."""

    key: str
    variant_id: str
    warehouse_id: str
    change: int


@dataclass(frozen=True)
class NewPickupPoint:
    """A warehouse as we want it. `reference` is our own lasting name for it, and makes the request repeatable.

    `like` is a warehouse that sells already: the new one is sold from in the same channels and shipping zones.
    """

    reference: str
    name: str
    address: Address
    like: str
    email: str = ""


class Store(Protocol):
    def read_order(self, payload: dict[str, Any]) -> OrderSnapshot | None:
        """The order an inbox event is about; None when the store no longer has it.

        Called in a transaction that holds the order, so it must not go over the network. Raises MalformedOrder,
        StoreUnavailable.
        """

    def orders_changed_since(self, moment: datetime) -> Iterator[ChangedOrder]:
        """All orders (no drafts) updated at or after `moment`, oldest change first, fetched as they are asked for.

        The adapter pages inside, by a cursor that is unique per order (such as the change time *and* the id): thousands
        of orders may share one change time, and none may be left out or hold the paging up. Between two items the
        caller works and commits, so no transaction or server-side cursor may be needed to go on. An order that changes
        meanwhile may come twice. Raises StoreUnavailable, StoreRefused, also half way.
        """

    def create_fulfillment(self, request: FulfillmentRequest) -> str:
        """Record in the store that goods left, with their tracking number. Returns the fulfilment's id.

        Repeating a request returns the first answer. Raises StoreRefused, StoreUnavailable.
        """

    def attach_invoice(self, invoice: StoreInvoice) -> str:
        """Show a document among the invoices of its order. Returns the ID of the store's invoice.

        Repeating a request returns the first answer. Raises StoreRefused, StoreUnavailable.
        """

    def pickup_point(self, warehouse_id: str) -> PickupPoint | None:
        """Where the goods of a warehouse are collected; None when there is no such warehouse."""

    def create_pickup_point(self, wanted: NewPickupPoint) -> str:
        """Make a warehouse from which goods can be sold. Returns its id.

        Repeating a request returns the first answer, and adds what the first did not get to (channels, zones). Raises
        StoreRefused (it does not like the address, or does not let us), StoreUnavailable.
        """

    def stock(self, pairs: Iterable[tuple[str, str]]) -> list[StockLevel]:
        """What the store holds of these (variant, warehouse) pairs; a pair it does not stock is left out.

        Asked a page at a time by the caller: all pairs are looked up at once. Raises StoreUnavailable, StoreRefused.
        """

    def adjust_stock(self, change: StockChange) -> StockLevel | None:
        """Change what the store holds. Returns the level after it; None when this change was made before.

        Called in a transaction that holds the pair, so that changes come one by one. In Saleor it happens in that
        transaction, and so together with the caller's note that it did; elsewhere the store itself remembers the keys
        of the latest changes. Raises StockTooLow, StoreRefused, StoreUnavailable.
        """
