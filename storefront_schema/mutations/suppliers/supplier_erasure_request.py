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
    class Meta:
        description = (
            "Records that a supplier asks to be forgotten. Done at once for who never sold; otherwise held for as "
            "long as a law wants, with the reason, and then done by itself."
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
