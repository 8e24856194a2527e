"""provenanceClaimBulkUpdate: attesting or verifying thousands of products in one call."""

from __future__ import annotations

from typing import Any

import graphene

from odop_core.i18n import _
from odop_provenance.api import reviews
from storefront_schema import request, scalars
from storefront_schema.errors import Code, Refused, at_place, collect, too_few_or_many
from storefront_schema.mutations.arguments import clean_store_id, clean_text
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.provenance import shared
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.types.review import BulkActionEnum, ProvenanceBulkJob

MOST_AT_ONCE = 10_000


class ProvenanceClaimBulkUpdateInput(graphene.InputObjectType):
    class Meta:
        description = "What to do with which products."

    action = graphene.InputField(BulkActionEnum, required=True, description="What to do.")
    product_ids = graphene.List(
        graphene.NonNull(graphene.ID),
        required=True,
        description=f"IDs of the products in the store, at most {MOST_AT_ONCE:,}.",
    )
    reason = graphene.String(required=True, description="What was checked. It stays on record; buyers never see it.")
    waiver = graphene.String(description="To verify: why no evidence is needed, where none was accepted.")
    expires_on = scalars.date_input(description="To verify: the last Indian day of the verification.")


class ProvenanceClaimBulkUpdate(StaffMutation):
    class Meta:
        description = (
            "Attests or verifies many products in the background; `provenanceBulkJob` shows its "
            "progress. Claims that change after this call are not touched, and are listed as refused."
        )
        permissions = shared.PERMISSIONS

    class Arguments:
        input = ProvenanceClaimBulkUpdateInput(required=True, description="What to do.")

    job = graphene.Field(ProvenanceBulkJob, description="The review that has begun.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        given = arguments["input"]
        if not 1 <= len(given["product_ids"]) <= MOST_AT_ONCE:
            raise Refused(
                "productIds",
                _("Name at least 1 and at most {most} products.", most=MOST_AT_ONCE),
                too_few_or_many(given["product_ids"]),
            )
        with collect() as each:
            products = [each(_product, place, product_id) for place, product_id in enumerate(given["product_ids"])]
            why = each(clean_text, "reason", given["reason"])
            waiver = each(clean_text, "waiver", given.get("waiver"), required=False)
        with refuse_as({reviews.BulkRefused: ("productIds", Code.INVALID), **shared.CLAIM_REFUSALS}):
            review = reviews.start_bulk_review(
                reviews.BulkAction(given["action"]),
                products,
                by=request.actor(info),
                why=why,
                waiver=waiver,
                expires_on=given.get("expires_on"),
            )
        return {"job": review}


def _product(place: int, product_id: str) -> str:
    with at_place("productIds", place):
        return clean_store_id("productIds", "Product", product_id)
