"""provenanceClaimAttest: the seller attests what was noted of a product."""

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
from storefront_schema.types.review import ProvenanceClaim


class ProvenanceClaimAttest(StaffMutation):
    class Meta:
        description = "Attests the origin noted for a product, as it is now. The claim must be a draft or expired."
        permissions = shared.PERMISSIONS

    class Arguments:
        product_id = shared.product_argument()
        version = shared.version_argument()
        reason = shared.reason_argument("Why.", required=False)

    claim = graphene.Field(ProvenanceClaim, description="The claim as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        with collect() as each:
            product_id = each(shared.read_product_id, arguments)
            why = each(clean_text, "reason", arguments.get("reason"), required=False)
        with refuse_as(shared.CLAIM_REFUSALS):
            claims.confirm_claim(product_id, by=request.actor(info), why=why, version=arguments.get("version"))
        return shared.claim_now(info, product_id)
