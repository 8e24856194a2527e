"""helplineCallTransfer: a call is handed over to another operator."""

from __future__ import annotations

from typing import Any

import graphene

from odop_notifications.api import helpline
from storefront_schema.errors import collect
from storefront_schema.mutations.arguments import clean_line, clean_text
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.helpline.shared import PERMISSIONS, REFUSALS, call_and_operator, call_argument
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.types.helpline import HelplineCall


class HelplineCallTransfer(StaffMutation):
    class Meta:
        description = (
            "Hands a call over to another operator, who must have none in hand. They find it in `myHelplineCall`."
        )
        permissions = PERMISSIONS

    class Arguments:
        id = call_argument()
        operator = graphene.String(
            required=True, description="The name of the operator who takes it over; `helplineBoard` lists them."
        )
        note = graphene.String(description="What they should know. It stays on record.")

    call = graphene.Field(HelplineCall, description="The call as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        with collect() as each:
            number, operator = each(call_and_operator, info, arguments) or (0, "")
            to = each(clean_line, "operator", arguments["operator"])
            note = each(clean_text, "note", arguments.get("note"), required=False)
        with refuse_as(REFUSALS):
            return {"call": helpline.transfer_call(number, operator, to, note)}
