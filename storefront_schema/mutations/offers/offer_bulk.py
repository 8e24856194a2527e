"""offerBulk: many offers made or changed in one call, each row by itself."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.offers import OfferRow, SavedOffer, require_pickup_points, save_offers
from odop_core.i18n import _
from storefront_schema import request
from storefront_schema.errors import Code, OdopError, Refused, as_error
from storefront_schema.mutations.arguments import clean_id, clean_store_id
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.offers import shared
from storefront_schema.mutations.offers.offer_create import OfferFields
from storefront_schema.mutations.refusals import as_refusal
from storefront_schema.types.offers import Offer

MOST_AT_ONCE = 1_000


class OfferBulkInput(OfferFields, graphene.InputObjectType):
    class Meta:
        description = "An offer to make; or to change, where there is one of this supplier, variant and pickup point."

    supplier_id = graphene.ID(required=True, description="ID of the supplier.")
    variant_id = graphene.ID(required=True, description="ID of the product variant in the store.")
    pickup_point_id = graphene.ID(required=True, description="ID of the store's warehouse where it is collected.")


class OfferBulkResult(graphene.ObjectType):
    class Meta:
        description = "What became of one row."

    row = graphene.Int(required=True, description="Its place in the list; the first is 1.")
    created = graphene.Boolean(required=True, description="Whether the offer is new.")
    offer = graphene.Field(Offer, description="The offer as it now is; null if the row was refused.")
    errors = graphene.List(
        graphene.NonNull(OdopError), required=True, description="Why the row was refused; empty when it was not."
    )


class OfferBulk(StaffMutation):
    class Meta:
        description = (
            f"Makes and changes up to {MOST_AT_ONCE:,} offers. Rows that are wrong are told and left out, the others "
            "are done. Of a changed offer, what is left out stays."
        )
        permissions = shared.PERMISSIONS
        atomic = False  # the store is asked

    class Arguments:
        offers = graphene.List(graphene.NonNull(OfferBulkInput), required=True, description="The rows, each an offer.")

    results = graphene.List(graphene.NonNull(OfferBulkResult), description="What became of each row, in order.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        given = arguments["offers"]
        if not 1 <= len(given) <= MOST_AT_ONCE:
            raise Refused("offers", _("Give at least 1 and at most {most} rows.", most=MOST_AT_ONCE), Code.INVALID)
        results, good = {}, {}
        points: dict[str, Refused | None] = {}
        for place, values in enumerate(given, start=1):
            try:
                good[place] = _row(values, points)
            except Refused as refusal:
                results[place] = _refused(place, refusal)
        saved = save_offers(list(good.values()), by=request.actor(info)) if good else []
        results |= {place: _result(place, one) for place, one in zip(good, saved, strict=True)}
        return {"results": [results[place] for place in sorted(results)]}


def _row(given: dict[str, Any], points: dict[str, Refused | None]) -> OfferRow:
    """Raises Refused. `points` remembers what the store said of each warehouse."""
    row = OfferRow(
        supplier_id=clean_id("supplierId", "Supplier", given["supplier_id"]),
        variant_id=clean_store_id("variantId", "ProductVariant", given["variant_id"]),
        pickup_point_id=clean_store_id("pickupPointId", "Warehouse", given["pickup_point_id"]),
        product_id=shared.clean_optional_id("productId", "Product", given, "product_id"),
        agreement_id=shared.read_agreement_id(given),
        priority=shared.clean_whole_number("priority", given.get("priority")),
        low_stock_at=shared.clean_whole_number("lowStockAt", given.get("low_stock_at")),
        active=given.get("active"),
    )
    if row.pickup_point_id not in points:
        points[row.pickup_point_id] = _complaint(row.pickup_point_id)
    if complaint := points[row.pickup_point_id]:
        raise complaint
    return row


def _complaint(point: str) -> Refused | None:
    """What the store has against a warehouse."""
    try:
        require_pickup_points([point])
    except tuple(shared.STORE_REFUSALS) as error:
        return as_refusal(error, shared.STORE_REFUSALS)
    return None


def _result(place: int, saved: SavedOffer) -> OfferBulkResult:
    if saved.error is None:
        return OfferBulkResult(row=place, created=saved.created, offer=saved.offer, errors=[])
    return _refused(place, as_refusal(saved.error, shared.CREATE_REFUSALS))


def _refused(place: int, refusal: Refused) -> OfferBulkResult:
    return OfferBulkResult(row=place, created=False, errors=[as_error(refusal)])
