"""evidenceErase: the file is deleted for good."""

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


class EvidenceErase(StaffMutation):
    class Meta:
        description = "Deletes the file of a piece of evidence for good. That there was one stays on record."
        permissions = shared.PERMISSIONS

    class Arguments:
        id = graphene.ID(required=True, description="ID of the evidence.")
        reason = shared.reason_argument("Why it is deleted.")

    evidence = graphene.Field(ProvenanceEvidence, description="The evidence as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        number = clean_id("id", "ProvenanceEvidence", arguments["id"])
        why = clean_text("reason", arguments["reason"])
        with refuse_as(shared.EVIDENCE_REFUSALS):
            return {"evidence": provenance.erase_evidence(number, by=request.actor(info), why=why)}
