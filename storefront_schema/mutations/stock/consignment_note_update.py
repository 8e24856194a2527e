"""consignmentNoteUpdate: what stands above the lines of a draft."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api import stock
from storefront_schema import scalars
from storefront_schema.errors import collect
from storefront_schema.mutations.arguments import clean_id, clean_text
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.mutations.stock import shared
from storefront_schema.types.stock import ConsignmentNote


class ConsignmentNoteUpdateInput(graphene.InputObjectType):
    class Meta:
        description = "What to change of a draft; what is left out stays."

    date = scalars.date_input(description="The Indian day the goods were handed over.")
    remark = graphene.String(description="Anything to be printed on it; empty for nothing.")


class ConsignmentNoteUpdate(StaffMutation):
    class Meta:
        description = "Changes a draft. A posted note stays as it is: another note corrects it."
        permissions = shared.PERMISSIONS

    class Arguments:
        id = graphene.ID(required=True, description="ID of the note.")
        input = ConsignmentNoteUpdateInput(required=True, description="What to change.")

    note = graphene.Field(ConsignmentNote, description="The note as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        given = arguments["input"]
        with collect() as each:
            number = each(clean_id, "id", "ConsignmentNote", arguments["id"])
            remark = each(clean_text, "remark", given["remark"], required=False) if "remark" in given else None
        with refuse_as(shared.REFUSALS):
            stock.change_note(number, dated=given.get("date"), remark=remark)
        return {"note": shared.note_now(info, number)}
