"""What a product is called, as far as we were told."""

from __future__ import annotations

from odop_core.models import ProductRecord
from odop_core.store.product_names import find_product_names


def product_name(product_id: str, language: str = "") -> str:
    """In `language` as far as the store translates it, else its plain name; "" when we know no such product."""
    if not product_id:
        return ""
    if translated := find_product_names(language, [product_id]):
        return translated[product_id]
    snapshot = ProductRecord.objects.filter(product_id=product_id).values_list("snapshot", flat=True).first()
    return str((snapshot or {}).get("name", ""))
