"""supplierAnswerRecord: what a supplier said otherwise, at the counter or to somebody on the telephone."""

from __future__ import annotations

from typing import Any

import graphene

from odop_notifications.api import answers
from storefront_schema import request, scalars
from storefront_schema.errors import collect
from storefront_schema.mutations.arguments import clean_id, clean_text
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.messages.answers import PERMISSIONS, REFUSALS
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.types.answers import SupplierAnswer, SupplierAnswerMeaningEnum


class SupplierAnswerRecordInput(graphene.InputObjectType):
    class Meta:
        description = "What a supplier said."

    meaning = graphene.InputField(
        SupplierAnswerMeaningEnum, required=True, description="READY, READY_ON, DECLINED or CALL_ME."
    )
    ready_on = scalars.date_input(description="With READY_ON: the day, in India.")
    note = graphene.String(description="Their words, or how you know.")


class SupplierAnswerRecord(StaffMutation):
    class Meta:
        description = "Writes down what a supplier said otherwise; it counts like an answer by any channel."
        permissions = PERMISSIONS

    class Arguments:
        question_id = graphene.ID(required=True, description="ID of the question it answers.")
        input = SupplierAnswerRecordInput(required=True, description="What they said.")

    answer = graphene.Field(SupplierAnswer, description="The answer, with what followed from it.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        given = arguments["input"]
        with collect() as each:
            question = each(clean_id, "questionId", "SupplierQuestion", arguments["question_id"])
            note = each(clean_text, "note", given.get("note"), required=False)
        with refuse_as(REFUSALS):
            answer = answers.record_answer(
                question, answers.Meaning(given["meaning"]), ready_on=given.get("ready_on"), note=note,
                by=request.actor(info),
            )  # fmt: skip
        return {"answer": answer}
