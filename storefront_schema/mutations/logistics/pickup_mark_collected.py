"""pickupMarkCollected: the carrier has the goods."""

from __future__ import annotations

from typing import Any

import graphene

from odop_core.i18n import _
from odop_core.security.permissions import Permission
from odop_logistics import api as logistics
from storefront_schema import request
from storefront_schema.errors import Code, Refused
from storefront_schema.mutations.arguments import AADHAAR, EMPTY
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.refusals import refuse
from storefront_schema.types.pickups import Pickup


class PickupMarkCollected(StaffMutation):
    class Meta:
        description = "Records that the carrier took the goods; the store then makes a fulfilment of it."
        permissions = (Permission.MANAGE_LOGISTICS,)

    class Arguments:
        reference = graphene.String(required=True, description="Our reference of the pickup.")
        tracking_number = graphene.String(required=True, description="The carrier's number for the parcel.")

    reads_itself = ("tracking_number",)
    pickup = graphene.Field(Pickup, description="The pickup as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        number = _tracking_number(arguments["tracking_number"])
        with (
            refuse("reference", Code.NOT_FOUND, logistics.UnknownPickup),
            refuse("reference", Code.INVALID_STATUS, logistics.WrongMoment),
        ):
            return {"pickup": logistics.record_collected(arguments["reference"], number, request.actor(info))}


def _tracking_number(text: str) -> str:
    if not text.strip():
        raise Refused("trackingNumber", EMPTY, Code.REQUIRED)
    try:
        return logistics.read_tracking_number(text)
    except logistics.LooksLikeAadhaar as error:
        raise Refused("trackingNumber", AADHAAR, Code.INVALID) from error
    except logistics.BadTrackingNumber as error:
        raise Refused("trackingNumber", _("This is no tracking number."), Code.INVALID) from error
