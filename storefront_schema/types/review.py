"""What reviewers work with: claims and their steps, evidence, registrations of marks, bulk reviews. Staff only."""

from __future__ import annotations

from typing import Any

import graphene

from odop_provenance.api import reviews
from odop_provenance.api.evidence import EvidenceKind, EvidenceState
from odop_provenance.api.marks import MarkState
from odop_provenance.api.reviews import BulkAction, BulkState
from storefront_schema import loaders, scalars
from storefront_schema.connection import CountableConnection
from storefront_schema.interfaces import NodeType
from storefront_schema.language import enum_of
from storefront_schema.resolvers import text_or_null
from storefront_schema.store_types import store_field
from storefront_schema.types.actors import actor_field
from storefront_schema.types.places import Artisan, Craft, District
from storefront_schema.types.provenance import Provenance, ProvenanceMarkKindEnum, ProvenanceStatusEnum

EvidenceKindEnum = enum_of("ProvenanceEvidenceKindEnum", "What a file of evidence is.", EvidenceKind)
EvidenceStatusEnum = enum_of("ProvenanceEvidenceStatusEnum", "What a reviewer made of evidence.", EvidenceState)
MarkStatusEnum = enum_of(
    "ProvenanceMarkStatusEnum",
    "How far a registration was checked.",
    MarkState,
    {MarkState.REFUSED: "REJECTED", MarkState.WITHDRAWN: "REVOKED"},
)
BulkActionEnum = enum_of("ProvenanceBulkActionEnum", "What is done to many claims at once.", BulkAction)
BulkStatusEnum = enum_of(
    "ProvenanceBulkJobStatusEnum", "How far a bulk review has come.", BulkState, {BulkState.FINISHED: "SUCCESS"}
)


class ProvenanceClaimEvent(graphene.ObjectType):
    class Meta:
        description = (
            "One step in the history of a claim. If both states are the same, the content of the claim was changed."
        )

    from_status = graphene.Field(
        ProvenanceStatusEnum,
        resolver=text_or_null("from_state"),
        description="The state before; null for the first step.",
    )
    to_status = graphene.Field(ProvenanceStatusEnum, required=True, description="The state after.", source="to_state")
    created_by = actor_field("Who did it.", "by")
    created_at = scalars.date_time_field(required=True, description="When (UTC).", source="at")
    reason = graphene.String(required=True, source="why", description="Why, in words; may be empty.")


class ProvenanceEvidenceLink(graphene.ObjectType):
    class Meta:
        description = (
            "A link to a file of evidence. It expires after some minutes; anyone who has it until then "
            "can see the file."
        )

    url = graphene.String(required=True, description="The address of the file.")
    expires_at = scalars.date_time_field(required=True, description="Until when it works (UTC).", source="ends_at")


class ProvenanceEvidence(NodeType):
    class Meta:
        description = "A photo or document that is to prove a claim or a registration."

    kind = graphene.Field(EvidenceKindEnum, required=True, description="What it is.")
    caption = graphene.String(required=True, description="What its giver wrote to it; may be empty.")
    content_type = graphene.String(required=True, description="The media type of the file as kept.")
    size = graphene.Int(required=True, description="Bytes of the file as kept.")
    sha256 = graphene.String(required=True, description="SHA-256 of the file as kept.")
    status = graphene.Field(
        EvidenceStatusEnum, required=True, description="What a reviewer made of it.", source="state"
    )
    uploaded_by = actor_field("Who gave it.", "given_by")
    created_at = scalars.date_time_field(required=True, description="When it was given (UTC).", source="given_at")
    reviewed_by = actor_field("Who last judged it; null until then.", "judged_by", required=False)
    reviewed_at = scalars.date_time_field(description="When it was last judged (UTC).", source="judged_at")
    reason = graphene.String(resolver=text_or_null("why"), description="The reviewer's remark.")
    link = graphene.Field(
        ProvenanceEvidenceLink,
        resolver=loaders.EvidenceLink.resolver(),
        description="A link to the file, made for this answer; null once it was erased.",
    )


