"""What the mutations of suppliers share: how refusals are told, and the supplier in the answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import graphene

from odop_consignment.api import SupplierInfo
from odop_consignment.api.errors import AlreadyThere, UnknownRow, WrongChoice
from odop_consignment.api.suppliers import (
    Incomplete,
    NeedsReason,
    NeedsSecondPerson,
    StillOpen,
    WrongSupplierState,
)
from odop_core.security.permissions import Permission
from storefront_schema import request
from storefront_schema.errors import Code
from storefront_schema.mutations import clean
from storefront_schema.types.supplier_records import MANAGE

PERMISSIONS = MANAGE
MAY_SEE = (Permission.SEE_SUPPLIER_DATA,)

# By the field the reason is about, and its kind.
REFUSALS: dict[type[Exception], tuple[str | None, Code]] = {
    UnknownRow: ("id", Code.NOT_FOUND),
    AlreadyThere: ("id", Code.UNIQUE),
    NeedsReason: ("reason", Code.REQUIRED),
    NeedsSecondPerson: ("id", Code.CONFLICT),
    WrongSupplierState: ("id", Code.CONFLICT),
    StillOpen: ("id", Code.CONFLICT),
    Incomplete: ("id", Code.REQUIRED),
    WrongChoice: ("id", Code.INVALID),
}


def supplier_argument() -> graphene.ID:
    return graphene.ID(required=True, description="ID of the supplier.")


def reason_argument(*, required: bool = True) -> graphene.String:
    return graphene.String(required=required, description="Why, in words the supplier can act on. It stays on record.")


def number(arguments: dict[str, Any]) -> int:
    """The supplier that the arguments name. Raises Refused."""
    return clean.number("id", "Supplier", arguments["id"])


def moved(info: graphene.ResolveInfo, arguments: dict[str, Any], step: Callable[..., SupplierInfo]) -> dict[str, Any]:
    """Take a supplier one step further. Raises Refused."""
    reason = {"reason": arguments["reason"] or ""} if "reason" in arguments else {}
    with clean.refusing_as(REFUSALS):
        return {"supplier": step(number(arguments), by=request.who(info), **reason)}
