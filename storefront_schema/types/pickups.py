"""Collections of sold goods by carriers."""

from __future__ import annotations

import graphene

from odop_core.security.permissions import Permission
from odop_logistics.api import PickupState
from storefront_schema import loaders, scalars
from storefront_schema.connection import CountableConnection
from storefront_schema.guards import GuardedField
from storefront_schema.interfaces import NodeType
from storefront_schema.language import enum_of
from storefront_schema.resolvers import attribute, text_or_null
from storefront_schema.store_types import store_options, store_type
from storefront_schema.types.fields import list_of

STAFF = (Permission.MANAGE_LOGISTICS,)
PickupStatusEnum = enum_of("PickupStatusEnum", "How far a pickup has come.", PickupState)


class OdopPickupPoint(graphene.ObjectType):
    class Meta:
        description = "A warehouse of the store, where goods are collected."

    id = graphene.ID(required=True, description="The ID of the warehouse in the store.")
    name = graphene.String(required=True, description="What it is called.")
    city = graphene.String(required=True, resolver=attribute("address.city"), description="The city it is in.")
    postal_code = graphene.String(required=True, resolver=attribute("address.postal_code"), description="Its PIN code.")
    street_address_1 = graphene.String(
        resolver=text_or_null("address.street_address_1"), description="The first line of its address."
    )
    street_address_2 = graphene.String(
        resolver=text_or_null("address.street_address_2"), description="The second line of its address."
    )
    country_area = graphene.String(resolver=text_or_null("address.country_area"), description="The State it is in.")
    phone = graphene.String(resolver=text_or_null("address.phone"), description="Its telephone number.")


class Pickup(NodeType):
    class Meta:
        description = "One collection of sold goods by a carrier."

    pickup_on = scalars.date_field(description="The Indian day on which the carrier comes; null while none is named.")
    order = GuardedField(store_type("Order"), permissions=STAFF, **store_options("Order", "order_id", "The order."))
    order_number = GuardedField(graphene.String, permissions=STAFF, description="The number of the order.")
    pickup_point = GuardedField(
        OdopPickupPoint,
        permissions=STAFF,
        resolver=loaders.PickupPoint.resolver("pickup_point_id"),
        description="Where the goods wait; null if the store no longer has this warehouse.",
    )
    sales = GuardedField(
        list_of("storefront_schema.types.sales.ConsignmentSale"),
        permissions=STAFF,
        resolver=loaders.SalesOfPickup.resolver(),
        description="The sales whose goods are collected.",
    )
    created_at = GuardedField(
        scalars.scalar("DateTime"), permissions=STAFF, description="When the pickup was asked for (UTC)."
    )
    delivered_at = GuardedField(
        scalars.scalar("DateTime"), permissions=STAFF, description="Since when the buyer has the goods (UTC)."
    )
    reference = GuardedField(
        graphene.String,
        permissions=STAFF,
        description="Our name for it towards the carrier; null unless you may see it.",
    )
    status = graphene.Field(PickupStatusEnum, required=True, description="How far it has come.", source="state")
    carrier = graphene.String(
        resolver=text_or_null("carrier"), description="Who collects; null until a carrier was asked."
    )
    tracking_number = graphene.String(
        resolver=text_or_null("tracking_number"),
        description="The carrier's number for the parcel, once it was collected.",
    )
    collected_at = scalars.date_time_field(description="When the carrier took the goods (UTC).")
    failure = GuardedField(
        graphene.String,
        permissions=STAFF,
        resolver=text_or_null("failure"),
        description="What went wrong and waits for a person, in words; null when nothing did.",
    )


class PickupCountableConnection(CountableConnection):
    class Meta:
        node = Pickup
