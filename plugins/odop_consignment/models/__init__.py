"""Suppliers, what they offer, and what was sold of it."""

from odop_consignment.models.offer import Offer
from odop_consignment.models.sale import Sale, SaleState
from odop_consignment.models.supplier import Supplier, SupplyModel

__all__ = ["Offer", "Sale", "SaleState", "Supplier", "SupplyModel"]
