"""Suppliers and offers, made in a line."""

from __future__ import annotations

from typing import Any

from odop_consignment.api import SupplierInfo
from odop_consignment.models import Offer
from odop_consignment.offers import records
from odop_consignment.offers.records import OfferRow
from tests.factories import agreement, supplier

GSTIN = "09AAACH7409R1ZZ"


def make_supplier(**changes: Any) -> SupplierInfo:
    """An approved supplier with an agreement in force."""
    found = supplier(**changes)
    agreement(found)
    return found


def row(by: SupplierInfo, variant: str = "variant-kurta", at: str = "lucknow", **changes: Any) -> OfferRow:
    return OfferRow(by.id, variant, at, **changes)


def create(by: SupplierInfo, *about: str, **changes: Any) -> Offer:
    return records.create_offer(row(by, *about, **changes), by="asha")


def vendor(**changes: Any) -> SupplierInfo:
    return make_supplier(
        **{"name": "Vikas", "model": "marketplace_vendor", "tax": "registered", "gstin": GSTIN} | changes
    )
