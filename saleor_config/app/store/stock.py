"""Saleor's stock over GraphQL, which can be told a number of pieces but not "five more".

A change reads the number and writes the new one. The keys of the latest changes are written with it, as private
metadata of the variant, by the one mutation that does both in one transaction: so after a crash or a lost answer we
know whether a change was made, and none is made twice. The caller makes the changes of a variant one by one.

What remains: when Saleor itself changes the number (goods leave, somebody edits it) between our reading and our
writing, a few milliseconds apart, its change is overwritten; the comparison of stock shows the difference. (What
buyers are promised is not touched: Saleor keeps that apart.) Inside Saleor this cannot happen.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Protocol

from odop_core.store.port import StockChange, StockLevel, StoreRefused

# Variants asked for at once, as many as Saleor allows; and how many changes it remembers of a variant and warehouse.
PAGE = 100
REMEMBERED = 50


class Client(Protocol):
    """What is needed of `saleor_client.client.GraphQLClient`."""

    def run(self, name: str, **variables: Any) -> dict[str, Any]: ...

    def mutate(self, name: str, **variables: Any) -> dict[str, Any]: ...


def read_levels(client: Client, pairs: Iterable[tuple[str, str]]) -> list[StockLevel]:
    wanted = set(pairs)
    variants = sorted({variant for variant, _warehouse in wanted})
    found = []
    for start in range(0, len(variants), PAGE):
        page = variants[start : start + PAGE]
        for edge in client.run("stock_levels", variants=page, first=PAGE)["productVariants"]["edges"]:
            node = edge["node"]
            found += [_level(node["id"], row) for row in node["stocks"] or ()]
    return [level for level in found if (level.variant_id, level.warehouse_id) in wanted]


def adjust_level(client: Client, change: StockChange) -> StockLevel | None:
    """The level after the change; None when Saleor remembers it. Raises StockTooLow, StoreRefused, StoreUnavailable."""
    marks_key = f"odop.stock.{change.warehouse_id}"
    variant = client.run("variant_stock", variant=change.variant_id, key=marks_key)["productVariant"]
    if variant is None:
        raise StoreRefused(f"Saleor has no variant {change.variant_id}.")
    marks = _marks(variant["privateMetafield"])
    if change.key in marks:
        return None
    row = next((row for row in variant["stocks"] or () if row["warehouse"]["id"] == change.warehouse_id), None)
    before = _level(change.variant_id, row) if row else StockLevel(change.variant_id, change.warehouse_id, 0, 0)
    after = before.changed_by(change.change)
    stocks = (
        {"update": [{"stock": row["id"], "quantity": after.quantity}]}
        if row
        else {"create": [{"warehouse": change.warehouse_id, "quantity": after.quantity}]}
    )
    remembered = json.dumps([*marks, change.key][-REMEMBERED:])
    _update(
        client,
        variant["product"]["id"],
        {"id": variant["id"], "stocks": stocks, "privateMetadata": [{"key": marks_key, "value": remembered}]},
    )
    return after


def _update(client: Client, product_id: str, variant: dict[str, Any]) -> None:
    answer = client.mutate("variant_stock_update", product=product_id, variant=variant)
    problems = [error for result in answer["results"] for error in result["errors"] or ()]
    if problems:
        words = "; ".join(f"{error['code']} ({error['field']}) {error['message']}" for error in problems)
        raise StoreRefused(f"productVariantBulkUpdate: {words}")


def _marks(text: str | None) -> list[str]:
    """Keys of the changes Saleor remembers; none where somebody else wrote something there."""
    try:
        marks = json.loads(text or "[]")
    except ValueError:
        return []
    return [str(mark) for mark in marks] if isinstance(marks, list) else []


def _level(variant_id: str, row: dict[str, Any]) -> StockLevel:
    return StockLevel(variant_id, row["warehouse"]["id"], row["quantity"], row["quantityAllocated"])
