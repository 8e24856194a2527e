"""supplierApprove: they may sell."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.suppliers import approve_supplier
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.suppliers import shared
from storefront_schema.types.suppliers import Supplier


class SupplierApprove(StaffMutation):
    class Meta:
        description = "Approves a supplier, by another person than the one who submitted them."
        permissions = shared.PERMISSIONS

    class Arguments:
        id = shared.supplier_argument()
        reason = shared.reason_argument(required=False)

    supplier = graphene.Field(Supplier, description="The supplier as they now are.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        return shared.take_step(info, arguments, approve_supplier)
