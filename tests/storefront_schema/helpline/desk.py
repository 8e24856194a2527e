"""Operators who ask the schema, each with an account of their own."""

from __future__ import annotations

from typing import Any

from odop_core.security.permissions import Permission
from odop_notifications.api import helpline
from storefront_schema.viewer import Viewer
from tests.storefront_schema.client import mutate, staff

SUPERVISOR = staff(Permission.MANAGE_NOTIFICATIONS)
CARD = (
    "call { id status operator phone supplierName attempts { operator outcome } } script { language lines } isFinished"
)


def operator(name: str = "Asha", *more: Permission, languages: tuple[str, ...] = ()) -> Viewer:
    """Somebody who was entered as an operator, and may handle calls."""
    helpline.save_operator(name, languages, user_id=f"user-{name}")
    return Viewer("staff", f"user-{name}", frozenset({Permission.HANDLE_HELPLINE, *more}))


def claim(viewer: Viewer, **arguments: tuple[str, Any]) -> dict[str, Any]:
    arguments = {"languages": ("[String!]", []), **arguments}
    return mutate("helplineCallClaim", f"detail {{ {CARD} }}", viewer, **arguments)
