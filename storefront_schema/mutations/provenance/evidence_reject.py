"""evidenceReject: a reviewer found that a file does not prove what it is to prove."""

from __future__ import annotations

from typing import Any

import graphene

from odop_provenance import api as provenance
from storefront_schema import request
from storefront_schema.mutations import clean
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.provenance import reviewing
from storefront_schema.types.review import ProvenanceEvidence


class EvidenceReject(StaffMutation):
    class Meta:
        description = "Finds that a piece of evidence does not prove the claim, or the registration."
        permissions = reviewing.PERMISSIONS

    class Arguments:
        id = graphene.ID(required=True, description="ID of the evidence.")
        reason = reviewing.reason_argument("Why it does not.")

    evidence = graphene.Field(ProvenanceEvidence, description="The evidence as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        number = clean.number("id", "ProvenanceEvidence", arguments["id"])
        why = clean.words("reason", arguments["reason"])
        with clean.refusing_as(reviewing.EVIDENCE_REFUSALS):
            return {"evidence": provenance.reject_evidence(number, by=request.who(info), why=why)}
