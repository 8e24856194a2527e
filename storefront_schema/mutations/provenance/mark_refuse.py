"""markRefuse: a reviewer found a registration wrong."""

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


class MarkRefuse(StaffMutation):
    class Meta:
        description = "Finds that a registration is wrong. Of one that nobody judged yet."
        permissions = shared.PERMISSIONS

    class Arguments:
        id = graphene.ID(required=True, description="ID of the registration.")
        reason = shared.reason_argument("What is wrong.")

    mark = graphene.Field(ProvenanceMark, description="The registration as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        number = clean_id("id", "ProvenanceMark", arguments["id"])
        why = clean_text("reason", arguments["reason"])
        with refuse_as(shared.MARK_REFUSALS):
            return {"mark": provenance.refuse_mark(number, by=request.actor(info), why=why)}
