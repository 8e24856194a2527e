"""supplierErasureRequest: a supplier asks to be forgotten."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.privacy import request_erasure
from storefront_schema import request
from storefront_schema.mutations.base import SupplierMutation
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.mutations.suppliers import shared
from storefront_schema.types.supplier_records import SupplierErasure


class SupplierErasureRequest(SupplierMutation):
    for_owners = True

    class Meta:
        description = (
            "Records a supplier's request for erasure. It is carried out at once if they never sold "
            "anything. Otherwise it is held, with the reason, for as long as the law requires, and is then carried "
            "out automatically."
        )
        permissions = shared.PERMISSIONS

    class Arguments:
        id = shared.supplier_argument()

    erasure = graphene.Field(SupplierErasure, description="What became of it.")

    @classmethod
    def find_owners(cls, info: graphene.ResolveInfo, **arguments: Any) -> list[int]:
        return [shared.read_supplier_id(arguments)]

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        with refuse_as(shared.REFUSALS):
            return {"erasure": request_erasure(shared.read_supplier_id(arguments), by=request.actor(info))}
