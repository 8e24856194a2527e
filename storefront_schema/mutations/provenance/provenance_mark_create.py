"""provenanceMarkCreate: telling of a registration by which somebody may use a protected name or mark."""

from __future__ import annotations

from typing import Any

import graphene

from odop_provenance.api import marks
from storefront_schema import request, scalars
from storefront_schema.errors import collect
from storefront_schema.mutations.arguments import clean_artisan, clean_line, clean_name
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.provenance import shared
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.types.provenance import ProvenanceMarkKindEnum
from storefront_schema.types.review import ProvenanceMark

NUMBER_LENGTH = 64


class ProvenanceMarkCraftInput(graphene.InputObjectType):
    class Meta:
        description = "A craft, by its district and itself."

    district = graphene.String(required=True, description="Slug of the district.")
    craft = graphene.String(required=True, description="Slug of the craft, which must be of that district.")


class ProvenanceMarkCreateInput(graphene.InputObjectType):
    class Meta:
        description = "A registration, of an artisan or of a seller."

    kind = graphene.InputField(ProvenanceMarkKindEnum, required=True, description="Which mark.")
    number = graphene.String(required=True, description="Its number in the register.")
    holder = graphene.String(required=True, description="The name on the certificate.")
    valid_until = scalars.date_input(required=True, description="The last Indian day on which it holds.")
    artisan = graphene.String(description="Slug of the artisan it belongs to.")
    seller = graphene.String(description="The seller it belongs to.")
    gi_name = graphene.String(description="Of a GI: its registered name. It covers the crafts that this name protects.")
    crafts = graphene.List(
        graphene.NonNull(ProvenanceMarkCraftInput), description="Of any other mark: the crafts it covers."
    )


class ProvenanceMarkCreate(StaffMutation):
    class Meta:
        description = "Records a registration of a protected name or mark. Buyers see badges once it is verified."
        permissions = shared.PERMISSIONS

    class Arguments:
        input = ProvenanceMarkCreateInput(required=True, description="The registration.")

    mark = graphene.Field(ProvenanceMark, description="The new registration.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        given = arguments["input"]
        with collect() as each:
            number = each(clean_line, "number", given["number"], longest=NUMBER_LENGTH)
            holder = each(clean_name, "holder", given["holder"])
            artisan = each(clean_artisan, "artisan", given.get("artisan"))
            seller = each(clean_line, "seller", given.get("seller"), required=False)
        with refuse_as({**shared.MARK_REFUSALS, **shared.PLACE_REFUSALS}):
            mark = marks.register_mark(
                marks.MarkKind(given["kind"]),
                number,
                holder=holder,
                valid_until=given["valid_until"],
                by=request.actor(info),
                artisan_slug=artisan,
                seller=seller,
                gi_name=given.get("gi_name") or "",
                crafts=[(craft["district"], craft["craft"]) for craft in given.get("crafts") or []],
            )
        return {"mark": mark}
