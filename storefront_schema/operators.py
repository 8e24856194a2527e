"""Who the viewer is at the helpline: an operator is a person with an account in the store, entered by a supervisor."""

from __future__ import annotations

import graphene

from odop_core.i18n import _
from odop_core.security.permissions import Permission
from odop_notifications.api import helpline
from storefront_schema import request
from storefront_schema.errors import Code, Refused

PERMISSIONS = (Permission.HANDLE_HELPLINE, Permission.MANAGE_NOTIFICATIONS)


def operator_name(info: graphene.ResolveInfo) -> str:
    """The viewer's name as an operator; "" for everybody else."""
    found = helpline.operator_of_user(request.viewer(info).user_id or "")
    return found.name if found else ""


def require_operator(info: graphene.ResolveInfo) -> str:
    """The same, of those who take calls. Raises Refused."""
    name = operator_name(info)
    if name:
        return name
    raise Refused(
        None,
        _("You are not entered as an operator yet. Ask your supervisor to (helplineOperatorUpsert)."),
        Code.NOT_AN_OPERATOR,
    )
