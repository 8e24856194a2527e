"""provenanceClaimSet: where a product comes from."""

from __future__ import annotations

from typing import Any

import graphene

from odop_core.security.permissions import Permission
from odop_provenance import api as provenance
from storefront_schema import request
from storefront_schema.errors import collect
from storefront_schema.mutations.arguments import clean_artisan, clean_district, clean_store_id, clean_text
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.provenance import shared
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.types.review import ProvenanceClaim


class ProvenanceClaimSetInput(graphene.InputObjectType):
    class Meta:
        description = "Where a product comes from."

    product_id = graphene.ID(required=True, description="ID of the product in the store.")
    district = graphene.String(required=True, description="Slug of the district.")
    craft = graphene.String(
        description="Slug of the craft, which must be of that district. Without it: not on its ODOP list."
    )
    artisan = graphene.String(description="Slug of the artisan who makes it.")
    reason = graphene.String(description="Why. It stays on record; buyers never see it.")


class ProvenanceClaimSet(StaffMutation):
    class Meta:
        description = "Says where a product comes from; said again, the new word replaces the old."
        permissions = (Permission.MANAGE_PROVENANCE,)

    class Arguments:
        input = ProvenanceClaimSetInput(required=True, description="The claim.")

    claim = graphene.Field(ProvenanceClaim, description="The claim as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        given = arguments["input"]
        with collect() as each:
            product_id = each(clean_store_id, "productId", "Product", given["product_id"])
            district = each(clean_district, "district", given["district"])
            artisan = each(clean_artisan, "artisan", given.get("artisan"))
            why = each(clean_text, "reason", given.get("reason"), required=False)
        with refuse_as(shared.PLACE_REFUSALS):
            provenance.claim_origin(
                product_id,
                district_slug=district,
                craft_slug=given.get("craft"),
                artisan_slug=artisan or None,
                by=request.actor(info),
                why=why,
            )
        return shared.claim_now(info, product_id)
