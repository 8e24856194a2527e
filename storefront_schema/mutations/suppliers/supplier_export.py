"""supplierExport: all that is kept of a supplier, for them to have (DPDP Act 2023, s.11)."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.privacy import export
from storefront_schema import request
from storefront_schema.mutations import clean
from storefront_schema.mutations.base import OwnMutation
from storefront_schema.mutations.suppliers import taking_on

OWN_WISH = "The supplier asked for their data."


class SupplierExport(OwnMutation):
    class Meta:
        description = "Gives all that is kept of a supplier, in clear. Who had it made, and why, is on record."
        permissions = taking_on.MAY_SEE

    class Arguments:
        id = taking_on.supplier_argument()
        reason = graphene.String(description=f'Why, in words. Default: "{OWN_WISH}"')

    json = graphene.String(description="All rows about the supplier, as JSON.")

    @classmethod
    def whose(cls, info: graphene.ResolveInfo, **arguments: Any) -> list[int]:
        return [taking_on.number(arguments)]

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        reason = arguments.get("reason") or OWN_WISH
        with clean.refusing_as(taking_on.REFUSALS):
            return {"json": export(taking_on.number(arguments), reason=reason, by=request.who(info))}
