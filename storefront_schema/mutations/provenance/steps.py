"""Steps of a piece of evidence, and of a registration."""

from __future__ import annotations

import graphene

from odop_provenance.api import evidence, marks
from storefront_schema.mutations.act_on_one import ActOnOne
from storefront_schema.mutations.provenance import shared
from storefront_schema.types.review import ProvenanceEvidence, ProvenanceMark

ON_RECORD = "It stays on record, and buyers never see it."


class ActOnEvidence(ActOnOne):
    class Meta:
        abstract = True

    permissions = shared.PERMISSIONS
    row = "ProvenanceEvidence"
    id_description = "ID of the evidence."
    answer = "evidence"
    refusals = shared.EVIDENCE_REFUSALS
    evidence = graphene.Field(ProvenanceEvidence, description="The evidence as it now is.")


class ProvenanceEvidenceReject(ActOnEvidence):
    class Meta:
        description = "Finds that a piece of evidence does not prove the claim, or the registration."
        reason = f"Why it does not. {ON_RECORD}"

    @staticmethod
    def act(evidence_id: int, by: str, reason: str) -> evidence.EvidenceInfo:
        return evidence.reject_evidence(evidence_id, by=by, why=reason)


class ProvenanceEvidenceErase(ActOnEvidence):
    class Meta:
        description = "Deletes the file of a piece of evidence for good. That there was one stays on record."
        reason = f"Why it is deleted. {ON_RECORD}"

    @staticmethod
    def act(evidence_id: int, by: str, reason: str) -> evidence.EvidenceInfo:
        return evidence.erase_evidence(evidence_id, by=by, why=reason)


class ActOnMark(ActOnOne):
    class Meta:
        abstract = True

    permissions = shared.PERMISSIONS
    row = "ProvenanceMark"
    id_description = "ID of the registration."
    answer = "mark"
    refusals = shared.MARK_REFUSALS
    mark = graphene.Field(ProvenanceMark, description="The registration as it now is.")


class ProvenanceMarkReject(ActOnMark):
    class Meta:
        description = "Rejects a registration that has not been reviewed yet."
        reason = f"What is wrong. {ON_RECORD}"

    @staticmethod
    def act(mark_id: int, by: str, reason: str) -> marks.MarkInfo:
        return marks.refuse_mark(mark_id, by=by, why=reason)


class ProvenanceMarkRevoke(ActOnMark):
    class Meta:
        description = "Ends a verified registration before its time; its badges are gone at once."
        reason = f"Why it no longer holds. {ON_RECORD}"

    @staticmethod
    def act(mark_id: int, by: str, reason: str) -> marks.MarkInfo:
        return marks.withdraw_mark(mark_id, by=by, why=reason)
