"""Collections of sold goods by carriers."""

from __future__ import annotations

import graphene

from odop_core.security.permissions import Permission
from odop_logistics.api import PickupInfo, PickupState
from storefront_schema import scalars
from storefront_schema.guards import GuardedField
from storefront_schema.language import enum_of

PickupStateEnum = enum_of("PickupStateEnum", "How far a pickup has come.", PickupState)


class Pickup(graphene.ObjectType):
    class Meta:
        description = "One collection of sold goods by a carrier."

    reference = GuardedField(
        graphene.String,
        permissions=[Permission.MANAGE_LOGISTICS],
        description="Our name for it towards the carrier; null unless you may see it.",
    )
    state = graphene.Field(PickupStateEnum, required=True, description="How far it has come.")
    carrier = graphene.String(description="Who collects; null while nobody was asked.")
    tracking_number = graphene.String(description="The carrier's number for the parcel, once it was collected.")
    collected_at = scalars.date_time_field(description="When the carrier took the goods (UTC).")
    failure = GuardedField(
        graphene.String,
        permissions=[Permission.MANAGE_LOGISTICS],
        description="What went wrong and waits for a person, in words; null when nothing did.",
    )

    @staticmethod
    def resolve_carrier(root: PickupInfo, _info: graphene.ResolveInfo) -> str | None:
        return root.carrier or None

    @staticmethod
    def resolve_tracking_number(root: PickupInfo, _info: graphene.ResolveInfo) -> str | None:
        return root.tracking_number or None

    @staticmethod
    def resolve_failure(root: PickupInfo, _info: graphene.ResolveInfo) -> str | None:
        return root.failure or None
