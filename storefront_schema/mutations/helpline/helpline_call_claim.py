"""helplineCallClaim: the next call, which nobody else gets."""

from __future__ import annotations

from typing import Any

import graphene

from odop_core.security.permissions import Permission
from odop_notifications.api import helpline
from storefront_schema import operators
from storefront_schema.guards import require_permission
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.types.helpline import HelplineCallDetail, HelplineQueueEnum

SUPERVISORS = (Permission.MANAGE_NOTIFICATIONS,)


class HelplineCallClaim(StaffMutation):
    class Meta:
        description = (
            "Takes the next call, or gives back the one in your hands. It stays yours for some minutes: extend it "
            "while you talk. Null when nothing waits, or suppliers may not be called now (`helplineBoard.isOpen`)."
        )
        permissions = operators.PERMISSIONS

    class Arguments:
        queue = HelplineQueueEnum(description="OPERATORS (the default), or STAFF, which takes MANAGE_NOTIFICATIONS.")
        languages = graphene.List(
            graphene.NonNull(graphene.String), description="Only calls in these languages. Default: those you speak."
        )

    detail = graphene.Field(HelplineCallDetail, description="The call, with what to say and what happened before.")

    @classmethod
    def check(cls, info: graphene.ResolveInfo, **arguments: Any) -> None:
        is_for_staff = arguments.get("queue") == helpline.Queue.STAFF
        require_permission(info, SUPERVISORS if is_for_staff else cls.permissions)

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        queue = helpline.Queue(arguments.get("queue") or helpline.Queue.OPERATORS)
        card = helpline.claim_next_call(operators.require_operator(info), arguments.get("languages") or (), queue)
        return {"detail": card}
