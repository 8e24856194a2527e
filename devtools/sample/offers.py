"""Who supplies what in the sample catalogue."""

from __future__ import annotations

from devtools.sample import CENTRAL_STORE, Product

MAIN_SUPPLIER, OTHER_SUPPLIER = 10, 20


def offers(product: Product) -> list[tuple[str, str, int]]:
    """Who supplies which SKU of a product, and with what priority: whoever has stock of it at their own place."""
    return [
        (variant.sku, supplier, MAIN_SUPPLIER if supplier == product.supplier else OTHER_SUPPLIER)
        for variant in product.variants
        for supplier in variant.stock
        if supplier != CENTRAL_STORE
    ]
