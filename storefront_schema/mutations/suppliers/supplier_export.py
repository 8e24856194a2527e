"""supplierExport: all that is kept of a supplier, for them to have (DPDP Act 2023, s.11)."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.privacy import export_supplier
from storefront_schema import request
from storefront_schema.mutations.base import SupplierMutation
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.mutations.suppliers import shared

OWN_WISH = "The supplier asked for their data."


class SupplierExport(SupplierMutation):
    for_owners = True

    class Meta:
        description = "Gives all that is kept of a supplier, in clear. Who had it made, and why, is on record."
        permissions = shared.MAY_SEE

    class Arguments:
        id = shared.supplier_argument()
        reason = graphene.String(description=f'Why, in words. Default: "{OWN_WISH}"')

    json = graphene.String(description="All rows about the supplier, as JSON.")

    @classmethod
    def find_owners(cls, info: graphene.ResolveInfo, **arguments: Any) -> list[int]:
        return [shared.read_supplier_id(arguments)]

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        reason = arguments.get("reason") or OWN_WISH
        with refuse_as(shared.REFUSALS):
            return {"json": export_supplier(shared.read_supplier_id(arguments), reason=reason, by=request.actor(info))}
