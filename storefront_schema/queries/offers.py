"""What staff and suppliers ask of offers, and what anybody may ask of who runs the shop."""

from __future__ import annotations

from typing import Any

import graphene
from graphql import GraphQLError

from odop_consignment.api.offers import (
    NoPickupPoint,
    StoreRefused,
    StoreUnavailable,
    WantedOffers,
    corporation,
    count_offers,
    offers,
    require_pickup_points,
)
from storefront_schema import loaders, request, supplier_access
from storefront_schema.connection import page, page_arguments
from storefront_schema.guards import GuardedField
from storefront_schema.queries.arguments import read_id, read_optional_id
from storefront_schema.supplier_access import SupplierField
from storefront_schema.types.offers import Offer, OfferCountableConnection
from storefront_schema.types.pickups import OdopPickupPoint
from storefront_schema.types.sellers import OdopCorporation
from storefront_schema.types.supplier_records import MANAGE


class OfferWhereInput(graphene.InputObjectType):
    class Meta:
        description = "Which offers to list. What is left out does not matter."

    supplier_id = graphene.ID(description="Only those of this supplier.")
    agreement_id = graphene.ID(description="Only those under this agreement.")
    variant_id = graphene.ID(description="Only those of the product variant with this ID in the store.")
    product_id = graphene.ID(description="Only those of the product with this ID in the store.")
    pickup_point_id = graphene.ID(description="Only those from the warehouse with this ID in the store.")
    is_active = graphene.Boolean(description="Only those that are switched on for new sales (true) or off (false).")


class OfferQueries(graphene.ObjectType):
    class Meta:
        description = "What may be asked of offers and sellers."

    offers = SupplierField(
        OfferCountableConnection,
        args={
            "where": graphene.Argument(OfferWhereInput, description="Which ones."),
            **page_arguments(newest_first=False),
        },
        permissions=MANAGE,
        description="Who supplies what, by when it was recorded.",
    )
    offer = SupplierField(
        Offer,
        id=graphene.ID(required=True, description="ID of the offer."),
        permissions=MANAGE,
        description="One offer; null if there is none of this ID.",
    )
    odop_pickup_point = GuardedField(
        OdopPickupPoint,
        id=graphene.ID(required=True, description="ID of the warehouse in the store."),
        permissions=MANAGE,
        description="A warehouse of the store as a pickup point; null if the store has none of this ID.",
    )
    corporation = graphene.Field(OdopCorporation, description="Who runs the shop and sells the goods of consignors.")

    @staticmethod
    def resolve_offers(_root: Any, info: graphene.ResolveInfo, where: Any = None, **paging: Any) -> Any:
        given, using = where or {}, request.database(info)
        wanted = WantedOffers(
            supplier_id=supplier_access.narrow_to_supplier(
                info, MANAGE, read_optional_id(given, "supplier_id", "Supplier")
            ),
            agreement_id=read_optional_id(given, "agreement_id", "Agreement"),
            variant_id=given.get("variant_id"),
            product_id=given.get("product_id"),
            pickup_point_id=given.get("pickup_point_id"),
            active=given.get("is_active"),
        )
        return page(
            OfferCountableConnection,
            paging,
            read=lambda window: offers(wanted, window, using),
            count=lambda: count_offers(wanted, using),
        )

    @staticmethod
    def resolve_offer(_root: Any, info: graphene.ResolveInfo, id: str) -> Any:
        found = loaders.Offer.of(info).load(read_id("Offer", id))
        return found.then(supplier_access.keep_own_row(supplier_access.get_supplier_scope(info, MANAGE)))

    @staticmethod
    def resolve_odop_pickup_point(_root: Any, info: graphene.ResolveInfo, id: str) -> Any:
        try:
            with request.adapter().reading(info.context):
                return require_pickup_points([id])[id]
        except NoPickupPoint:
            return None
        except (StoreRefused, StoreUnavailable) as error:
            raise GraphQLError(str(error)) from error

    @staticmethod
    def resolve_corporation(_root: Any, info: graphene.ResolveInfo) -> Any:
        with request.adapter().reading(info.context):
            return corporation()
