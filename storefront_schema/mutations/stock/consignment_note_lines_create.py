"""consignmentNoteLinesCreate: more goods on a draft."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api import stock
from storefront_schema.mutations import bulk
from storefront_schema.mutations.arguments import clean_id
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.mutations.stock import shared
from storefront_schema.mutations.stock.note_lines import (
    ConsignmentNoteLineInput,
    ConsignmentNoteLineResult,
    Lines,
    result_list,
)
from storefront_schema.types.stock import ConsignmentNote


class ConsignmentNoteLinesCreate(StaffMutation):
    class Meta:
        description = "Adds lines to a draft. Wrong lines are left out and listed in `results`."
        permissions = shared.PERMISSIONS

    class Arguments:
        id = graphene.ID(required=True, description="ID of the note.")
        lines = graphene.List(
            graphene.NonNull(ConsignmentNoteLineInput),
            required=True,
            description=f"The goods, at most {shared.MOST_LINES} lines.",
        )
        error_policy = bulk.policy_argument()

    note = graphene.Field(ConsignmentNote, description="The note as it now is.")
    count = bulk.count_field()
    results = result_list()

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        number = clean_id("id", "ConsignmentNote", arguments["id"])
        lines = Lines(info, arguments["lines"])
        policy, results = arguments.get("error_policy"), list[ConsignmentNoteLineResult]()
        with refuse_as(shared.REFUSALS), bulk.undone_if_wrong(policy, results):
            problems = tuple(stock.add_lines(number, lines.good))
            made = stock.note_lines([number]).get(number, [])
            results += lines.results(problems, made[len(made) - (len(lines.good) - len(problems)) :])
        return {"note": shared.note_now(info, number), **bulk.finish(policy, results, "line")}
