"""messageResend: another chance for a message that failed or was refused."""

from __future__ import annotations

from typing import Any

import graphene

from odop_core.security.permissions import Permission
from odop_notifications import api as notifications
from storefront_schema.errors import Code
from storefront_schema.mutations.arguments import clean_id
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.refusals import Refusals, refuse_as
from storefront_schema.types.messages import MakerMessage


class MessageResend(StaffMutation):
    class Meta:
        description = (
            "Sends a message again that failed or was refused; one that was refused is written anew, from today's "
            "template and to today's address."
        )
        permissions = (Permission.MANAGE_NOTIFICATIONS,)

    class Arguments:
        id = graphene.ID(required=True, description="ID of the message.")

    message = graphene.Field(MakerMessage, description="The message that is now on its way.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        number = clean_id("id", "MakerMessage", arguments["id"])
        refusals: Refusals = {
            notifications.UnknownMessage: ("id", Code.NOT_FOUND),
            notifications.CannotResend: ("id", Code.CONFLICT),
        }
        with refuse_as(refusals):
            return {"message": notifications.resend_message(number)}
