"""markWithdraw: a verified registration no longer holds."""

from __future__ import annotations

from typing import Any

import graphene

from odop_provenance import api as provenance
from storefront_schema import request
from storefront_schema.mutations.arguments import clean_id, clean_text
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.provenance import shared
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.types.review import ProvenanceMark


class MarkWithdraw(StaffMutation):
    class Meta:
        description = "Ends a verified registration before its time; its badges are gone at once."
        permissions = shared.PERMISSIONS

    class Arguments:
        id = graphene.ID(required=True, description="ID of the registration.")
        reason = shared.reason_argument("Why it no longer holds.")

    mark = graphene.Field(ProvenanceMark, description="The registration as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        number = clean_id("id", "ProvenanceMark", arguments["id"])
        why = clean_text("reason", arguments["reason"])
        with refuse_as(shared.MARK_REFUSALS):
            return {"mark": provenance.withdraw_mark(number, by=request.actor(info), why=why)}
