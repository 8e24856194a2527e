"""What reviewers ask: claims that wait, registrations of marks, and how far bulk reviews have come."""

from __future__ import annotations

from typing import Any

import graphene
from graphql import GraphQLError

from odop_core.security.permissions import Permission
from odop_provenance import api as provenance
from odop_provenance.api import marks, profiles, reviews
from storefront_schema import ids, loaders, request
from storefront_schema.connection import page, page_arguments
from storefront_schema.guards import GuardedField
from storefront_schema.types.profiles import ArtisanProfileCountableConnection, ArtisanProfileStatusEnum
from storefront_schema.types.provenance import ProvenanceStatusEnum
from storefront_schema.types.review import (
    MarkStatusEnum,
    ProvenanceBulkJob,
    ProvenanceClaim,
    ProvenanceClaimCountableConnection,
    ProvenanceMarkCountableConnection,
)

PERMISSIONS = [Permission.MANAGE_PROVENANCE]


class ProvenanceClaimWhereInput(graphene.InputObjectType):
    class Meta:
        description = "Which claims to list. What is left out does not matter."

    status = graphene.InputField(ProvenanceStatusEnum, description="Only those in this state.")
    district = graphene.String(description="Slug of the district that is named.")
    craft = graphene.String(description="Slug of the craft that is named.")
    verification_lost = graphene.Boolean(description="Only those whose verification an edit undid.")


class ProvenanceMarkWhereInput(graphene.InputObjectType):
    class Meta:
        description = "Which registrations to list. What is left out does not matter."

    status = graphene.InputField(MarkStatusEnum, description="Only those in this state.")
    artisan = graphene.String(description="Slug of the artisan they belong to.")


class ArtisanProfileWhereInput(graphene.InputObjectType):
    class Meta:
        description = "Which profiles to list. What is left out does not matter."

    status = graphene.InputField(ArtisanProfileStatusEnum, description="Only those in this status.")


class ProvenanceQueries(graphene.ObjectType):
    class Meta:
        description = "What reviewers may ask."

    provenance_claims = GuardedField(
        ProvenanceClaimCountableConnection,
        args={"where": graphene.Argument(ProvenanceClaimWhereInput, description="Which ones."), **page_arguments()},
        permissions=PERMISSIONS,
        description="Claims of origin, oldest first. The review queue is those in the state ATTESTED.",
    )
    provenance_claim = GuardedField(
        ProvenanceClaim,
        product_id=graphene.ID(required=True, description="ID of the product in the store."),
        permissions=PERMISSIONS,
        description="The claim of one product, in any state; null if there never was one.",
    )
    provenance_marks = GuardedField(
        ProvenanceMarkCountableConnection,
        args={"where": graphene.Argument(ProvenanceMarkWhereInput, description="Which ones."), **page_arguments()},
        permissions=PERMISSIONS,
        description="Registrations of protected names and marks, oldest first.",
    )
    artisan_profiles = GuardedField(
        ArtisanProfileCountableConnection,
        args={
            "where": graphene.Argument(ArtisanProfileWhereInput, description="Which ones."),
            **page_arguments(newest_first=False),
        },
        permissions=PERMISSIONS,
        description="What artisans want to tell buyers, oldest first. Those that are PROPOSED wait for a review.",
    )
    provenance_bulk_job = GuardedField(
        ProvenanceBulkJob,
        id=graphene.ID(required=True, description="ID of the review, as `provenanceClaimBulkUpdate` gave it."),
        permissions=PERMISSIONS,
        description="How far a bulk review has come; null if there is none of this ID.",
    )

    @staticmethod
    def resolve_provenance_claims(_root: Any, info: graphene.ResolveInfo, where: Any = None, **paging: Any) -> Any:
        given, using = where or {}, request.database(info)
        state = given.get("status")
        wanted = reviews.WantedClaims(
            state=provenance.ClaimState(state) if state else None,
            district=given.get("district") or "",
            craft=given.get("craft") or "",
            lost=bool(given.get("verification_lost")),
        )
        return page(
            ProvenanceClaimCountableConnection,
            paging,
            read=lambda window: reviews.list_claims_for_review(wanted, window, using),
            count=lambda: reviews.count_claims(wanted, using),
        )

    @staticmethod
    def resolve_provenance_claim(_root: Any, info: graphene.ResolveInfo, product_id: str) -> Any:
        return loaders.ReviewOfProduct.of(info).load(product_id)

    @staticmethod
    def resolve_provenance_marks(_root: Any, info: graphene.ResolveInfo, where: Any = None, **paging: Any) -> Any:
        given, using = where or {}, request.database(info)
        state = given.get("status")
        wanted = marks.WantedMarks(state=marks.MarkState(state) if state else None, artisan=given.get("artisan") or "")
        return page(
            ProvenanceMarkCountableConnection,
            paging,
            read=lambda window: marks.list_marks(wanted, window, using),
            count=lambda: marks.count_marks(wanted, using),
        )

    @staticmethod
    def resolve_artisan_profiles(_root: Any, info: graphene.ResolveInfo, where: Any = None, **paging: Any) -> Any:
        state, using = (where or {}).get("status"), request.database(info)
        return page(
            ArtisanProfileCountableConnection,
            paging,
            read=lambda window: profiles.list_profiles(state, window, using),
            count=lambda: profiles.count_profiles(state, using),
        )

    @staticmethod
    def resolve_provenance_bulk_job(_root: Any, info: graphene.ResolveInfo, id: str) -> Any:
        try:
            number = ids.number_of("ProvenanceBulkJob", id)
        except ids.WrongID as error:
            raise GraphQLError(str(error)) from error
        return reviews.find_bulk_review(number, request.database(info))
