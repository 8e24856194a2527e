"""What a supplier agreed to, and took back again."""

from __future__ import annotations

from odop_consignment.models import Consent


def has_agreed(supplier_id: int, purpose: str, using: str = "default") -> bool:
    """Whether the last word of the supplier about this `Purpose` was yes. Without any word it is no."""
    rows = Consent.objects.using(using).filter(supplier_id=supplier_id, purpose=purpose)
    last = rows.order_by("-id").values_list("given", flat=True).first()
    return bool(last)
