"""What a supplier is on a day: how they supply, and how they are taxed."""

from __future__ import annotations

from datetime import date

from odop_consignment.models import Regime
from odop_core import indian_time


def regime_on(supplier_id: int, day: date, using: str = "default") -> Regime | None:
    """What the supplier is on an Indian day; None before their first day."""
    rows = Regime.objects.using(using).filter(supplier_id=supplier_id, valid_from__lte=day)
    return rows.order_by("-valid_from", "-id").first()


def present_or_next(supplier_id: int, using: str = "default") -> Regime | None:
    """What the supplier is today, or else first will be."""
    now = regime_on(supplier_id, indian_time.today(), using)
    return now or Regime.objects.using(using).filter(supplier_id=supplier_id).order_by("valid_from", "-id").first()


def newest(supplier_id: int, using: str = "default") -> Regime | None:
    """What the supplier will be in the end, as far as is recorded."""
    return Regime.objects.using(using).filter(supplier_id=supplier_id).order_by("-valid_from", "-id").first()
