"""What anybody may ask: districts, crafts and artisans."""

from __future__ import annotations

from typing import Any

import graphene

from odop_provenance import api as provenance
from storefront_schema import loaders, request
from storefront_schema.types.places import Artisan, Craft, District


class PublicQueries(graphene.ObjectType):
    class Meta:
        description = "What anybody may ask."

    districts = graphene.List(
        graphene.NonNull(District), required=True, description="All districts of Uttar Pradesh, by name."
    )
    district = graphene.Field(
        District,
        slug=graphene.String(required=True, description="Slug of the district."),
        description="One district; null if there is none of this slug.",
    )
    crafts = graphene.List(
        graphene.NonNull(Craft),
        district=graphene.String(description="Only those of the district with this slug."),
        required=True,
        description="The crafts of the ODOP list, by district and name.",
    )
    artisan = graphene.Field(
        Artisan,
        slug=graphene.String(required=True, description="Slug of the artisan."),
        description="One artisan; null if there is none of this slug.",
    )

    @staticmethod
    def resolve_districts(_root: Any, info: graphene.ResolveInfo) -> Any:
        return provenance.districts(request.database(info))

    @staticmethod
    def resolve_district(_root: Any, info: graphene.ResolveInfo, slug: str) -> Any:
        return provenance.district(slug, request.database(info))

    @staticmethod
    def resolve_crafts(_root: Any, info: graphene.ResolveInfo, district: str | None = None) -> Any:
        return provenance.crafts(None if district is None else [district], request.database(info))

    @staticmethod
    def resolve_artisan(_root: Any, info: graphene.ResolveInfo, slug: str) -> Any:
        return loaders.Artisan.of(info).load(slug)
