"""Counts by hand of what lies at a pickup point, and where our numbers and the store's differ. Staff only."""

from __future__ import annotations

import graphene
from graphene.relay import PageInfo

from odop_consignment.api import stock
from storefront_schema import loaders, scalars
from storefront_schema.connection import CountableConnection
from storefront_schema.interfaces import NodeType
from storefront_schema.language import enum_of
from storefront_schema.store_types import store_field
from storefront_schema.types.actors import actor_field
from storefront_schema.types.pickups import OdopPickupPoint

CountStatusEnum = enum_of(
    "StockCountStatusEnum",
    "How far a count by hand has come.",
    stock.CountState,
    {stock.CountState.SETTLED: "COMPLETED", stock.CountState.DROPPED: "CANCELLED"},
)
CauseEnum = enum_of("StockDifferenceCauseEnum", "Why the store's number differs from ours.", stock.Cause)


class StockCountLine(graphene.ObjectType):
    class Meta:
        description = "Of one offer so many pieces lay there."

    offer = graphene.Field(
        "storefront_schema.types.offers.Offer",
        required=True,
        resolver=loaders.Offer.resolver("offer_id"),
        description="The offer.",
    )
    variant = store_field("ProductVariant", "variant_id", "The product variant.")
    expected = graphene.Int(
        required=True, description="What we thought when it was entered, sold pieces not yet collected included."
    )
    counted = graphene.Int(required=True, description="What was counted.")
    difference = graphene.Int(required=True, description="More (or, negative, fewer) pieces than we thought.")


class StockCount(NodeType):
    class Meta:
        description = "A count by hand of what lies at a pickup point."

    pickup_point = graphene.Field(
        OdopPickupPoint,
        resolver=loaders.PickupPoint.resolver("pickup_point_id"),
        description="Where it is counted. Null where the store has it no longer.",
    )
    status = graphene.Field(CountStatusEnum, required=True, description="How far it has come.", source="state")
    created_by = actor_field("Who counts.", "counted_by")
    created_at = scalars.date_time_field(
        required=True, description="When the count was begun (UTC).", source="counted_at"
    )
    completed_by = actor_field("Who accepted the differences; null until then.", "settled_by", required=False)
    completed_at = scalars.date_time_field(description="When they were booked (UTC).", source="settled_at")
    remark = graphene.String(required=True, description="A remark; may be empty.")
    lines = graphene.List(
        graphene.NonNull(StockCountLine),
        required=True,
        resolver=loaders.LinesOfCount.resolver(),
        description="What was counted, in the order it was entered.",
    )


class StockCountCountableConnection(CountableConnection):
    class Meta:
        node = StockCount


class StockDifferenceReason(graphene.ObjectType):
    class Meta:
        description = "Why the store has so many pieces more (or, negative, fewer) than we do."

    cause = graphene.Field(CauseEnum, required=True, description="The cause.")
    quantity = graphene.Int(required=True, description="How many pieces it explains.", source="pieces")


class StockDifference(graphene.ObjectType):
    class Meta:
        description = "Our unsold pieces of a variant at a pickup point are not as many as the store's."

    variant = store_field("ProductVariant", "variant_id", "The product variant.")
    pickup_point = graphene.Field(
        OdopPickupPoint,
        resolver=loaders.PickupPoint.resolver("pickup_point_id"),
        description="Where they lie. Null where the store has it no longer.",
    )
    ours = graphene.Int(required=True, description="Unsold pieces by our notes.")
    store_quantity = graphene.Int(description="Pieces the store has; null where it does not stock the variant there.")
    store_allocated = graphene.Int(description="Of these, what it has promised to buyers.")
    store_unsold = graphene.Int(description="The rest, to be compared with ours.")
    quantity = graphene.Int(
        required=True, description="How many more the store has; negative when it has fewer.", source="pieces"
    )
    reasons = graphene.List(
        graphene.NonNull(StockDifferenceReason), required=True, description="What is known to make the difference."
    )


class StockDifferenceEdge(graphene.ObjectType):
    class Meta:
        description = "One difference of a list."

    node = graphene.Field(StockDifference, required=True, description="The difference.")
    cursor = graphene.String(required=True, description="Its cursor in the list.")


class StockDifferenceConnection(graphene.ObjectType):
    class Meta:
        description = (
            "A part of the differences. They are computed while they are read: there is no total, and "
            "a page can be empty although there is a next one. Continue after its `endCursor`."
        )

    edges = graphene.List(graphene.NonNull(StockDifferenceEdge), required=True, description="The items of this part.")
    page_info = graphene.Field(PageInfo, required=True, description="Whether there is more, and where to go on.")
