"""What the pages of lists cost, beside their rows: counting by status is one query."""

from __future__ import annotations

from storefront_schema.costs.measure import LIST, Costs

COUNTED_BY_STATUS = (
    "ArtisanProfile", "ConsignmentNote", "ConsignmentSale", "HelplineCall", "ImportJob", "Payout", "Pickup",
    "ProvenanceClaim", "ProvenanceMark", "StockCount", "Supplier", "SupplierBankAccount", "SupplierErasure",
    "SupplierMessage", "SupplierObjection",
    "SupplierQuestion",
)  # fmt: skip

COSTS: Costs = {f"{node}CountableConnection": {"statusCounts": LIST} for node in COUNTED_BY_STATUS}
