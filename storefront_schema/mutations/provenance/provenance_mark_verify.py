"""provenanceMarkVerify: a reviewer found a registration in the register, or saw its certificate."""

from __future__ import annotations

from typing import Any

import graphene

from odop_provenance.api import marks
from storefront_schema import request
from storefront_schema.errors import collect
from storefront_schema.mutations.arguments import clean_id, clean_text
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.provenance import shared
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.types.review import ProvenanceMark


class ProvenanceMarkVerify(StaffMutation):
    class Meta:
        description = "Verifies a registration of a protected name or mark; buyers then see its badge until it ends."
        permissions = shared.PERMISSIONS

    class Arguments:
        id = graphene.ID(required=True, description="ID of the registration.")
        reason = shared.reason_argument("What was checked.")
        waiver = graphene.String(
            description="Why no evidence is needed, such as that the public register was looked up. Without it, a "
            "piece of evidence must have been accepted."
        )

    mark = graphene.Field(ProvenanceMark, description="The registration as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        with collect() as each:
            number = each(clean_id, "id", "ProvenanceMark", arguments["id"])
            why = each(clean_text, "reason", arguments["reason"])
            waiver = each(clean_text, "waiver", arguments.get("waiver"), required=False)
        with refuse_as(shared.MARK_REFUSALS):
            return {"mark": marks.verify_mark(number, by=request.actor(info), why=why, waiver=waiver)}
