"""supplierUpdate: what is known of a supplier."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api import change_supplier
from storefront_schema import request
from storefront_schema.errors import collect
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.mutations.suppliers import shared
from storefront_schema.mutations.suppliers.supplier_create import SupplierFields, changes
from storefront_schema.types.suppliers import Supplier


class SupplierUpdateInput(SupplierFields, graphene.InputObjectType):
    class Meta:
        description = "What to change of a supplier; what is left out stays."

    name = graphene.String(description="The supplier's name.")
    phone = graphene.String(description="A mobile number of ten digits, or an international one with +.")


class SupplierUpdate(StaffMutation):
    class Meta:
        description = (
            "Changes a supplier. Changed key data must be verified again. Changing the PAN of an "
            "approved supplier suspends them until it is verified."
        )
        permissions = shared.PERMISSIONS

    class Arguments:
        id = shared.supplier_argument()
        input = SupplierUpdateInput(required=True, description="What to change.")

    supplier = graphene.Field(Supplier, description="The supplier as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        with collect() as each:
            supplier_id = each(shared.read_supplier_id, arguments)
            values = each(changes, arguments["input"])
        with refuse_as(shared.REFUSALS):
            return {"supplier": change_supplier(supplier_id, by=request.actor(info), **values)}
