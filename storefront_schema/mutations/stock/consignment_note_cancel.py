"""consignmentNoteCancel: a draft is thrown away."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api import stock
from storefront_schema.mutations.arguments import clean_id
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.mutations.stock import shared
from storefront_schema.types.stock import ConsignmentNote


class ConsignmentNoteCancel(StaffMutation):
    class Meta:
        description = "Throws a draft away."
        permissions = shared.PERMISSIONS

    class Arguments:
        id = graphene.ID(required=True, description="ID of the note.")

    note = graphene.Field(ConsignmentNote, description="The note as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        number = clean_id("id", "ConsignmentNote", arguments["id"])
        with refuse_as(shared.REFUSALS):
            stock.cancel_note(number)
        return {"note": shared.note_now(info, number)}
