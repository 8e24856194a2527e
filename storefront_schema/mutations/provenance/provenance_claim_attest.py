"""provenanceClaimAttest: the seller stands behind what was noted of a product."""

from __future__ import annotations

from typing import Any

import graphene

from odop_provenance import api as provenance
from storefront_schema import request
from storefront_schema.mutations import clean
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.provenance import reviewing
from storefront_schema.types.review import ProvenanceClaim


class ProvenanceClaimAttest(StaffMutation):
    class Meta:
        description = "Stands behind what was noted of a product's origin, as it is. Of a draft or an expired claim."
        permissions = reviewing.PERMISSIONS

    class Arguments:
        product_id = reviewing.product_argument()
        version = reviewing.version_argument()
        reason = reviewing.reason_argument("Why.", required=False)

    claim = graphene.Field(ProvenanceClaim, description="The claim as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        product_id = reviewing.product(arguments)
        why = clean.words("reason", arguments.get("reason"), required=False)
        with clean.refusing_as(reviewing.CLAIM_REFUSALS):
            provenance.confirm(product_id, by=request.who(info), why=why, version=arguments.get("version"))
        return reviewing.claim_now(info, product_id)
