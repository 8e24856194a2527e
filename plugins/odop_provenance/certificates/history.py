"""What happened to a piece, as far as anybody told us: days only, and nothing about its buyer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from odop_consignment import api as consignment
from odop_logistics import api as logistics
from odop_provenance.certificates.service import UnitInfo


@dataclass(frozen=True)
class History:
    """Moments in UTC; None for what nobody told us. `made_at` and `delivered_at` await those who will know."""

    ordered_at: datetime
    collected_at: datetime | None
    left_at: datetime
    ended_at: datetime | None
    made_at: datetime | None = None
    received_at: datetime | None = None
    delivered_at: datetime | None = None


def of_units(units: Iterable[UnitInfo], using: str = "default") -> dict[str, History]:
    """By serial. Two queries, whatever the number of pieces."""
    pieces = list(units)
    sales = consignment.sales_of_lines({piece.order_line_id for piece in pieces}, using)
    pickups = logistics.pickups_of_sales([sale.id for line in sales.values() for sale in line], using)
    # Which of a line's pieces a carrier took is told by the fulfilment that came of it.
    collected = {pickup.fulfillment_id: pickup.collected_at for pickup in pickups.values() if pickup.fulfillment_id}
    return {
        piece.serial: History(piece.ordered_at, collected.get(piece.fulfillment_id), piece.left_at, piece.ended_at)
        for piece in pieces
    }
