"""pickupSchedule: the day on which the carrier comes."""

from __future__ import annotations

from typing import Any

import graphene

from odop_core.i18n import _
from odop_core.security.permissions import Permission
from odop_logistics import api as logistics
from storefront_schema import scalars
from storefront_schema.errors import Code, Refused
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.logistics.shared import read_reference, refuse_wrong_moment
from storefront_schema.types.pickups import Pickup


class PickupSchedule(StaffMutation):
    class Meta:
        description = (
            "Records the day on which the carrier comes, or another day instead. The suppliers are notified, and "
            "reminded the evening before."
        )
        permissions = (Permission.MANAGE_LOGISTICS,)

    class Arguments:
        id = graphene.ID(required=True, description="ID of the pickup.")
        date = scalars.date_argument(required=True, description="The Indian day, today or later.")

    pickup = graphene.Field(Pickup, description="The pickup as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        reference = read_reference(arguments["id"])
        try:
            with refuse_wrong_moment():
                return {"pickup": logistics.record_booked(reference, arguments["date"])}
        except logistics.DayIsOver as error:
            raise Refused("date", _("This day is over. Choose today or a later day."), Code.INVALID) from error
