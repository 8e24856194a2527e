"""Where goods come from: districts, crafts and the artisans."""

from __future__ import annotations

from typing import Any

import graphene

from odop_core.security.permissions import Permission
from odop_provenance.api import ArtisanInfo, CraftInfo, DistrictInfo
from storefront_schema import loaders
from storefront_schema.connection import CountableConnection
from storefront_schema.interfaces import NodeType
from storefront_schema.language import localized, name_field
from storefront_schema.metadata import IntegratedType
from storefront_schema.resolvers import text_or_null


class District(NodeType):
    class Meta:
        description = "A district of Uttar Pradesh."

    slug = graphene.String(required=True, description="The district's name in addresses of pages.")
    lgd_code = graphene.Int(
        required=True,
        description="Its code in the government's Local Government Directory; it outlives changes of name.",
    )
    name = name_field("The name of the district.")
    division = graphene.String(required=True, description="The administrative division it belongs to.")
    state_code = graphene.String(required=True, description='The ISO 3166-2 code of its State, "IN-UP".')
    crafts = graphene.List(
        graphene.NonNull(lambda: Craft),
        required=True,
        resolver=loaders.CraftsOfDistrict.resolver("slug"),
        description="The crafts it is known for on the ODOP list.",
    )

    @staticmethod
    def resolve_id(root: DistrictInfo, _info: graphene.ResolveInfo) -> int:
        return root.lgd_code

    @staticmethod
    def resolve_name(root: DistrictInfo, _info: graphene.ResolveInfo, language: str | None = None) -> str:
        return localized(language, en=root.name_en, hi=root.name_hi)


class Craft(NodeType):
    class Meta:
        description = "One craft of the ODOP list. The same craft in two districts is two of them."

    slug = graphene.String(required=True, description="The craft's name in addresses of pages; unique in its district.")
    name = name_field("The name of the craft.")
    hindi_name_reviewed = graphene.Boolean(
        required=True,
        source="name_hi_reviewed",
        description="Whether the Hindi name was reviewed; otherwise it is our own translation.",
    )
    category = graphene.String(required=True, description="The kind of goods.")
    hsn = graphene.String(
        resolver=text_or_null("hsn"), description="The HSN code of the goods for GST; null where it is not established."
    )
    gi_name = graphene.String(
        resolver=text_or_null("gi_name"),
        description="The registered geographical indication that protects the craft's name; null where none is known.",
    )
    district = graphene.Field(District, required=True, description="The district it belongs to.")

    @staticmethod
    def resolve_id(root: CraftInfo, _info: graphene.ResolveInfo) -> str:
        return f"{root.district.slug}/{root.slug}"

    @staticmethod
    def resolve_name(root: CraftInfo, _info: graphene.ResolveInfo, language: str | None = None) -> str:
        return localized(language, en=root.name_en, hi=root.name_hi)


class Artisan(IntegratedType):
    class Meta:
        permissions = (Permission.MANAGE_PROVENANCE,)
        loader = loaders.Artisan
        row = ArtisanInfo
        has_text_key = True
        description = "The person or group who makes the goods, as far as they agreed to be shown."

    slug = graphene.String(required=True, description="The artisan's name in addresses of pages.")
    name = name_field("The artisan's name; null unless the artisan and the merchant want it shown.", required=False)
    district = graphene.Field(District, required=True, description="The district the artisan works in.")
    story = name_field("What the artisan tells of themselves; null unless staff have published it.", required=False)
    pictures = graphene.List(
        graphene.NonNull(lambda: ArtisanPicture), description="Pictures of the artisan that staff have published."
    )

    @staticmethod
    def resolve_id(root: ArtisanInfo, _info: graphene.ResolveInfo) -> str:
        return root.slug

    @staticmethod
    def resolve_name(root: ArtisanInfo, _info: graphene.ResolveInfo, language: str | None = None) -> str | None:
        return localized(language, en=root.name_en, hi=root.name_hi) or None

    @staticmethod
    def resolve_story(root: ArtisanInfo, info: graphene.ResolveInfo, language: str | None = None) -> Any:
        found = loaders.PublicProfile.of(info).load(root.slug)
        return found.then(lambda one: (localized(language, en=one.story_en, hi=one.story_hi) or None) if one else None)

    @staticmethod
    def resolve_pictures(root: ArtisanInfo, info: graphene.ResolveInfo) -> Any:
        return loaders.PublicProfile.of(info).load(root.slug).then(lambda one: one.pictures if one else [])


class ArtisanPicture(NodeType):
    class Meta:
        description = "A picture that an artisan shows of themselves or their work."

    url = graphene.String(required=True, description="Where it is; ask for it again when it is no longer there.")
    caption = graphene.String(required=True, description="What it shows; may be empty.")


class ArtisanCountableConnection(CountableConnection):
    class Meta:
        node = Artisan
