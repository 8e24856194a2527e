"""Offers: who supplies which variant, from where, and whether goods may be sold under it today."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.offers import OfferInfo
from odop_core.security.permissions import Permission
from storefront_schema import loaders, scalars
from storefront_schema.connection import CountableConnection
from storefront_schema.metadata import IntegratedType
from storefront_schema.resolvers import sentence_or_null
from storefront_schema.store_types import store_field
from storefront_schema.types.actors import actor_field
from storefront_schema.types.agreements import Agreement, hide_draft
from storefront_schema.types.pickups import OdopPickupPoint
from storefront_schema.types.suppliers import Supplier


class OfferAvailability(graphene.ObjectType):
    class Meta:
        description = "Whether goods may be sold under an offer today."

    is_usable = graphene.Boolean(required=True, description="Whether they may.", source="usable")
    unavailable_reason = graphene.String(
        resolver=sentence_or_null("why"), description="Why not, and what to do; null when they may."
    )


class Offer(IntegratedType):
    class Meta:
        permissions = (Permission.MANAGE_CONSIGNMENT,)
        loader = loaders.Offer
        row = OfferInfo
        description = "That a supplier supplies a product variant from a pickup point, under an agreement."

    supplier = graphene.Field(
        Supplier, required=True, resolver=loaders.Supplier.resolver("supplier_id"), description="Who supplies it."
    )
    agreement = graphene.Field(Agreement, description="On whose terms; null while none is named.")
    variant = store_field("ProductVariant", "variant_id", "What is supplied.")
    product = store_field("Product", "product_id", "The product of the variant, if known.")
    pickup_point = graphene.Field(
        OdopPickupPoint,
        resolver=loaders.PickupPoint.resolver("pickup_point_id"),
        description="Where it is collected. Null where the store has it no longer.",
    )
    priority = graphene.Int(required=True, description="Where several offers fit, the lowest number goes first.")
    is_active = graphene.Boolean(required=True, description="Whether it is switched on for new sales.", source="active")
    availability = graphene.Field(
        OfferAvailability,
        required=True,
        resolver=loaders.StandingOfOffer.resolver(),
        description="Whether goods may be sold under it today, and if not why.",
    )
    low_stock_at = graphene.Int(
        required=True, description="The supplier is notified when fewer pieces than this are unsold; 0 for never."
    )
    updated_by = actor_field("Who last changed it.", "changed_by")
    created_at = scalars.date_time_field(required=True, description="When it was recorded (UTC).")
    updated_at = scalars.date_time_field(
        required=True, description="When it was last changed (UTC).", source="changed_at"
    )

    @staticmethod
    def resolve_agreement(root: OfferInfo, info: graphene.ResolveInfo) -> Any:
        if root.agreement_id is None:
            return None
        return loaders.Agreement.of(info).load(root.agreement_id).then(hide_draft(info))


class OfferCountableConnection(CountableConnection):
    class Meta:
        node = Offer
