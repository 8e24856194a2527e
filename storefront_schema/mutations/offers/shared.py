"""What the mutations of offers share: which errors refuse them, ranks, and whether the store has a pickup point."""

from __future__ import annotations

from typing import Any

from odop_consignment.api.errors import UnknownRow, WrongChoice
from odop_consignment.api.offers import (
    AnotherSeller,
    GoodsRefused,
    MayNotSell,
    NoAgreementInForce,
    NoPickupPoint,
    NotVerified,
    OfferThere,
    StoreRefused,
    StoreUnavailable,
    require_pickup_points,
)
from odop_core.i18n import _
from storefront_schema.errors import Code, Refused
from storefront_schema.mutations.arguments import clean_id, clean_store_id
from storefront_schema.mutations.refusals import Refusals, refuse_as
from storefront_schema.types.supplier_records import MANAGE

PERMISSIONS = MANAGE
LARGEST = 100_000
# By the field the reason is about, and its kind.
CREATE_REFUSALS: Refusals = {
    UnknownRow: ("supplierId", Code.NOT_FOUND),
    OfferThere: ("variantId", Code.UNIQUE),
    AnotherSeller: ("variantId", Code.OTHER_SELLER),
    GoodsRefused: ("productId", Code.INVALID),
    MayNotSell: ("supplierId", Code.SUPPLIER_NOT_ALLOWED),
    NotVerified: ("supplierId", Code.SUPPLIER_NOT_VERIFIED),
    NoAgreementInForce: ("agreementId", Code.NO_AGREEMENT_IN_FORCE),
    WrongChoice: ("supplierId", Code.INVALID),
}
CHANGE_REFUSALS: Refusals = {
    **{kind: ("id", code) for kind, (_field, code) in CREATE_REFUSALS.items()},
    UnknownRow: ("id", Code.NOT_FOUND),
    WrongChoice: ("id", Code.INVALID),
}
STORE_REFUSALS: Refusals = {
    NoPickupPoint: ("pickupPointId", Code.NOT_FOUND),
    StoreRefused: (None, Code.INVALID),
    StoreUnavailable: (None, Code.UNAVAILABLE),
}


def read_pickup_point(global_id: str) -> str:
    """The ID of a warehouse that the store has. Asks the store. Raises Refused."""
    point = clean_store_id("pickupPointId", "Warehouse", global_id)
    with refuse_as(STORE_REFUSALS):
        require_pickup_points([point])
    return point


def clean_whole_number(field: str, value: int | None) -> int | None:
    """Raises Refused."""
    if value is not None and not 0 <= value <= LARGEST:
        raise Refused(field, _("Choose a number from 0 to {largest}.", largest=LARGEST), Code.INVALID)
    return value


def clean_optional_id(field: str, type_name: str, given: dict[str, Any], name: str) -> str | None:
    """The ID of something in the store, if one was given. Raises Refused."""
    return clean_store_id(field, type_name, given[name]) if given.get(name) else None


def read_agreement_id(given: dict[str, Any]) -> int | None:
    """Raises Refused."""
    return clean_id("agreementId", "Agreement", given["agreement_id"]) if given.get("agreement_id") else None
