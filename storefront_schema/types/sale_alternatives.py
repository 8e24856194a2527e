"""Who else could supply a sale."""

from __future__ import annotations

import graphene

from storefront_schema import loaders
from storefront_schema.resolvers import sentence_or_null
from storefront_schema.types.offers import Offer


class ConsignmentSaleAlternative(graphene.ObjectType):
    class Meta:
        description = "An offer of a sale's variant, and whether the sale can be given to it."

    offer = graphene.Field(
        Offer, required=True, resolver=loaders.Offer.resolver("offer_id"), description="The offer, with its supplier."
    )
    is_possible = graphene.Boolean(
        required=True, description="Whether `consignmentSaleReassign` would give the sale to it now."
    )
    reason = graphene.String(
        resolver=sentence_or_null("reason"),
        description="Why not, or what speaks against it though it is possible; null when nothing does.",
    )
    unsold_quantity = graphene.Int(required=True, source="unsold", description="Its pieces in stock.")
    has_enough = graphene.Boolean(required=True, description="Whether that is enough for the sale.")
    is_same_pickup_point = graphene.Boolean(
        required=True, source="is_same_point", description="Whether it is collected where the sale is now."
    )
