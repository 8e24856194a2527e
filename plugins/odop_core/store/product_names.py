"""What products are called in a supplier's language, for messages and for what is said on the telephone."""

from __future__ import annotations

from collections.abc import Iterable

from odop_core.models import ProductRecord


def find_product_names(language: str, product_ids: Iterable[str | None], using: str = "default") -> dict[str, str]:
    """The store's names in `language` by product id, in one query; those without a translation are left out.

    Only Hindi is kept: in other languages nothing is found, and the name at the time of the sale stands.
    """
    wanted = {product_id for product_id in product_ids if product_id}
    if language != "hi" or not wanted:
        return {}
    rows = ProductRecord.objects.using(using).filter(product_id__in=wanted)
    found = rows.values_list("product_id", "snapshot__name_hi")
    return {product_id: name for product_id, name in found if name}
