"""Offers: who supplies which variant, from where, and whether goods may be sold under it today."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api import OfferInfo
from odop_consignment.api.offers import PickupPoint
from storefront_schema import ids, loaders, scalars
from storefront_schema.connection import CountableConnection
from storefront_schema.language import translate
from storefront_schema.types.agreements import Agreement
from storefront_schema.types.supplier_records import BY
from storefront_schema.types.suppliers import Supplier


class OfferStanding(graphene.ObjectType):
    class Meta:
        description = "Whether goods may be sold under an offer today."

    usable = graphene.Boolean(required=True, description="Whether they may.")
    why = graphene.String(description="Why not, and what to do; null when they may.")

    @staticmethod
    def resolve_why(root: Any, info: graphene.ResolveInfo) -> str | None:
        return translate(info, root.why) or None


class Offer(graphene.ObjectType):
    class Meta:
        description = "That a supplier supplies a product variant from a pickup point, under an agreement."

    id = graphene.ID(required=True, description="The ID of the offer.")
    supplier_id = graphene.ID(required=True, description="The ID of the supplier.")
    supplier = graphene.Field(Supplier, required=True, description="Who supplies it.")
    agreement = graphene.Field(Agreement, description="On whose terms; null while none is named.")
    variant_id = graphene.ID(required=True, description="The ID of the product variant in the store.")
    product_id = graphene.ID(description="The ID of its product, if it was told.")
    pickup_point_id = graphene.ID(required=True, description="The ID of the store's warehouse where it is collected.")
    priority = graphene.Int(required=True, description="Where several offers fit, the lowest number goes first.")
    active = graphene.Boolean(required=True, description="Whether new sales may use it, as somebody set it.")
    standing = graphene.Field(
        OfferStanding, required=True, description="Whether goods may be sold under it today, and if not why."
    )
    low_stock_at = graphene.Int(
        required=True, description="The supplier is told when fewer pieces than this are unsold; 0 for never."
    )
    changed_by = graphene.String(required=True, description=BY)
    changed_at = scalars.date_time_field(required=True, description="When it was last changed (UTC).")

    @staticmethod
    def resolve_id(root: OfferInfo, _info: graphene.ResolveInfo) -> str:
        return ids.make("Offer", root.id)

    @staticmethod
    def resolve_supplier_id(root: OfferInfo, _info: graphene.ResolveInfo) -> str:
        return ids.make("Supplier", root.supplier_id)

    @staticmethod
    def resolve_supplier(root: OfferInfo, info: graphene.ResolveInfo) -> Any:
        return loaders.Supplier.of(info).load(root.supplier_id)

    @staticmethod
    def resolve_agreement(root: OfferInfo, info: graphene.ResolveInfo) -> Any:
        return None if root.agreement_id is None else loaders.Agreement.of(info).load(root.agreement_id)

    @staticmethod
    def resolve_product_id(root: OfferInfo, _info: graphene.ResolveInfo) -> str | None:
        return root.product_id or None

    @staticmethod
    def resolve_standing(root: OfferInfo, info: graphene.ResolveInfo) -> Any:
        return loaders.StandingOfOffer.of(info).load(root.id)


class OfferCountableConnection(CountableConnection):
    class Meta:
        node = Offer


class OdopPickupPoint(graphene.ObjectType):
    class Meta:
        description = "A warehouse of the store, where goods are collected."

    id = graphene.ID(required=True, description="The ID of the warehouse in the store.")
    name = graphene.String(required=True, description="What it is called.")
    city = graphene.String(required=True, description="The city it is in.")
    postal_code = graphene.String(required=True, description="Its PIN code.")

    @staticmethod
    def resolve_city(root: PickupPoint, _info: graphene.ResolveInfo) -> str:
        return root.address.city

    @staticmethod
    def resolve_postal_code(root: PickupPoint, _info: graphene.ResolveInfo) -> str:
        return root.address.postal_code
