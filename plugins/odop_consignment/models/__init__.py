"""Consignors, what they offer, and what was sold of it."""

from odop_consignment.models.consignor import Consignor, SupplyModel
from odop_consignment.models.offer import Offer
from odop_consignment.models.sale import Sale, SaleState

__all__ = ["Consignor", "Offer", "Sale", "SaleState", "SupplyModel"]
