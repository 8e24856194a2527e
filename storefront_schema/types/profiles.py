"""What artisans tell of themselves, as they and staff see it before and after it is public."""

from __future__ import annotations

import graphene

from odop_provenance.api.profiles import ProfileState
from storefront_schema import loaders, scalars
from storefront_schema.connection import CountableConnection
from storefront_schema.interfaces import NodeType
from storefront_schema.language import enum_of
from storefront_schema.resolvers import text_or_null
from storefront_schema.types.fields import list_of
from storefront_schema.types.places import Artisan, ArtisanPicture

ArtisanProfileStatusEnum = enum_of("ArtisanProfileStatusEnum", "What became of a version of a profile.", ProfileState)


class ArtisanProfile(NodeType):
    class Meta:
        description = "A version of what an artisan tells buyers: proposed by them, reviewed by staff."

    artisan = graphene.Field(
        Artisan, resolver=loaders.Artisan.resolver("artisan_slug"), description="Whose profile it is."
    )
    status = graphene.Field(ArtisanProfileStatusEnum, required=True, description="What became of it.", source="state")
    story_en = graphene.String(required=True, description="The story in English; may be empty.")
    story_hi = graphene.String(required=True, description="The story in Hindi; may be empty.")
    pictures = graphene.Field(
        list_of(ArtisanPicture), description="The pictures. Links to them end after half an hour."
    )
    reason = graphene.String(resolver=text_or_null("reason"), description="Why it was rejected; else null.")
    created_at = scalars.date_time_field(required=True, description="When it was proposed (UTC).", source="proposed_at")
    decided_at = scalars.date_time_field(description="When staff decided (UTC).")


class ArtisanProfileCountableConnection(CountableConnection):
    class Meta:
        node = ArtisanProfile
