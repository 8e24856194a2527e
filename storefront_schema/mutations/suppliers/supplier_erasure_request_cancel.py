"""supplierErasureRequestCancel: the supplier changed their mind in time."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.privacy import erasures_by_id, withdraw_erasure
from storefront_schema import request
from storefront_schema.mutations.arguments import clean_id
from storefront_schema.mutations.base import SupplierMutation
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.mutations.suppliers import shared
from storefront_schema.types.supplier_records import SupplierErasure


class SupplierErasureRequestCancel(SupplierMutation):
    for_owners = True

    class Meta:
        description = "Takes back a wish to be forgotten that is still held."
        permissions = shared.PERMISSIONS

    class Arguments:
        id = graphene.ID(required=True, description="ID of the wish.")

    erasure = graphene.Field(SupplierErasure, description="What became of it.")

    @classmethod
    def find_owners(cls, info: graphene.ResolveInfo, **arguments: Any) -> list[int | None]:
        number = _number(arguments)
        found = erasures_by_id([number])
        return [found[number].supplier_id if number in found else None]

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        with refuse_as(shared.REFUSALS):
            return {"erasure": withdraw_erasure(_number(arguments), by=request.actor(info))}


def _number(arguments: dict[str, Any]) -> int:
    return clean_id("id", "SupplierErasure", arguments["id"])
