"""odopMetadataUpdate: adds items to the public metadata of an object, or changes them."""

from __future__ import annotations

from typing import Any

import graphene

from odop_core import metadata
from storefront_schema.errors import collect
from storefront_schema.interfaces import named_type
from storefront_schema.mutations.metadata.shared import (
    KINDS,
    REFUSALS,
    MetadataMutation,
    find_target,
    read_items,
    show,
)
from storefront_schema.mutations.refusals import refuse_as


class OdopMetadataUpdate(MetadataMutation):
    class Meta:
        description = (
            "Adds items to the public metadata of an object, or changes them. "
            "Whoever may see the object may read it: keep nothing personal or secret there."
        )

    class Arguments:
        id = graphene.ID(required=True, description=f"ID of the object: one of {KINDS}.")
        input = graphene.List(
            graphene.NonNull(named_type("MetadataInput")), required=True, description="The items to add or change."
        )

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        with collect() as each:
            found = each(find_target, info, arguments["id"])
            items = each(read_items, arguments["input"])
        target, row = found
        with refuse_as(REFUSALS):
            metadata.update_metadata(*target.place, "metadata", items)
        return show(info, target, row)
