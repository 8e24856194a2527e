"""markWithdraw: a verified registration no longer holds."""

from __future__ import annotations

from typing import Any

import graphene

from odop_provenance import api as provenance
from storefront_schema import request
from storefront_schema.mutations import clean
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.provenance import reviewing
from storefront_schema.types.review import ProvenanceMark


class MarkWithdraw(StaffMutation):
    class Meta:
        description = "Ends a verified registration before its time; its badges are gone at once."
        permissions = reviewing.PERMISSIONS

    class Arguments:
        id = graphene.ID(required=True, description="ID of the registration.")
        reason = reviewing.reason_argument("Why it no longer holds.")

    mark = graphene.Field(ProvenanceMark, description="The registration as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        number = clean.number("id", "ProvenanceMark", arguments["id"])
        why = clean.words("reason", arguments["reason"])
        with clean.refusing_as(reviewing.MARK_REFUSALS):
            return {"mark": provenance.withdraw_mark(number, by=request.who(info), why=why)}
