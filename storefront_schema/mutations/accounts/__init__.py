"""What is held back, and let go."""

from storefront_schema.mutations.accounts.steps import ConsignmentSaleHold, EarningsHoldRelease, SupplierHold

MUTATIONS = {
    "earnings_hold_release": EarningsHoldRelease,
    "consignment_sale_hold": ConsignmentSaleHold,
    "supplier_hold": SupplierHold,
}
