"""odopPrivateMetadataDelete: deletes items of the private metadata of an object."""

from __future__ import annotations

from typing import Any

import graphene

from odop_core import metadata
from storefront_schema.mutations.metadata.shared import (
    KINDS,
    REFUSALS,
    MetadataMutation,
    find_target,
    show,
)
from storefront_schema.mutations.refusals import refuse_as


class OdopPrivateMetadataDelete(MetadataMutation):
    class Meta:
        description = "Deletes items of the private metadata of an object."

    class Arguments:
        id = graphene.ID(required=True, description=f"ID of the object: one of {KINDS}.")
        keys = graphene.List(
            graphene.NonNull(graphene.String), required=True, description="The keys of the items to delete."
        )

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        target, row = find_target(info, arguments["id"])
        with refuse_as(REFUSALS):
            metadata.delete_metadata(*target.place, "private_metadata", arguments["keys"])
        return show(info, target, row)
