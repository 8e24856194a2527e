"""What staff ask of pickups: which are to be arranged, which come on a day, which failed."""

from __future__ import annotations

from typing import Any

import graphene

from odop_core.security.permissions import Permission
from odop_logistics import api as logistics
from storefront_schema import loaders
from storefront_schema.guards import GuardedField
from storefront_schema.list_field import list_field
from storefront_schema.queries.arguments import read_id
from storefront_schema.types.pickups import Pickup, PickupCountableConnection

PERMISSIONS = (Permission.MANAGE_LOGISTICS,)


class PickupQueries(graphene.ObjectType):
    class Meta:
        description = "What may be asked of pickups."

    pickups = list_field(
        logistics.PICKUPS,
        PickupCountableConnection,
        permissions=PERMISSIONS,
        description="Collections of sold goods, newest first.",
    )
    pickup = GuardedField(
        Pickup,
        id=graphene.ID(required=True, description="ID of the pickup."),
        permissions=PERMISSIONS,
        description="One pickup; null if there is none of this ID.",
    )

    @staticmethod
    def resolve_pickup(_root: Any, info: graphene.ResolveInfo, id: str) -> Any:
        return loaders.Pickup.of(info).load(read_id("Pickup", id))
