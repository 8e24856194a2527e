"""consignmentReturnInspect: somebody looked at what came back."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api import sales
from storefront_schema import request
from storefront_schema.mutations.arguments import clean_id
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.mutations.sales import shared
from storefront_schema.types.sale_records import ConsignmentReturn


class ConsignmentReturnInspect(StaffMutation):
    class Meta:
        description = (
            "Says of each piece that came back whether it is good. Good ones are for sale again, here and in the store."
        )
        permissions = shared.PERMISSIONS

    class Arguments:
        id = graphene.ID(required=True, description="ID of the return.")
        good = graphene.Int(required=True, description="Pieces fit to be sold again.")
        damaged = graphene.Int(required=True, description="Pieces that are not.")

    consignment_return = graphene.Field(ConsignmentReturn, description="The return as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        number = clean_id("id", "ConsignmentReturn", arguments["id"])
        with refuse_as(shared.REFUSALS):
            inspected = sales.inspect_return(
                number, good=arguments["good"], damaged=arguments["damaged"], by=request.actor(info)
            )
        shared.sale_now(info, inspected.sale_id)
        return {"consignment_return": inspected}
