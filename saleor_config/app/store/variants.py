"""Saleor's variants over GraphQL."""

from __future__ import annotations

from collections.abc import Iterable

from odop_core.store.catalogue import VariantInfo
from saleor_config.app.store.stock import PAGE, Client


def find_variants(client: Client, skus: Iterable[str]) -> dict[str, VariantInfo]:
    """See `Catalogue.variants_by_sku`."""
    wanted = sorted(set(skus))
    found = {}
    for start in range(0, len(wanted), PAGE):
        page = wanted[start : start + PAGE]
        for edge in client.run("variants_by_sku", skus=page, first=PAGE)["productVariants"]["edges"]:
            node = edge["node"]
            found[node["sku"]] = VariantInfo(node["id"], node["product"]["id"], node["product"]["name"])
    return found
