"""What a product is called, as far as we were told."""

from __future__ import annotations

from odop_core.models import ProductRecord


def product_name(product_id: str) -> str:
    """ "" when we know no such product."""
    if not product_id:
        return ""
    snapshot = ProductRecord.objects.filter(product_id=product_id).values_list("snapshot", flat=True).first()
    return str((snapshot or {}).get("name", ""))
