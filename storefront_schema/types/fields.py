"""Fields that several types have."""

from __future__ import annotations

from typing import Any

import graphene

from odop_core.security.permissions import Permission
from storefront_schema.guards import GuardedField


def list_of(kind: Any) -> graphene.List:
    return graphene.List(graphene.NonNull(kind))


def staff_text(description: str, **options: Any) -> GuardedField:
    """For staff only, such as which user did something: other suppliers may be named in it."""
    return GuardedField(
        graphene.String, permissions=[Permission.MANAGE_CONSIGNMENT], description=description, **options
    )
