"""What the mutations of agreements share: who may do them, and which errors refuse them."""

from __future__ import annotations

from odop_consignment.api.agreements import WrongTerms, WrongVersionState
from odop_consignment.api.errors import AlreadyThere, UnknownRow, WrongChoice
from storefront_schema.errors import Code
from storefront_schema.mutations.refusals import Refusals
from storefront_schema.types.supplier_records import MANAGE

PERMISSIONS = MANAGE
# By the field the reason is about, and its kind.
REFUSALS: Refusals = {
    UnknownRow: ("id", Code.NOT_FOUND),
    AlreadyThere: ("reference", Code.UNIQUE),
    WrongVersionState: ("id", Code.INVALID_STATUS),
    WrongTerms: ("terms", Code.INVALID),
    WrongChoice: ("id", Code.INVALID),
}
