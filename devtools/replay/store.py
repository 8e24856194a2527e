"""The store behind the recorded Saleor: the newest state of every order and product, and of what was asked of it."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from devtools.replay.recordings import RECORDINGS, Delivery
from devtools.sample import Catalogue, sample_catalogue


@dataclass
class RecordedStore:
    """`made_fulfillments` and `made_stock_changes` count what it was asked to do."""

    catalogue: Catalogue = field(default_factory=sample_catalogue)
    folder: Path = RECORDINGS
    orders: dict[str, dict[str, Any]] = field(default_factory=dict, repr=False)
    """The newest state of each order that was played, by id."""
    products: dict[str, dict[str, Any]] = field(default_factory=dict, repr=False)
    made_fulfillments: int = 0
    invoices: dict[str, list[dict[str, Any]]] = field(default_factory=dict, repr=False)
    """By order."""
    stock: dict[tuple[str, str], int] = field(default_factory=dict, repr=False)
    """Pieces by variant and warehouse; `promised` are those of them that buyers wait for."""
    promised: dict[tuple[str, str], int] = field(default_factory=dict, repr=False)
    variant_metadata: dict[tuple[str, str], str] = field(default_factory=dict, repr=False)
    """Private metadata by variant and key."""
    made_stock_changes: int = 0
    webhook_headers: dict[str, str] = field(default_factory=dict, repr=False)
    """What the App asked to have sent with its webhooks."""

    def play(self, delivery: Delivery) -> None:
        """Take over the states a delivery tells of, as far as they are newer, without telling anybody."""
        for node in delivery.orders:
            known = self.orders.get(node["id"])
            if known is None or moment(known["updatedAt"]) <= moment(node["updatedAt"]):
                self.orders[node["id"]] = copy.deepcopy(node)
        for node in delivery.products:
            self.products[node["id"]] = copy.deepcopy(node)
            if delivery.event == "product_deleted":
                del self.products[node["id"]]


def moment(text: str) -> datetime:
    """Of one of Saleor's timestamps."""
    return datetime.fromisoformat(text)
