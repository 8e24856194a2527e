"""consignmentSaleResolveIssue: somebody looked at it."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api import sales
from storefront_schema import request
from storefront_schema.errors import collect
from storefront_schema.mutations.arguments import clean_id, clean_text
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.mutations.sales import shared
from storefront_schema.types.sales import ConsignmentSale


class ConsignmentSaleResolveIssue(StaffMutation):
    class Meta:
        description = "Says what was done about a sale that was in trouble. The same trouble is not brought up again."
        permissions = shared.PERMISSIONS

    class Arguments:
        id = graphene.ID(required=True, description="ID of the sale.")
        remark = graphene.String(required=True, description="What was done about it. It stays on record.")

    sale = graphene.Field(ConsignmentSale, description="The sale as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        with collect() as each:
            sale_id = each(clean_id, "id", "ConsignmentSale", arguments["id"])
            remark = each(clean_text, "remark", arguments["remark"])
        with refuse_as(shared.REFUSALS):
            sales.clear_issue(sale_id, request.actor(info), remark)
        return {"sale": shared.sale_now(info, sale_id)}
