"""artisanUpdate: what is said of an artisan."""

from __future__ import annotations

from typing import Any

import graphene

from odop_core.security.permissions import Permission
from odop_provenance import api as provenance
from storefront_schema.errors import Code
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.provenance.artisan_create import changes
from storefront_schema.mutations.refusals import refuse
from storefront_schema.types.places import Artisan


class ArtisanUpdateInput(graphene.InputObjectType):
    class Meta:
        description = "What to change of an artisan; what is left out stays."

    name = graphene.String(description="The artisan's name.")
    name_hi = graphene.String(description="The name in Hindi.")
    village = graphene.String(description="The village or quarter; never shown to buyers.")
    district = graphene.String(description="Slug of the district the artisan works in.")
    is_name_public = graphene.Boolean(description="Whether the artisan agreed to be named to buyers.")


class ArtisanUpdate(StaffMutation):
    class Meta:
        description = "Changes an artisan."
        permissions = (Permission.MANAGE_PROVENANCE,)

    class Arguments:
        slug = graphene.String(required=True, description="Slug of the artisan.")
        input = ArtisanUpdateInput(required=True, description="What to change.")

    artisan = graphene.Field(Artisan, description="The artisan as buyers see them.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        values = changes(arguments["input"])
        with refuse("slug", Code.NOT_FOUND, provenance.UnknownArtisan):
            return {"artisan": provenance.change_artisan(arguments["slug"], **values)}
