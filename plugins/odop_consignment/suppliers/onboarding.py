"""How somebody becomes a supplier, and stops being one."""

from __future__ import annotations

from odop_consignment.models import Supplier, SupplierState
from odop_consignment.suppliers import turnover


def may_sell(supplier: Supplier) -> bool:
    """Whether goods of the supplier may be sold today."""
    return supplier.state == SupplierState.APPROVED and not turnover.is_stopped(supplier)
