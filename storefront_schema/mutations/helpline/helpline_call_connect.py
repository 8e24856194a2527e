"""helplineCallConnect: operator and supplier are put through, and neither sees the other's number."""

from __future__ import annotations

from typing import Any

import graphene

from odop_core.security.foreign_text import mask_text
from odop_notifications.api import helpline
from storefront_schema.errors import Code, Refused
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.helpline.shared import PERMISSIONS, REFUSALS, call_and_operator, call_argument
from storefront_schema.mutations.refusals import refuse_as


class HelplineCallConnect(StaffMutation):
    class Meta:
        description = (
            "Rings your telephone, then the supplier's, and puts you through. Every use of a number is recorded."
        )
        permissions = PERMISSIONS
        atomic = False

    class Arguments:
        id = call_argument()

    telephony_id = graphene.String(description="What the telephony calls the connection; may be empty.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        number, operator = call_and_operator(info, arguments)
        try:
            with refuse_as(REFUSALS):
                return {"telephony_id": helpline.connect_call(number, operator)}
        except (helpline.TemporaryFailure, helpline.PermanentFailure) as error:
            # A gateway may repeat the numbers it was given.
            raise Refused(None, mask_text(str(error)), Code.UNAVAILABLE) from error