class ProvenanceClaim(graphene.ObjectType):
    class Meta:
        description = "The claim of a product's origin, as reviewers see it."

    product = store_field("Product", "product_id", "The product.")
    version = graphene.Int(
        required=True, description="Grows with every step. Pass it when you decide, so that you decide what you saw."
    )
    status = graphene.Field(ProvenanceStatusEnum, required=True, description="How far it has come.", source="state")
    district = graphene.Field(District, required=True, description="The district that is named.")
    craft = graphene.Field(Craft, description="The craft that is named, if one is.")
    artisan = graphene.Field(Artisan, source="artisan", description="The artisan who is named, if one is.")
    is_on_odop_list = graphene.Boolean(
        required=True, description="False if it is said that this is none of the district's ODOP products."
    )
    verified_at = scalars.date_time_field(description="When it was last verified, if that was not undone (UTC).")
    expires_on = scalars.date_field(description="The last Indian day of the verification; null if it has none.")
    created_at = scalars.date_time_field(required=True, description="When it was made (UTC).")
    updated_at = scalars.date_time_field(required=True, description="When it last changed (UTC).", source="changed_at")
    note = graphene.String(
        resolver=text_or_null("note"), description="What is odd about the product's attributes in the store, in words."
    )
    events = graphene.List(
        graphene.NonNull(ProvenanceClaimEvent),
        required=True,
        resolver=loaders.StepsOfProduct.resolver("product_id"),
        description="Everything that happened to it, oldest first.",
    )
    verification_lost = graphene.Field(
        ProvenanceClaimEvent,
        description="The step by which an edit undid a verification; null if none was, or it was verified again.",
    )
    evidence = graphene.List(
        graphene.NonNull(ProvenanceEvidence),
        required=True,
        resolver=loaders.EvidenceOfProduct.resolver("product_id"),
        description="What is to prove it, newest first.",
    )
    public = graphene.Field(
        Provenance,
        resolver=loaders.ProvenanceOfProduct.resolver("product_id"),
        description="What buyers see of it; null if nothing.",
    )

    @staticmethod
    def resolve_is_on_odop_list(root: reviews.ClaimReview, _info: graphene.ResolveInfo) -> bool:
        return not root.off_list

    @staticmethod
    def resolve_verification_lost(root: reviews.ClaimReview, info: graphene.ResolveInfo) -> Any:
        return loaders.StepsOfProduct.of(info).load(root.product_id).then(reviews.find_lost_verification)


class ProvenanceClaimCountableConnection(CountableConnection):
    class Meta:
        node = ProvenanceClaim


class ProvenanceMarkCraft(graphene.ObjectType):
    class Meta:
        description = "A craft that a registration covers."

    district = graphene.String(required=True, description="Slug of the district.")
    craft = graphene.String(required=True, description="Slug of the craft.")

    @staticmethod
    def resolve_district(root: tuple[str, str], _info: graphene.ResolveInfo) -> str:
        return root[0]

    @staticmethod
    def resolve_craft(root: tuple[str, str], _info: graphene.ResolveInfo) -> str:
        return root[1]


class ProvenanceMark(NodeType):
    class Meta:
        description = "A registration by which an artisan or seller may use a protected name or mark."

    kind = graphene.Field(ProvenanceMarkKindEnum, required=True, description="Which mark.")
    number = graphene.String(required=True, description="Its number in the register.")
    holder = graphene.String(required=True, description="The name on the certificate.")
    artisan = graphene.Field(
        Artisan,
        resolver=loaders.Artisan.resolver("artisan_slug"),
        description="The artisan it belongs to; null if it is a seller's.",
    )
    seller = graphene.String(
        resolver=text_or_null("seller"), description="The seller it belongs to; null if it is an artisan's."
    )
    gi_name = graphene.String(resolver=text_or_null("gi_name"), description="The registered name, of a GI.")
    crafts = graphene.List(graphene.NonNull(ProvenanceMarkCraft), required=True, description="What it covers.")
    valid_until = scalars.date_field(required=True, description="The last Indian day on which it holds.")
    status = graphene.Field(MarkStatusEnum, required=True, description="How far it was checked.", source="state")
    is_in_force = graphene.Boolean(required=True, description="Whether it gives badges today.", source="holds_today")
    created_at = scalars.date_time_field(required=True, description="When it was entered (UTC).", source="submitted_at")
    reviewed_by = actor_field("Who last judged it; null until then.", "judged_by", required=False)
    reviewed_at = scalars.date_time_field(description="When it was last judged (UTC).", source="judged_at")
    reason = graphene.String(resolver=text_or_null("why"), description="The reviewer's remark.")
    evidence = graphene.List(
        graphene.NonNull(ProvenanceEvidence),
        required=True,
        resolver=loaders.EvidenceOfMark.resolver(),
        description="What is to prove it, newest first.",
    )


class ProvenanceMarkCountableConnection(CountableConnection):
    class Meta:
        node = ProvenanceMark


class ProvenanceBulkError(graphene.ObjectType):
    class Meta:
        description = "A product of a bulk review that was refused."

    product = store_field("Product", "product_id", "The product.")
    message = graphene.String(required=True, description="Why, in words.")


class ProvenanceBulkJob(NodeType):
    class Meta:
        description = "Attesting or verifying many products at once, worked off in the background."

    action = graphene.Field(BulkActionEnum, required=True, description="What is done.")
    status = graphene.Field(BulkStatusEnum, required=True, description="How far it has come.", source="state")
    total = graphene.Int(required=True, description="How many products were named.")
    done = graphene.Int(required=True, description="For how many it is done.")
    failed = graphene.Int(required=True, description="How many were refused.")
    waiting = graphene.Int(required=True, description="How many are still to come.")
    errors = graphene.List(
        graphene.NonNull(ProvenanceBulkError),
        required=True,
        description="The first hundred refusals.",
    )
    created_by = actor_field("Who asked for it.", "by")
    reason = graphene.String(required=True, source="why", description="The words they gave.")
    created_at = scalars.date_time_field(required=True, description="When it was asked for (UTC).", source="started_at")
    finished_at = scalars.date_time_field(description="When the last product was looked at (UTC).")
