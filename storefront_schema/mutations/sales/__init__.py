"""What becomes of sold goods."""

from storefront_schema.mutations.sales.sale_assign import SaleAssign

MUTATIONS = {
    "sale_assign": SaleAssign,
}
