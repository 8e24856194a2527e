"""consignmentNoteLineUpdate: a line of a draft, and the photo of its goods."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api import stock
from storefront_schema import scalars
from storefront_schema.errors import collect
from storefront_schema.mutations.arguments import clean_id
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.mutations.stock import shared
from storefront_schema.mutations.stock.note_lines import PHOTO
from storefront_schema.types.stock import ConditionEnum, ConsignmentNote, ConsignmentNoteLine


class ConsignmentNoteLineUpdateInput(graphene.InputObjectType):
    class Meta:
        description = "What to change of a line; what is left out stays."

    quantity = graphene.Int(description="How many pieces.")
    condition = graphene.InputField(ConditionEnum, description="In which condition.")
    description = graphene.String(description="What the note calls the goods.")
    photo = scalars.upload_input(description=PHOTO)


class ConsignmentNoteLineUpdate(StaffMutation):
    class Meta:
        description = "Changes a line of a draft, or adds the photo of its goods."
        permissions = shared.PERMISSIONS

    class Arguments:
        id = graphene.ID(required=True, description="ID of the line.")
        input = ConsignmentNoteLineUpdateInput(required=True, description="What to change.")

    line = graphene.Field(ConsignmentNoteLine, description="The line as it now is.")
    note = graphene.Field(ConsignmentNote, description="The note as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        given = arguments["input"]
        with collect() as each:
            number = each(clean_id, "id", "ConsignmentNoteLine", arguments["id"])
            photo = each(shared.photo_of, info, given)
        with refuse_as(shared.REFUSALS):
            line = stock.change_line(
                number,
                quantity=given.get("quantity"),
                condition=given.get("condition"),
                description=given.get("description"),
                photo=photo,
            )
        return {"line": line, "note": shared.note_now(info, line.note_id)}
