"""What the mutations share by which staff write answers down."""

from __future__ import annotations

from odop_core.security.permissions import Permission
from odop_notifications.api import answers
from storefront_schema.errors import Code
from storefront_schema.mutations.refusals import Refusals

PERMISSIONS = (Permission.MANAGE_NOTIFICATIONS,)
REFUSALS: Refusals = {
    answers.UnknownAnswer: (None, Code.NOT_FOUND),
    answers.SettledAlready: ("id", Code.INVALID_STATUS),
    answers.BadAnswer: (None, Code.INVALID),
}
