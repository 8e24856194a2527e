"""Collections of sold goods by carriers."""

from __future__ import annotations

import graphene

from odop_core.security.permissions import Permission
from odop_logistics.api import PickupState
from storefront_schema import scalars
from storefront_schema.guards import GuardedField
from storefront_schema.language import enum_of
from storefront_schema.resolvers import text_or_null

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
    carrier = graphene.String(
        resolver=text_or_null("carrier"), description="Who collects; null while nobody was asked."
    )
    tracking_number = graphene.String(
        resolver=text_or_null("tracking_number"),
        description="The carrier's number for the parcel, once it was collected.",
    )
    collected_at = scalars.date_time_field(description="When the carrier took the goods (UTC).")
    failure = GuardedField(
        graphene.String,
        permissions=[Permission.MANAGE_LOGISTICS],
        resolver=text_or_null("failure"),
        description="What went wrong and waits for a person, in words; null when nothing did.",
    )
