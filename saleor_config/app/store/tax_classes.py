"""Saleor's tax classes over GraphQL. To make and repair them needs the permission MANAGE_TAXES."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from odop_core.india.money import paise
from odop_core.money import RUPEES
from odop_core.store.catalogue import ProductTax
from odop_core.store.port import StoreRefused
from saleor_config.app.store.stock import Client

PAGE = 100
INDIA = "IN"


def read_product_taxes(client: Client) -> Iterator[ProductTax]:
    """See `Catalogue.read_product_taxes`."""
    for node in _nodes(client, "product_taxes", "products"):
        tax_class = node["taxClass"]
        yield ProductTax(
            node["id"],
            node["name"],
            tax_class["name"] if tax_class else "",
            _rate_bp(tax_class) if tax_class else None,
            max(_prices(node), default=None),
        )


def ensure_tax_class(client: Client, name: str, rate_bp: int) -> list[str]:
    """See `Catalogue.ensure_tax_class`."""
    rate = {"countryCode": INDIA, "rate": rate_bp / 100}
    found = _find(client, name)
    if found is None:
        client.mutate("tax_class_create", input={"name": name, "createCountryRates": [rate]})
        return [f"tax class {name} created"]
    if _rate_bp(found) == rate_bp:
        return []
    client.mutate("tax_class_update", id=found["id"], input={"updateCountryRates": [rate]})
    return [f"rate of the tax class {name} repaired"]


def assign_tax_class(client: Client, name: str, product_ids: Iterable[str]) -> None:
    """See `Catalogue.assign_tax_class`."""
    found = _find(client, name)
    if found is None:
        raise StoreRefused(f"The shop has no tax class {name}.")
    for product_id in product_ids:
        client.mutate("product_set_tax_class", id=product_id, taxClass=found["id"])


def _find(client: Client, name: str) -> dict[str, Any] | None:
    return next((node for node in _nodes(client, "tax_classes", "taxClasses") if node["name"] == name), None)


def _nodes(client: Client, document: str, field: str) -> Iterator[dict[str, Any]]:
    cursor = None
    while True:
        page = client.run(document, first=PAGE, after=cursor)[field]
        yield from (edge["node"] for edge in page["edges"])
        if not page["pageInfo"]["hasNextPage"]:
            return
        cursor = page["pageInfo"]["endCursor"]


def _rate_bp(tax_class: dict[str, Any]) -> int | None:
    rates = [row["rate"] for row in tax_class["countries"] if row["country"]["code"] == INDIA]
    return int((Decimal(str(rates[0])) * 100).to_integral_value()) if rates else None


def _prices(node: dict[str, Any]) -> Iterator[int]:
    for variant in node["variants"] or ():
        for listing in variant["channelListings"] or ():
            price = listing["price"]
            if price and price["currency"] == RUPEES:
                yield paise(Decimal(str(price["amount"])))
