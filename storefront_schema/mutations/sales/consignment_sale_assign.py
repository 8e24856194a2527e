"""consignmentSaleAssign: who supplies a sale that found no supplier by itself."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api import sales
from storefront_schema import request
from storefront_schema.errors import collect
from storefront_schema.mutations.arguments import clean_id
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.mutations.sales import shared
from storefront_schema.types.sales import ConsignmentSale


class ConsignmentSaleAssign(StaffMutation):
    class Meta:
        description = "Chooses by hand which offer supplies an unassigned sale; its supplier is then notified."
        permissions = shared.PERMISSIONS

    class Arguments:
        id = graphene.ID(required=True, description="ID of the unassigned sale.")
        offer_id = graphene.ID(required=True, description="ID of the offer, which must be of the same variant.")

    sale = graphene.Field(ConsignmentSale, description="The sale as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        with collect() as each:
            sale_id = each(clean_id, "id", "ConsignmentSale", arguments["id"])
            offer_id = each(clean_id, "offerId", "Offer", arguments["offer_id"])
        with refuse_as(shared.REFUSALS):
            sales.assign_sale(sale_id, offer_id, request.actor(info))
        return {"sale": shared.sale_now(info, sale_id)}
