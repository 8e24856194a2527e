"""evidenceAccept: a reviewer found that a file proves what it is to prove."""

from __future__ import annotations

from typing import Any

import graphene

from odop_provenance import api as provenance
from storefront_schema import request
from storefront_schema.mutations import clean
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.provenance import reviewing
from storefront_schema.types.review import ProvenanceEvidence


class EvidenceAccept(StaffMutation):
    class Meta:
        description = "Finds that a piece of evidence proves the claim, or the registration."
        permissions = reviewing.PERMISSIONS

    class Arguments:
        id = graphene.ID(required=True, description="ID of the evidence.")
        version = reviewing.version_argument()
        reason = reviewing.reason_argument("What was seen.", required=False)

    evidence = graphene.Field(ProvenanceEvidence, description="The evidence as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        number = clean.number("id", "ProvenanceEvidence", arguments["id"])
        why = clean.words("reason", arguments.get("reason"), required=False)
        with clean.refusing_as(reviewing.EVIDENCE_REFUSALS):
            found = provenance.accept_evidence(number, by=request.who(info), why=why, version=arguments.get("version"))
        return {"evidence": found}
