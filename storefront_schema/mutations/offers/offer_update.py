"""offerUpdate: its rank among others, its terms, and whether new sales may use it."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.offers import change_offer
from storefront_schema import request
from storefront_schema.errors import collect
from storefront_schema.mutations.arguments import clean_id
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.offers import shared
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.types.offers import Offer


class OfferUpdateInput(graphene.InputObjectType):
    class Meta:
        description = "What to change of an offer; what is left out stays."

    product_id = graphene.ID(description="ID of the variant's product in the store.")
    agreement_id = graphene.ID(description="ID of the agreement.")
    priority = graphene.Int(description="Where several offers fit, the lowest number goes first.")
    low_stock_at = graphene.Int(
        description="The supplier is notified when fewer pieces than this are unsold; 0 for never."
    )
    is_active = graphene.Boolean(description="Whether new sales may use it.")


class OfferUpdate(StaffMutation):
    class Meta:
        description = "Changes an offer. What it supplies and from where stays: that would be another offer."
        permissions = shared.PERMISSIONS

    class Arguments:
        id = graphene.ID(required=True, description="ID of the offer.")
        input = OfferUpdateInput(required=True, description="What to change.")

    offer = graphene.Field(Offer, description="The offer as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        given = arguments["input"]
        with collect() as each:
            offer_id = each(clean_id, "id", "Offer", arguments["id"])
            product_id = each(shared.clean_optional_id, "productId", "Product", given, "product_id")
            agreement_id = each(shared.read_agreement_id, given)
            priority = each(shared.clean_whole_number, "priority", given.get("priority"))
            low_stock_at = each(shared.clean_whole_number, "lowStockAt", given.get("low_stock_at"))
        with refuse_as(shared.CHANGE_REFUSALS):
            offer = change_offer(
                offer_id,
                product_id=product_id,
                agreement_id=agreement_id,
                priority=priority,
                low_stock_at=low_stock_at,
                active=given.get("is_active"),
                by=request.actor(info),
            )
        return {"offer": offer}
