"""helplineCallRelease: a call goes back to the queue."""

from __future__ import annotations

from typing import Any

import graphene

from odop_notifications.api import helpline
from storefront_schema.errors import collect
from storefront_schema.mutations.arguments import clean_text
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.helpline.shared import PERMISSIONS, REFUSALS, call_and_operator, call_argument
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.types.helpline import HelplineCall


class HelplineCallRelease(StaffMutation):
    class Meta:
        description = "Gives a call back; it keeps its place in the queue."
        permissions = PERMISSIONS

    class Arguments:
        id = call_argument()
        note = graphene.String(description="What the next operator should know.")

    call = graphene.Field(HelplineCall, description="The call as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        with collect() as each:
            number, operator = each(call_and_operator, info, arguments) or (0, "")
            note = each(clean_text, "note", arguments.get("note"), required=False)
        with refuse_as(REFUSALS):
            return {"call": helpline.release_call(number, operator, note)}
