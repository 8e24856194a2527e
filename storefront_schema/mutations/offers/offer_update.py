"""offerUpdate: its rank among others, and whether new sales may use it."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment import api as consignment
from odop_core.permissions import Permission
from storefront_schema import request
from storefront_schema.errors import Code
from storefront_schema.mutations import clean
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.offers.offer_create import priority
from storefront_schema.types.offers import Offer


class OfferUpdateInput(graphene.InputObjectType):
    class Meta:
        description = "What to change of an offer; what is left out stays."

    priority = graphene.Int(description="Where several offers fit, the lowest number goes first.")
    active = graphene.Boolean(description="Whether new sales may use it.")


class OfferUpdate(StaffMutation):
    class Meta:
        description = "Changes an offer. What it supplies and from where stays: that would be another offer."
        permissions = (Permission.MANAGE_CONSIGNMENT,)

    class Arguments:
        id = graphene.ID(required=True, description="ID of the offer.")
        input = OfferUpdateInput(required=True, description="What to change.")

    offer = graphene.Field(Offer, description="The offer as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        given = arguments["input"]
        offer_id = clean.number("id", "Offer", arguments["id"])
        with (
            clean.refusing("id", Code.NOT_FOUND, consignment.UnknownRow),
            clean.refusing("id", Code.INVALID, consignment.WrongChoice),
        ):
            offer = consignment.change_offer(
                offer_id, priority=priority(given), active=given.get("active"), by=request.who(info)
            )
        return {"offer": offer}
