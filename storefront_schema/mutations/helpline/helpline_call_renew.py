"""helplineCallRenew: a sign of life, by which a call stays with its operator."""

from __future__ import annotations

from typing import Any

import graphene

from odop_notifications.api import helpline
from storefront_schema import scalars
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.helpline.shared import PERMISSIONS, REFUSALS, call_and_operator, call_argument
from storefront_schema.mutations.refusals import refuse_as


class HelplineCallRenew(StaffMutation):
    class Meta:
        description = "Keeps a call in your hands; without it, it goes back to the queue after some minutes."
        permissions = PERMISSIONS

    class Arguments:
        id = call_argument()

    claimed_until = scalars.date_time_field(description="Until when the call is yours (UTC).")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        number, operator = call_and_operator(info, arguments)
        with refuse_as(REFUSALS):
            return {"claimed_until": helpline.extend_claim(number, operator)}
