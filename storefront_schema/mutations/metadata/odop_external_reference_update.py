"""odopExternalReferenceUpdate: records what another system calls an object."""

from __future__ import annotations

from typing import Any

import graphene

from odop_core import metadata
from storefront_schema.errors import collect
from storefront_schema.mutations.arguments import clean_line
from storefront_schema.mutations.metadata.shared import (
    ID_DESCRIPTION,
    REFUSALS,
    MetadataMutation,
    find_target,
    show,
)
from storefront_schema.mutations.refusals import refuse_as


class OdopExternalReferenceUpdate(MetadataMutation):
    class Meta:
        description = "Records what another system calls an object; no two of a type have the same."

    class Arguments:
        id = graphene.ID(required=True, description=ID_DESCRIPTION)
        external_reference = graphene.String(
            description="The reference, at most 250 characters. Leave it out to take away what was given."
        )

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        given, longest = arguments.get("external_reference"), metadata.LONGEST_REFERENCE
        with collect() as each:
            found = each(find_target, info, arguments["id"])
            reference = each(clean_line, "externalReference", given, required=False, longest=longest)
        target, row = found
        with refuse_as(REFUSALS):
            metadata.set_external_reference(*target.place, reference)
        return show(info, target, row)
