"""provenanceClaimVerify: a reviewer found a claim true."""

from __future__ import annotations

from typing import Any

import graphene

from odop_provenance.api import claims
from storefront_schema import request, scalars
from storefront_schema.errors import collect
from storefront_schema.mutations.arguments import clean_text
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.provenance import shared
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.types.review import ProvenanceClaim


class ProvenanceClaimVerifyInput(graphene.InputObjectType):
    class Meta:
        description = "What a reviewer found."

    version = graphene.Int(
        required=True, description="The version of the claim that was looked at; if it has changed, nothing is done."
    )
    reason = graphene.String(required=True, description="What was checked. It stays on record; buyers never see it.")
    expires_on = scalars.date_input(
        description="The last Indian day of the verification. Default: as the plugin is set."
    )
    waiver = graphene.String(
        description="Why no evidence is needed. Without it, a piece of evidence must have been accepted."
    )


class ProvenanceClaimVerify(StaffMutation):
    class Meta:
        description = "Verifies what the seller says of a product's origin; a signed certificate follows."
        permissions = shared.PERMISSIONS

    class Arguments:
        product_id = shared.product_argument()
        input = ProvenanceClaimVerifyInput(required=True, description="What was found.")

    claim = graphene.Field(ProvenanceClaim, description="The claim as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        given = arguments["input"]
        with collect() as each:
            product_id = each(shared.read_product_id, arguments)
            why = each(clean_text, "reason", given["reason"])
            waiver = each(clean_text, "waiver", given.get("waiver"), required=False)
        with refuse_as(shared.CLAIM_REFUSALS):
            claims.verify_claim(
                product_id,
                by=request.actor(info),
                why=why,
                version=given["version"],
                expires_on=given.get("expires_on"),
                waiver=waiver,
            )
        return shared.claim_now(info, product_id)
