"""evidenceReject: a reviewer found that a file does not prove what it is to prove."""

from __future__ import annotations

from typing import Any

import graphene

from odop_provenance import api as provenance
from storefront_schema import request
from storefront_schema.mutations.arguments import clean_id, clean_text
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.provenance import shared
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.types.review import ProvenanceEvidence


class EvidenceReject(StaffMutation):
    class Meta:
        description = "Finds that a piece of evidence does not prove the claim, or the registration."
        permissions = shared.PERMISSIONS

    class Arguments:
        id = graphene.ID(required=True, description="ID of the evidence.")
        reason = shared.reason_argument("Why it does not.")

    evidence = graphene.Field(ProvenanceEvidence, description="The evidence as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        number = clean_id("id", "ProvenanceEvidence", arguments["id"])
        why = clean_text("reason", arguments["reason"])
        with refuse_as(shared.EVIDENCE_REFUSALS):
            return {"evidence": provenance.reject_evidence(number, by=request.actor(info), why=why)}
