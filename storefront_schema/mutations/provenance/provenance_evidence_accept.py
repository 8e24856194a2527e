"""provenanceEvidenceAccept: a reviewer found that a file proves what it is to prove."""

from __future__ import annotations

from typing import Any

import graphene

from odop_provenance.api import evidence as provenance_evidence
from storefront_schema import request
from storefront_schema.errors import collect
from storefront_schema.mutations.arguments import clean_id, clean_text
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.provenance import shared
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.types.review import ProvenanceEvidence


class ProvenanceEvidenceAccept(StaffMutation):
    class Meta:
        description = "Finds that a piece of evidence proves the claim, or the registration."
        permissions = shared.PERMISSIONS

    class Arguments:
        id = graphene.ID(required=True, description="ID of the evidence.")
        version = shared.version_argument()
        reason = shared.reason_argument("What was seen.", required=False)

    evidence = graphene.Field(ProvenanceEvidence, description="The evidence as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        with collect() as each:
            number = each(clean_id, "id", "ProvenanceEvidence", arguments["id"])
            why = each(clean_text, "reason", arguments.get("reason"), required=False)
        with refuse_as(shared.EVIDENCE_REFUSALS):
            found = provenance_evidence.accept_evidence(
                number, by=request.actor(info), why=why, version=arguments.get("version")
            )
        return {"evidence": found}
