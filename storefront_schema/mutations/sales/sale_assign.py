"""saleAssign: who supplies a sale that found no supplier by itself."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api import sales
from storefront_schema import request
from storefront_schema.mutations import clean
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.sales import refusing
from storefront_schema.types.sales import ConsignmentSale


class SaleAssign(StaffMutation):
    class Meta:
        description = "Says by hand which offer supplies an unassigned sale; the maker is then told."
        permissions = refusing.PERMISSIONS

    class Arguments:
        id = graphene.ID(required=True, description="ID of the unassigned sale.")
        offer_id = graphene.ID(required=True, description="ID of the offer, which must be of the same variant.")

    sale = graphene.Field(ConsignmentSale, description="The sale as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        sale_id = clean.number("id", "ConsignmentSale", arguments["id"])
        offer_id = clean.number("offerId", "Offer", arguments["offer_id"])
        with clean.refusing_as(refusing.REFUSALS):
            sales.assign_sale(sale_id, offer_id, request.who(info))
        return {"sale": refusing.sale_now(info, sale_id)}
