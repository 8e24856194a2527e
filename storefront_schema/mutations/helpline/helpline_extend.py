"""helplineExtend: a sign of life, by which a call stays with its operator."""

from __future__ import annotations

from typing import Any

import graphene

from odop_notifications.api import helpline
from storefront_schema import scalars
from storefront_schema.mutations import clean
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.helpline.calling import PERMISSIONS, REFUSALS, call_and_operator, call_argument


class HelplineExtend(StaffMutation):
    class Meta:
        description = "Keeps a call in your hands; without it, it goes back to the queue after some minutes."
        permissions = PERMISSIONS

    class Arguments:
        id = call_argument()

    claimed_until = scalars.date_time(description="Until when the call is yours (UTC).")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        number, operator = call_and_operator(info, arguments)
        with clean.refusing_as(REFUSALS):
            return {"claimed_until": helpline.extend_claim(number, operator)}
