"""helplineCallComplete: what came of a call."""

from __future__ import annotations

from typing import Any

import graphene

from odop_notifications.api import helpline
from storefront_schema import scalars
from storefront_schema.errors import collect
from storefront_schema.mutations.arguments import clean_text
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.helpline.shared import PERMISSIONS, REFUSALS, call_and_operator, call_argument
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.types.helpline import HelplineCall, HelplineOutcomeEnum


class HelplineCallCompleteInput(graphene.InputObjectType):
    class Meta:
        description = "What came of a call."

    outcome = graphene.InputField(
        HelplineOutcomeEnum, required=True, description="What came of it; not RELEASED or ABANDONED."
    )
    note = graphene.String(description="What to remember; needed with SETTLED.")
    ready_on = scalars.date_input(description="With READY_ON: the day the supplier named, in India.")
    call_back_at = graphene.InputField(
        scalars.scalar("DateTime"), description="With CALLBACK_REQUESTED: when; moved into the courtesy hours."
    )
    language = graphene.String(
        description='With OTHER_LANGUAGE: the language the supplier speaks, by code or name: "bho", "Bhojpuri".'
    )


class HelplineCallComplete(StaffMutation):
    class Meta:
        description = (
            "Ends your work at a call and does what follows from it; said twice in the same way, it counts once."
        )
        permissions = PERMISSIONS

    class Arguments:
        id = call_argument()
        input = HelplineCallCompleteInput(required=True, description="What came of it.")

    call = graphene.Field(HelplineCall, description="The call as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        given = arguments["input"]
        with collect() as each:
            number, operator = each(call_and_operator, info, arguments) or (0, "")
            note = each(clean_text, "note", given.get("note"), required=False)
        with refuse_as(REFUSALS):
            call = helpline.log_outcome(
                number,
                operator,
                helpline.CallOutcome(given["outcome"]),
                note=note,
                ready_on=given.get("ready_on"),
                call_back_at=given.get("call_back_at"),
                language=(given.get("language") or "").strip(),
            )
        return {"call": call}
