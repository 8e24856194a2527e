"""What the mutations of operators share: who they are, the call they name, and which errors refuse them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import graphene

from odop_notifications.api import helpline
from storefront_schema import operators
from storefront_schema.errors import Code
from storefront_schema.mutations.arguments import clean_id
from storefront_schema.mutations.refusals import Refusals

PERMISSIONS = operators.PERMISSIONS
REFUSALS: Refusals = {
    helpline.NotYours: ("id", Code.CALL_NOT_CLAIMED),
    helpline.BadOutcome: (None, Code.INVALID),
    helpline.UnknownOperator: ("operator", Code.NOT_FOUND),
    helpline.OperatorBusy: ("operator", Code.INVALID_STATUS),
    helpline.NoNumber: (None, Code.REQUIRED),
    helpline.OutOfHours: (None, Code.OUTSIDE_CALLING_HOURS),
}


def call_argument() -> graphene.ID:
    return graphene.ID(required=True, description="ID of the call, which must be in your hands.")


def call_and_operator(info: graphene.ResolveInfo, arguments: Mapping[str, Any]) -> tuple[int, str]:
    """Raises Refused."""
    operator = operators.require_operator(info)
    return clean_id("id", "HelplineCall", arguments["id"]), operator
