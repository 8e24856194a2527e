"""offerCreate: who supplies a product variant, and from where."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.offers import create_offer
from storefront_schema import request
from storefront_schema.errors import collect
from storefront_schema.mutations.arguments import clean_id, clean_store_id
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.offers import shared
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.types.offers import Offer


class OfferFields:
    """What can be said of an offer besides what it supplies, and from where."""

    product_id = graphene.ID(description="ID of the variant's product in the store.")
    agreement_id = graphene.ID(description="ID of the agreement. Default: the supplier's only one in force.")
    priority = graphene.Int(description="Where several offers fit, the lowest number goes first. Default: 100.")
    low_stock_at = graphene.Int(
        description="The supplier is notified when fewer pieces than this are unsold. Default: 0, never."
    )
    is_active = graphene.Boolean(description="Whether new sales may use it. Default: yes.")


class OfferCreateInput(OfferFields, graphene.InputObjectType):
    class Meta:
        description = "A new offer."

    supplier_id = graphene.ID(required=True, description="ID of the supplier.")
    variant_id = graphene.ID(required=True, description="ID of the product variant in the store.")
    pickup_point_id = graphene.ID(required=True, description="ID of the store's warehouse where it is collected.")


class OfferCreate(StaffMutation):
    class Meta:
        description = (
            "Says that a supplier supplies a product variant from a pickup point. An active offer needs an approved "
            "supplier, a signed agreement in force, and no offer of the variant by another seller of record."
        )
        permissions = shared.PERMISSIONS
        atomic = False  # the store is asked

    class Arguments:
        input = OfferCreateInput(required=True, description="The offer.")

    offer = graphene.Field(Offer, description="The new offer.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        given = arguments["input"]
        active = given.get("is_active")
        with collect() as each:
            supplier_id = each(clean_id, "supplierId", "Supplier", given["supplier_id"])
            variant_id = each(clean_store_id, "variantId", "ProductVariant", given["variant_id"])
            point = each(shared.read_pickup_point, given["pickup_point_id"])
            product_id = each(shared.clean_optional_id, "productId", "Product", given, "product_id")
            agreement_id = each(shared.read_agreement_id, given)
            rank = each(shared.clean_whole_number, "priority", given.get("priority"))
            low_stock_at = each(shared.clean_whole_number, "lowStockAt", given.get("low_stock_at"))
        with refuse_as(shared.CREATE_REFUSALS):
            offer = create_offer(
                supplier_id=supplier_id,
                variant_id=variant_id,
                pickup_point_id=point,
                product_id=product_id or "",
                agreement_id=agreement_id,
                priority=100 if rank is None else rank,
                low_stock_at=low_stock_at or 0,
                active=True if active is None else active,
                by=request.actor(info),
            )
        return {"offer": offer}
