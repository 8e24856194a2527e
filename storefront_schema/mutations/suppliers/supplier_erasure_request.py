"""supplierErasureRequest: a supplier asks to be forgotten."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.privacy import request_erasure
from storefront_schema import request
from storefront_schema.mutations import clean
from storefront_schema.mutations.base import OwnMutation
from storefront_schema.mutations.suppliers import taking_on
from storefront_schema.types.supplier_records import SupplierErasure


class SupplierErasureRequest(OwnMutation):
    class Meta:
        description = (
            "Records that a supplier asks to be forgotten. Done at once for who never sold; otherwise held for as "
            "long as a law wants, with the reason, and then done by itself."
        )
        permissions = taking_on.PERMISSIONS

    class Arguments:
        id = taking_on.supplier_argument()

    erasure = graphene.Field(SupplierErasure, description="What became of it.")

    @classmethod
    def whose(cls, info: graphene.ResolveInfo, **arguments: Any) -> list[int]:
        return [taking_on.number(arguments)]

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        with clean.refusing_as(taking_on.REFUSALS):
            return {"erasure": request_erasure(taking_on.number(arguments), by=request.who(info))}
