"""provenanceClaimRevoke: taking back what was said of a product's origin."""

from __future__ import annotations

from typing import Any

import graphene

from odop_provenance.api import claims
from storefront_schema import request
from storefront_schema.errors import collect
from storefront_schema.mutations.arguments import clean_text
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.provenance import shared
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.store_types import store_field
from storefront_schema.types.review import ProvenanceClaim


class ProvenanceClaimRevoke(StaffMutation):
    class Meta:
        description = (
            "Revokes the claim of a product's origin. If it was verified, the verification was wrong: "
            "the serials of pieces sold under it become void."
        )
        permissions = shared.PERMISSIONS

    class Arguments:
        product_id = shared.product_argument()
        reason = shared.reason_argument("Why it is taken back.")
        version = shared.version_argument()

    product = store_field("Product", "product", "The product.")
    claim = graphene.Field(ProvenanceClaim, description="The claim as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        with collect() as each:
            product_id = each(shared.read_product_id, arguments)
            why = each(clean_text, "reason", arguments["reason"])
        with refuse_as(shared.CLAIM_REFUSALS):
            claims.revoke_claim(product_id, by=request.actor(info), why=why, version=arguments.get("version"))
        return {"product": product_id, **shared.claim_now(info, product_id)}
