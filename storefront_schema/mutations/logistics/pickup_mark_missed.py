"""pickupMarkMissed: the carrier came and got nothing."""

from __future__ import annotations

from typing import Any

import graphene

from odop_core.security.permissions import Permission
from odop_logistics import api as logistics
from storefront_schema.errors import collect
from storefront_schema.mutations.arguments import clean_text
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.logistics.shared import read_reference, refuse_wrong_moment
from storefront_schema.types.pickups import Pickup


class PickupMarkMissed(StaffMutation):
    class Meta:
        description = (
            "Records that the carrier came and got nothing. The pickup waits for another day, the suppliers are "
            "notified, and the helpline asks them what happened."
        )
        permissions = (Permission.MANAGE_LOGISTICS,)

    class Arguments:
        id = graphene.ID(required=True, description="ID of the pickup.")
        reason = graphene.String(required=True, description="Why, in words; the helpline reads it.")

    pickup = graphene.Field(Pickup, description="The pickup as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        with collect() as each:
            reference = each(read_reference, arguments["id"])
            reason = each(clean_text, "reason", arguments["reason"])
        with refuse_wrong_moment():
            return {"pickup": logistics.record_missed(reference, reason)}
