"""supplierCallRequest: a supplier asks to be called."""

from __future__ import annotations

from typing import Any

import graphene

from odop_core.security.permissions import Permission
from odop_notifications.api import answers
from storefront_schema import scalars
from storefront_schema.errors import Code, collect
from storefront_schema.mutations.arguments import clean_id, clean_text
from storefront_schema.mutations.base import SupplierMutation
from storefront_schema.mutations.refusals import Refusals, refuse_as

REFUSALS: Refusals = {
    answers.NoSuchQuestion: ("questionId", Code.NOT_FOUND),
    answers.TooManyCalls: (None, Code.RATE_LIMITED),
    answers.BadNote: ("note", Code.INVALID),
}


class SupplierCallRequest(SupplierMutation):
    class Meta:
        description = (
            "Asks the helpline to call a supplier. However often they ask, one call waits; three in an hour are "
            "queued at most."
        )
        permissions = (Permission.MANAGE_NOTIFICATIONS,)

    class Arguments:
        id = graphene.ID(required=True, description="ID of the supplier.")
        question_id = graphene.ID(description="About which open question; left out for anything else.")
        note = graphene.String(description="What it is about, for whoever calls.")

    due_at = scalars.date_time_field(description="When the call is due: in the hours of the helpline (UTC).")

    @classmethod
    def find_owners(cls, info: graphene.ResolveInfo, **arguments: Any) -> list[int]:
        return [clean_id("id", "Supplier", arguments["id"])]

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        about = arguments.get("question_id")
        with collect() as each:
            supplier_id = each(clean_id, "id", "Supplier", arguments["id"]) or 0
            question_id = each(clean_id, "questionId", "SupplierQuestion", about) if about else None
            note = each(clean_text, "note", arguments.get("note"), required=False)
        with refuse_as(REFUSALS):
            due_at = answers.request_call(supplier_id, note=note, question_id=question_id)
        return {"due_at": due_at}
