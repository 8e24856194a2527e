"""stockWriteOff: goods were found broken where they lie."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api import stock
from storefront_schema import request, scalars
from storefront_schema.errors import collect
from storefront_schema.mutations.arguments import clean_id, clean_line, clean_text
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.mutations.stock import shared
from storefront_schema.types.stock import ConsignmentMovement

KEY_LENGTH = 64


class StockWriteOffInput(graphene.InputObjectType):
    class Meta:
        description = "Pieces to be written off."

    offer_id = graphene.ID(required=True, description="ID of the offer the goods belong to.")
    quantity = graphene.Int(required=True, description="How many.")
    reason = graphene.String(required=True, description="What happened to them. The supplier can read it.")
    lot_id = graphene.ID(description="ID of the lot they are of. Default: the oldest.")
    photo = scalars.upload_input(
        description="What the damage looks like: JPEG, PNG or WebP, as a part of a multipart request."
    )
    key = graphene.String(description="Your own name of this damage: sent again with it, nothing more is written off.")


class StockWriteOff(StaffMutation):
    class Meta:
        description = "Writes unsold pieces off, here and in the store."
        permissions = shared.PERMISSIONS

    class Arguments:
        input = StockWriteOffInput(required=True, description="The damage.")

    movements = graphene.List(
        graphene.NonNull(ConsignmentMovement),
        description="What was written off, of which lots; empty when the key was used before.",
    )

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        given = arguments["input"]
        lot_id = given.get("lot_id")
        with collect() as each:
            values: dict[str, Any] = {
                "offer_id": each(clean_id, "offerId", "Offer", given["offer_id"]),
                "lot_id": each(clean_id, "lotId", "ConsignmentLot", lot_id) if lot_id else None,
                "reason": each(clean_text, "reason", given["reason"]),
                "key": each(clean_line, "key", given.get("key"), required=False, longest=KEY_LENGTH),
                "photo": each(shared.photo_of, info, given),
            }
        with refuse_as(shared.REFUSALS):
            movements = stock.record_damage(**values, pieces=given["quantity"], by=request.actor(info))
        return {"movements": movements}
