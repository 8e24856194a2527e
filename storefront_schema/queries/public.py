"""What anybody may ask: districts, crafts, artisans, and whether a label is genuine."""

from __future__ import annotations

from typing import Any

import graphene
from graphql import GraphQLError

from odop_certificates import api as certificates
from odop_provenance import api as provenance
from odop_provenance.api import places
from odop_provenance.api.artisans import ARTISANS
from storefront_schema import ids, request
from storefront_schema.language import translate
from storefront_schema.list_field import list_field
from storefront_schema.metadata import find_row
from storefront_schema.types.places import Artisan, ArtisanCountableConnection, Craft, District
from storefront_schema.types.provenance import ProvenanceVerification


class TooManyRequests(GraphQLError):
    """This client has checked too many codes for now; the message says how long to wait."""


class PublicQueries(graphene.ObjectType):
    class Meta:
        description = "What anybody may ask."

    districts = graphene.List(graphene.NonNull(District), description="All districts of Uttar Pradesh, by name.")
    district = graphene.Field(
        District,
        slug=graphene.String(required=True, description="Slug of the district."),
        description="One district; null if there is none of this slug.",
    )
    crafts = graphene.List(
        graphene.NonNull(Craft),
        district=graphene.String(description="Only those of the district with this slug."),
        description="The crafts of the ODOP list, by district and name.",
    )
    artisan = graphene.Field(
        Artisan,
        slug=graphene.String(description="Slug of the artisan."),
        external_reference=graphene.String(description="What another system calls the artisan."),
        description="One artisan; null if there is none of this slug or reference.",
    )
    artisans = list_field(
        ARTISANS,
        ArtisanCountableConnection,
        description="The artisans who agreed to be named; none while the merchant names no artisans.",
    )
    verify_provenance = graphene.Field(
        ProvenanceVerification,
        code=graphene.String(
            required=True,
            description="The code on a label or of a certificate, the address in its QR code, or a signed certificate, "
            "also with other words around it.",
        ),
        description="Checks whether a label or certificate is genuine, also while the certificates plugin is off. "
        "As many checks a minute are answered as pages are shown behind labels (ODOP_SCANS_PER_MINUTE).",
    )

    @staticmethod
    def resolve_districts(_root: Any, info: graphene.ResolveInfo) -> Any:
        return places.list_districts(request.database(info))

    @staticmethod
    def resolve_district(_root: Any, info: graphene.ResolveInfo, slug: str) -> Any:
        return places.find_district(slug, request.database(info))

    @staticmethod
    def resolve_crafts(_root: Any, info: graphene.ResolveInfo, district: str | None = None) -> Any:
        return provenance.list_crafts(None if district is None else [district], request.database(info))

    @staticmethod
    def resolve_artisan(
        _root: Any, info: graphene.ResolveInfo, slug: str | None = None, external_reference: str | None = None
    ) -> Any:
        node_id = None if slug is None else ids.make("Artisan", slug)
        return find_row(Artisan, info, node_id, external_reference)

    @staticmethod
    def resolve_verify_provenance(_root: Any, info: graphene.ResolveInfo, code: str) -> Any:
        adapter = request.adapter()
        http = adapter.http(info.context)
        try:
            with adapter.reading(info.context):
                client = certificates.client_address(http) if http else ""
                return certificates.verify_code(code, client, request.database(info))
        except certificates.TooManyChecks as error:
            raise TooManyRequests(translate(info, error.text)) from error
