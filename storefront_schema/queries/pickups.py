"""What staff ask of pickups: which are to be arranged, which come on a day, which failed."""

from __future__ import annotations

from typing import Any

import graphene

from odop_core.security.permissions import Permission
from odop_logistics import api as logistics
from storefront_schema import loaders, request, scalars
from storefront_schema.connection import page, page_arguments
from storefront_schema.guards import GuardedField
from storefront_schema.queries.arguments import read_id, read_values
from storefront_schema.types.pickups import Pickup, PickupCountableConnection, PickupStatusEnum

PERMISSIONS = (Permission.MANAGE_LOGISTICS,)


class PickupWhereInput(graphene.InputObjectType):
    class Meta:
        description = "Which pickups to list. What is left out does not matter. Days are Indian days."

    statuses = graphene.List(graphene.NonNull(PickupStatusEnum), description="Only those in these states.")
    order_id = graphene.ID(description="Only those of this order of the store's.")
    pickup_point_id = graphene.ID(description="Only those at this warehouse of the store's.")
    has_day = graphene.Boolean(description="Only those for which a day is named, or is not.")
    day_from = scalars.date_input(description="Only those for which the carrier comes on this day or later.")
    day_until = scalars.date_input(description="Only those for which the carrier comes on this day or earlier.")


class PickupQueries(graphene.ObjectType):
    class Meta:
        description = "What may be asked of pickups."

    pickups = GuardedField(
        PickupCountableConnection,
        args={
            "where": graphene.Argument(PickupWhereInput, description="Which ones."),
            **page_arguments(newest_first=True),
        },
        permissions=PERMISSIONS,
        description="Collections of sold goods.",
    )
    pickup = GuardedField(
        Pickup,
        id=graphene.ID(required=True, description="ID of the pickup."),
        permissions=PERMISSIONS,
        description="One pickup; null if there is none of this ID.",
    )

    @staticmethod
    def resolve_pickups(_root: Any, info: graphene.ResolveInfo, where: Any = None, **paging: Any) -> Any:
        given, using = where or {}, request.database(info)
        wanted = logistics.WantedPickups(
            states=read_values(given, "statuses"),
            order_id=given.get("order_id"),
            pickup_point_id=given.get("pickup_point_id"),
            has_day=given.get("has_day"),
            day_from=given.get("day_from"),
            day_until=given.get("day_until"),
        )
        return page(
            PickupCountableConnection,
            paging,
            read=lambda window: logistics.pickups(wanted, window, using),
            count=lambda: logistics.count_pickups(wanted, using),
            newest_first=True,
        )

    @staticmethod
    def resolve_pickup(_root: Any, info: graphene.ResolveInfo, id: str) -> Any:
        return loaders.Pickup.of(info).load(read_id("Pickup", id))
