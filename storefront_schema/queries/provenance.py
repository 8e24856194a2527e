"""What reviewers ask: claims that wait, registrations of marks, and how far bulk reviews have come."""

from __future__ import annotations

from typing import Any

import graphene
from graphql import GraphQLError

from odop_core.security.permissions import Permission
from odop_provenance.api import marks, profiles, reviews
from storefront_schema import ids, loaders, request
from storefront_schema.guards import GuardedField
from storefront_schema.list_field import list_field
from storefront_schema.types.profiles import ArtisanProfileCountableConnection
from storefront_schema.types.review import (
    ProvenanceBulkJob,
    ProvenanceClaim,
    ProvenanceClaimCountableConnection,
    ProvenanceMarkCountableConnection,
)

PERMISSIONS = [Permission.MANAGE_PROVENANCE]


class ProvenanceQueries(graphene.ObjectType):
    class Meta:
        description = "What reviewers may ask."

    provenance_claims = list_field(
        reviews.CLAIMS,
        ProvenanceClaimCountableConnection,
        permissions=PERMISSIONS,
        description="Claims of origin, oldest first. The review queue is those in the status ATTESTED.",
    )
    provenance_claim = GuardedField(
        ProvenanceClaim,
        product_id=graphene.ID(required=True, description="ID of the product in the store."),
        permissions=PERMISSIONS,
        description="The claim of one product, in any state; null if there never was one.",
    )
    provenance_marks = list_field(
        marks.MARKS,
        ProvenanceMarkCountableConnection,
        permissions=PERMISSIONS,
        description="Registrations of protected names and marks, oldest first.",
    )
    artisan_profiles = list_field(
        profiles.PROFILES,
        ArtisanProfileCountableConnection,
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
    def resolve_provenance_claim(_root: Any, info: graphene.ResolveInfo, product_id: str) -> Any:
        return loaders.ReviewOfProduct.of(info).load(product_id)

    @staticmethod
    def resolve_provenance_bulk_job(_root: Any, info: graphene.ResolveInfo, id: str) -> Any:
        try:
            number = ids.number_of("ProvenanceBulkJob", id)
        except ids.WrongID as error:
            raise GraphQLError(str(error)) from error
        return reviews.find_bulk_review(number, request.database(info))
