"""supplierSendBack: something is to be mended first."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.suppliers import send_back_supplier
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.suppliers import shared
from storefront_schema.types.suppliers import Supplier


class SupplierSendBack(StaffMutation):
    class Meta:
        description = "Sends a submitted supplier back to be mended."
        permissions = shared.PERMISSIONS

    class Arguments:
        id = shared.supplier_argument()
        reason = shared.reason_argument()

    supplier = graphene.Field(Supplier, description="The supplier as they now are.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        return shared.take_step(info, arguments, send_back_supplier)
