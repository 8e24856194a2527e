"""offerCreate: who supplies a product variant, and from where."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment import api as consignment
from odop_core.permissions import Permission
from storefront_schema import request
from storefront_schema.errors import Code, Refused
from storefront_schema.mutations import clean
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.types.offers import Offer

LOWEST_RANK = 100_000


class OfferCreateInput(graphene.InputObjectType):
    class Meta:
        description = "A new offer."

    supplier_id = graphene.ID(required=True, description="ID of the supplier.")
    variant_id = graphene.ID(required=True, description="ID of the product variant in the store.")
    pickup_point_id = graphene.ID(required=True, description="ID of the store's warehouse where it is collected.")
    priority = graphene.Int(description="Where several offers fit, the lowest number goes first. Default: 100.")
    active = graphene.Boolean(description="Whether new sales may use it. Default: yes.")


class OfferCreate(StaffMutation):
    class Meta:
        description = "Says that a supplier supplies a product variant from a pickup point."
        permissions = (Permission.MANAGE_CONSIGNMENT,)

    class Arguments:
        input = OfferCreateInput(required=True, description="The offer.")

    offer = graphene.Field(Offer, description="The new offer.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        given = arguments["input"]
        rank, active = priority(given), given.get("active")
        with (
            clean.refusing("supplierId", Code.NOT_FOUND, consignment.UnknownRow),
            clean.refusing("variantId", Code.UNIQUE, consignment.AlreadyThere),
            clean.refusing("supplierId", Code.INVALID, consignment.WrongChoice),
        ):
            offer = consignment.create_offer(
                supplier_id=clean.number("supplierId", "Supplier", given["supplier_id"]),
                variant_id=clean.store_id("variantId", "ProductVariant", given["variant_id"]),
                pickup_point_id=clean.store_id("pickupPointId", "Warehouse", given["pickup_point_id"]),
                priority=100 if rank is None else rank,
                active=True if active is None else active,
                by=request.who(info),
            )
        return {"offer": offer}


def priority(given: dict[str, Any]) -> int | None:
    """Raises Refused."""
    rank: int | None = given.get("priority")
    if rank is not None and not 0 <= rank <= LOWEST_RANK:
        raise Refused("priority", f"Choose a number from 0 to {LOWEST_RANK}.", Code.INVALID)
    return rank
