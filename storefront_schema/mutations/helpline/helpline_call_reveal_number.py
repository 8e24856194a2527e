"""helplineCallRevealNumber: a supplier's number in clear, to be dialled by hand where there is no telephony."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api import UnknownRow, WrongChoice
from odop_core.security.permissions import Permission
from odop_notifications.api import helpline
from storefront_schema.errors import Code, collect
from storefront_schema.mutations.arguments import clean_text
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.helpline.shared import REFUSALS, call_and_operator, call_argument
from storefront_schema.mutations.refusals import refuse_as


class HelplineCallRevealNumber(StaffMutation):
    class Meta:
        description = "Shows the number of the supplier whose call is in your hands. Who saw it, and why, is recorded."
        permissions = (Permission.SEE_SUPPLIER_DATA,)

    class Arguments:
        id = call_argument()
        reason = graphene.String(required=True, description="Why it is needed in clear.")

    number = graphene.String(description="The number in clear.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        with collect() as each:
            number, operator = each(call_and_operator, info, arguments) or (0, "")
            reason = each(clean_text, "reason", arguments["reason"])
        refusals = {**REFUSALS, WrongChoice: ("reason", Code.INVALID), UnknownRow: ("id", Code.NOT_FOUND)}
        with refuse_as(refusals):
            return {"number": helpline.show_number(number, operator, reason)}
