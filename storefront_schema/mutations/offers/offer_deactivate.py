"""offerDeactivate: new sales may not use it."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.offers import deactivate_offer
from storefront_schema import request
from storefront_schema.mutations.arguments import clean_id
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.offers import shared
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.types.offers import Offer


class OfferDeactivate(StaffMutation):
    class Meta:
        description = "Keeps new sales from using an offer. What was sold stays."
        permissions = shared.PERMISSIONS

    class Arguments:
        id = graphene.ID(required=True, description="ID of the offer.")

    offer = graphene.Field(Offer, description="The offer as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        offer_id = clean_id("id", "Offer", arguments["id"])
        with refuse_as(shared.CHANGE_REFUSALS):
            return {"offer": deactivate_offer(offer_id, by=request.actor(info))}
