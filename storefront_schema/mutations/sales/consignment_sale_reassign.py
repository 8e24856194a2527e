"""consignmentSaleReassign: somebody else supplies a sale."""

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


class ConsignmentSaleReassign(StaffMutation):
    class Meta:
        description = (
            "Lets another offer supply a sale that is still with its supplier. The sale is called off, "
            "its supplier is notified, and another sale takes its place. A sale without a supplier stays the same."
        )
        permissions = shared.PERMISSIONS

    class Arguments:
        id = graphene.ID(required=True, description="ID of the sale.")
        offer_id = graphene.ID(required=True, description="ID of the offer, which must be of the same variant.")
        reason = graphene.String(description="Why. It stays on record.")

    sale = graphene.Field(ConsignmentSale, description="The sale that is now in force.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        with collect() as each:
            sale_id = each(clean_id, "id", "ConsignmentSale", arguments["id"])
            offer_id = each(clean_id, "offerId", "Offer", arguments["offer_id"])
            reason = each(clean_text, "reason", arguments.get("reason"), required=False)
        with refuse_as(shared.REFUSALS):
            standing = sales.reassign_sale(sale_id, offer_id, request.actor(info), reason)
        shared.sale_now(info, sale_id)
        return {"sale": shared.sale_now(info, standing.id)}
