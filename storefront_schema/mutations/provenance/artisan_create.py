"""artisanCreate: a new artisan."""

from __future__ import annotations

from typing import Any

import graphene

from odop_core.security.permissions import Permission
from odop_provenance import api as provenance
from odop_provenance.api import artisans
from storefront_schema.errors import Code, collect
from storefront_schema.mutations.arguments import clean_district, clean_name, clean_slug
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.refusals import refuse
from storefront_schema.types.places import Artisan


class ArtisanCreateInput(graphene.InputObjectType):
    class Meta:
        description = "A new artisan."

    slug = graphene.String(required=True, description="The artisan's name in addresses of pages.")
    name = graphene.String(required=True, description="The artisan's name.")
    name_hi = graphene.String(description="The name in Hindi.")
    village = graphene.String(description="The village or quarter; never shown to buyers.")
    district = graphene.String(required=True, description="Slug of the district the artisan works in.")
    is_name_public = graphene.Boolean(description="Whether the artisan agreed to be named to buyers. Default: no.")


class ArtisanCreate(StaffMutation):
    class Meta:
        description = "Adds an artisan."
        permissions = (Permission.MANAGE_PROVENANCE,)

    class Arguments:
        input = ArtisanCreateInput(required=True, description="The artisan.")

    artisan = graphene.Field(Artisan, description="The artisan as buyers see them.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        given = arguments["input"]
        with collect() as each:
            slug = each(clean_slug, "slug", given["slug"])
            values = each(changes, given)
        with refuse("slug", Code.UNIQUE, artisans.SlugTaken):
            return {"artisan": artisans.create_artisan(slug, **values)}


def changes(given: dict[str, Any]) -> provenance.ArtisanChanges:
    """The clean values of those fields that were given. Raises Refused."""
    values: provenance.ArtisanChanges = {}
    with collect() as each:
        if "name" in given:
            values["name"] = each(clean_name, "name", given["name"])
        if "name_hi" in given:
            values["name_hi"] = each(clean_name, "nameHi", given["name_hi"], required=False, is_hindi=True)
        if "village" in given:
            values["village"] = each(clean_name, "village", given["village"], required=False)
        if "district" in given:
            values["district_slug"] = each(clean_district, "district", given["district"])
    if given.get("is_name_public") is not None:
        values["shows_name"] = given["is_name_public"]
    return values
