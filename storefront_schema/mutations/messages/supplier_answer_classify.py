"""supplierAnswerClassify: staff say what an unclear answer meant."""

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


class SupplierAnswerClassifyInput(graphene.InputObjectType):
    class Meta:
        description = "What an answer meant."

    meaning = graphene.InputField(
        SupplierAnswerMeaningEnum,
        required=True,
        description="READY, READY_ON, DECLINED or CALL_ME; COURTESY if it was no answer and nothing is open.",
    )
    ready_on = scalars.date_input(description="With READY_ON: the day, in India.")
    question_id = graphene.ID(description="ID of the question it answers, where the answer does not tell.")
    note = graphene.String(description="How you know. Default: the supplier's words.")


class SupplierAnswerClassify(StaffMutation):
    class Meta:
        description = "Records what an unclear answer meant; no call about it is needed any more."
        permissions = PERMISSIONS

    class Arguments:
        id = graphene.ID(required=True, description="ID of the answer.")
        input = SupplierAnswerClassifyInput(required=True, description="What it meant.")

    answer = graphene.Field(SupplierAnswer, description="The answer as you understood it; the supplier's own stays.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        given = arguments["input"]
        asked = given.get("question_id")
        with collect() as each:
            number = each(clean_id, "id", "SupplierAnswer", arguments["id"])
            question = each(clean_id, "questionId", "SupplierQuestion", asked) if asked else None
            note = each(clean_text, "note", given.get("note"), required=False)
        with refuse_as(REFUSALS):
            answer = answers.settle_answer(
                number, answers.Meaning(given["meaning"]), ready_on=given.get("ready_on"), note=note,
                by=request.actor(info), question_id=question,
            )  # fmt: skip
        return {"answer": answer}
