"""consignmentNoteLineDelete: a line leaves a draft."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api import stock
from storefront_schema.mutations.arguments import clean_id
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.mutations.stock import shared
from storefront_schema.types.stock import ConsignmentNote


class ConsignmentNoteLineDelete(StaffMutation):
    class Meta:
        description = "Takes a line off a draft."
        permissions = shared.PERMISSIONS

    class Arguments:
        id = graphene.ID(required=True, description="ID of the line.")

    note = graphene.Field(ConsignmentNote, description="The note as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        number = clean_id("id", "ConsignmentNoteLine", arguments["id"])
        with refuse_as(shared.REFUSALS):
            note_id = stock.remove_line(number)
        return {"note": shared.note_now(info, note_id)}
