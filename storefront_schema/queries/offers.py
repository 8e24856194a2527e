"""What staff and suppliers ask of offers, and what anybody may ask of who runs the shop."""

from __future__ import annotations

from typing import Any

import graphene
from graphql import GraphQLError

from odop_consignment.api.offers import (
    OFFERS,
    NoPickupPoint,
    StoreRefused,
    StoreUnavailable,
    corporation,
    require_pickup_points,
)
from storefront_schema import request, supplier_access
from storefront_schema.guards import GuardedField
from storefront_schema.list_field import list_field
from storefront_schema.metadata import find_row, row_arguments
from storefront_schema.supplier_access import SupplierField
from storefront_schema.types.offers import Offer, OfferCountableConnection
from storefront_schema.types.pickups import OdopPickupPoint
from storefront_schema.types.sellers import OdopCorporation
from storefront_schema.types.supplier_records import MANAGE


class OfferQueries(graphene.ObjectType):
    class Meta:
        description = "What may be asked of offers and sellers."

    offers = list_field(
        OFFERS,
        OfferCountableConnection,
        permissions=MANAGE,
        for_suppliers=True,
        description="Who supplies what, oldest first.",
    )
    offer = SupplierField(
        Offer,
        args=row_arguments("offer"),
        permissions=MANAGE,
        description="One offer; null if there is none of this ID or reference.",
    )
    odop_pickup_point = GuardedField(
        OdopPickupPoint,
        id=graphene.ID(required=True, description="ID of the warehouse in the store."),
        permissions=MANAGE,
        description="A warehouse of the store as a pickup point; null if the store has none of this ID.",
    )
    corporation = graphene.Field(OdopCorporation, description="Who runs the shop and sells the goods of consignors.")

    @staticmethod
    def resolve_offer(
        _root: Any, info: graphene.ResolveInfo, id: str | None = None, external_reference: str | None = None
    ) -> Any:
        own = supplier_access.get_supplier_scope(info, MANAGE)
        found = find_row(Offer, info, id, external_reference)
        return found.then(supplier_access.keep_own_row(own))

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
