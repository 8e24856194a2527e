"""supplierSubmit: all is there, a second person is to look."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.suppliers import submit_supplier
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.suppliers import shared
from storefront_schema.types.suppliers import Supplier


class SupplierSubmit(StaffMutation):
    class Meta:
        description = "Submits a supplier: refused while something is missing, naming all of it."
        permissions = shared.PERMISSIONS

    class Arguments:
        id = shared.supplier_argument()

    supplier = graphene.Field(Supplier, description="The supplier as they now are.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        return shared.take_step(info, arguments, submit_supplier)
