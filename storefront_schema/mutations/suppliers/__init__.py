"""Taking suppliers on, and what is kept of them."""

from storefront_schema.mutations.suppliers.supplier_create import SupplierCreate
from storefront_schema.mutations.suppliers.supplier_update import SupplierUpdate

MUTATIONS = {
    "supplier_create": SupplierCreate,
    "supplier_update": SupplierUpdate,
}
