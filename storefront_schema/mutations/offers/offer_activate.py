"""offerActivate: new sales may use it."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.offers import activate_offer
from storefront_schema import request
from storefront_schema.mutations.arguments import clean_id
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.offers import shared
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.types.offers import Offer


class OfferActivate(StaffMutation):
    class Meta:
        description = "Lets new sales use an offer. Refused, saying why, unless goods may be sold under it today."
        permissions = shared.PERMISSIONS

    class Arguments:
        id = graphene.ID(required=True, description="ID of the offer.")

    offer = graphene.Field(Offer, description="The offer as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        offer_id = clean_id("id", "Offer", arguments["id"])
        with refuse_as(shared.CHANGE_REFUSALS):
            return {"offer": activate_offer(offer_id, by=request.actor(info))}
