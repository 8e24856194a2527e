"""provenanceEvidenceUpload: a photo or document as proof."""

from __future__ import annotations

from typing import Any

import graphene

from odop_provenance.api import evidence as provenance_evidence
from storefront_schema import request, scalars
from storefront_schema.errors import collect
from storefront_schema.mutations.arguments import clean_id, clean_store_id, clean_text, read_file
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.provenance import shared
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.types.review import EvidenceKindEnum, ProvenanceEvidence


class ProvenanceEvidenceUploadInput(graphene.InputObjectType):
    class Meta:
        description = "A file, and what it is to prove: a product's claim or the registration of a mark."

    file = scalars.upload_input(required=True, description="The file: JPEG, PNG, WebP or PDF.")
    kind = graphene.InputField(EvidenceKindEnum, required=True, description="What it is.")
    product_id = graphene.ID(description="ID of the product whose claim it is to prove.")
    mark_id = graphene.ID(description="ID of the registration it is to prove.")
    caption = graphene.String(description="What reviewers should know of it.")


class ProvenanceEvidenceUpload(StaffMutation):
    class Meta:
        description = (
            "Adds a photo or document as proof of a product's claim or of a registration. Must be sent as a multipart "
            "request (https://github.com/jaydenseric/graphql-multipart-request-spec). Photos are re-encoded "
            "without the data that cameras add; files that contain an Aadhaar number are refused."
        )
        permissions = shared.PERMISSIONS

    class Arguments:
        input = ProvenanceEvidenceUploadInput(required=True, description="The evidence.")

    evidence = graphene.Field(ProvenanceEvidence, description="The new evidence.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        given = arguments["input"]
        product, mark = given.get("product_id"), given.get("mark_id")
        with collect() as each:
            file = each(read_file, info, "file", given["file"])
            product_id = each(clean_store_id, "productId", "Product", product) if product else ""
            mark_id = each(clean_id, "markId", "ProvenanceMark", mark) if mark else None
            caption = each(clean_text, "caption", given.get("caption"), required=False)
        with refuse_as(shared.EVIDENCE_REFUSALS):
            evidence = provenance_evidence.add_evidence(
                file.file,
                file_name=file.name or "",
                kind=provenance_evidence.EvidenceKind(given["kind"]),
                by=request.actor(info),
                product_id=product_id,
                mark_id=mark_id,
                caption=caption,
            )
        return {"evidence": evidence}
