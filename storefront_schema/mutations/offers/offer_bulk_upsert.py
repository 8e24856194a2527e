"""offerBulkUpsert: many offers made or changed in one call, each row by itself."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.offers import OfferRow, SavedOffer, require_pickup_points, save_offers
from odop_core.i18n import _
from storefront_schema import request
from storefront_schema.errors import Refused, collect, errors_field, list_errors, too_few_or_many
from storefront_schema.mutations import bulk
from storefront_schema.mutations.arguments import clean_id, clean_store_id
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.offers import shared
from storefront_schema.mutations.offers.offer_create import OfferFields
from storefront_schema.mutations.refusals import as_refusal
from storefront_schema.types.offers import Offer

MOST_AT_ONCE = 1_000


class OfferBulkUpsertInput(OfferFields, graphene.InputObjectType):
    class Meta:
        description = "An offer to make; or to change, where there is one of this supplier, variant and pickup point."

    supplier_id = graphene.ID(required=True, description="ID of the supplier.")
    variant_id = graphene.ID(required=True, description="ID of the product variant in the store.")
    pickup_point_id = graphene.ID(required=True, description="ID of the store's warehouse where it is collected.")


class OfferBulkUpsertResult(graphene.ObjectType):
    class Meta:
        description = "What became of one row."

    is_new = graphene.Boolean(required=True, description="Whether the offer is new.")
    offer = graphene.Field(Offer, description="The offer as it now is; null if nothing was done.")
    errors = errors_field(__name__, "Why the row was refused; empty when it was not.")


class OfferBulkUpsert(StaffMutation):
    class Meta:
        description = (
            f"Makes and changes up to {MOST_AT_ONCE:,} offers. Wrong rows are left out, unless `errorPolicy` says "
            "otherwise. Of a changed offer, what is left out stays."
        )
        permissions = shared.PERMISSIONS
        atomic = False  # the store is asked

    class Arguments:
        offers = graphene.List(
            graphene.NonNull(OfferBulkUpsertInput), required=True, description="The rows, each an offer."
        )
        error_policy = bulk.policy_argument()

    count = bulk.count_field()

    results = graphene.List(graphene.NonNull(OfferBulkUpsertResult), description="What became of each row, in order.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        given = arguments["offers"]
        if not 1 <= len(given) <= MOST_AT_ONCE:
            raise Refused(
                "offers", _("Give at least 1 and at most {most} rows.", most=MOST_AT_ONCE), too_few_or_many(given)
            )
        policy, results, good = arguments.get("error_policy"), list[OfferBulkUpsertResult](), dict[int, OfferRow]()
        points: dict[str, Refused | None] = {}
        for place, values in enumerate(given):
            results.append(OfferBulkUpsertResult(is_new=False, errors=[]))
            try:
                good[place] = _row(values, points)
            except Refused as refusal:
                results[place].errors = list_errors(refusal)
        with bulk.undone_if_wrong(policy, results):
            saved = save_offers(list(good.values()), by=request.actor(info)) if good else []
            for place, one in zip(good, saved, strict=True):
                results[place] = _result(one)
        return bulk.finish(policy, results, "offer")


def _row(given: dict[str, Any], points: dict[str, Refused | None]) -> OfferRow:
    """Raises Refused. `points` remembers what the store said of each warehouse."""
    with collect() as each:
        return OfferRow(
            supplier_id=each(clean_id, "supplierId", "Supplier", given["supplier_id"]),
            variant_id=each(clean_store_id, "variantId", "ProductVariant", given["variant_id"]),
            pickup_point_id=each(_pickup_point, given["pickup_point_id"], points),
            product_id=each(shared.clean_optional_id, "productId", "Product", given, "product_id"),
            agreement_id=each(shared.read_agreement_id, given),
            priority=each(shared.clean_whole_number, "priority", given.get("priority")),
            low_stock_at=each(shared.clean_whole_number, "lowStockAt", given.get("low_stock_at")),
            active=given.get("is_active"),
        )


def _pickup_point(global_id: str, points: dict[str, Refused | None]) -> str:
    """Raises Refused."""
    point = clean_store_id("pickupPointId", "Warehouse", global_id)
    if point not in points:
        points[point] = _complaint(point)
    if complaint := points[point]:
        raise complaint
    return point


def _complaint(point: str) -> Refused | None:
    """What the store has against a warehouse."""
    try:
        require_pickup_points([point])
    except tuple(shared.STORE_REFUSALS) as error:
        return as_refusal(error, shared.STORE_REFUSALS)
    return None


def _result(saved: SavedOffer) -> OfferBulkUpsertResult:
    if saved.error is None:
        return OfferBulkUpsertResult(is_new=saved.created, offer=saved.offer, errors=[])
    return OfferBulkUpsertResult(is_new=False, errors=list_errors(as_refusal(saved.error, shared.CREATE_REFUSALS)))
