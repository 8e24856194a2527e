"""What the mutations of suppliers share: which errors refuse them, and the supplier in the answer."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.errors import AlreadyThere, UnknownRow, WrongChoice
from odop_consignment.api.suppliers import (
    Incomplete,
    NeedsReason,
    NeedsSecondPerson,
    StillOpen,
    ValueMissing,
    WrongSupplierState,
)
from odop_core.security.permissions import Permission
from storefront_schema.errors import Code
from storefront_schema.mutations.arguments import clean_id
from storefront_schema.mutations.refusals import Refusals
from storefront_schema.types.supplier_records import MANAGE

PERMISSIONS = MANAGE
MAY_SEE = (Permission.SEE_SUPPLIER_DATA,)

# By the field the reason is about, and its kind.
REFUSALS: Refusals = {
    UnknownRow: ("id", Code.NOT_FOUND),
    AlreadyThere: ("id", Code.UNIQUE),
    NeedsReason: ("reason", Code.REQUIRED),
    NeedsSecondPerson: ("id", Code.SECOND_PERSON_REQUIRED),
    WrongSupplierState: ("id", Code.INVALID_STATUS),
    StillOpen: ("id", Code.STILL_IN_USE),
    Incomplete: ("id", Code.CHECKLIST_INCOMPLETE),
    ValueMissing: ("id", Code.REQUIRED),
    WrongChoice: ("id", Code.INVALID),
}


def supplier_argument() -> graphene.ID:
    return graphene.ID(required=True, description="ID of the supplier.")


def read_supplier_id(arguments: dict[str, Any]) -> int:
    """The supplier that the arguments name. Raises Refused."""
    return clean_id("id", "Supplier", arguments["id"])
