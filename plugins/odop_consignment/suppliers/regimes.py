"""How a supplier supplies and is taxed, from which day on."""

from __future__ import annotations

from datetime import date

from odop_consignment.models import Regime


def regime_on(supplier_id: int, day: date, using: str = "default") -> Regime | None:
    """What the supplier is on an Indian day; None before their first day."""
    rows = Regime.objects.using(using).filter(supplier_id=supplier_id, valid_from__lte=day)
    return rows.order_by("-valid_from", "-id").first()
