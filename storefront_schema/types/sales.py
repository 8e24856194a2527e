"""What happens to sold goods: who supplies them, whether the maker knows, and where the parcel is."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api import SaleInfo, SaleState
from odop_core.permissions import Permission
from odop_logistics.api import PickupInfo, PickupState
from storefront_schema import ids, loaders, request, scalars
from storefront_schema.connection import CountableConnection
from storefront_schema.guards import GuardedField, PermissionDenied, requires
from storefront_schema.language import enum_of
from storefront_schema.types.messages import MakerMessage, NotificationStatusEnum
from storefront_schema.types.places import Artisan, District
from storefront_schema.types.suppliers import Supplier

SaleStateEnum = enum_of("ConsignmentSaleStateEnum", "How far a sale has come.", SaleState)
PickupStateEnum = enum_of("PickupStateEnum", "How far a pickup has come.", PickupState)

MAY_SEE_NOTIFICATIONS = (Permission.MANAGE_CONSIGNMENT, Permission.MANAGE_NOTIFICATIONS)


class Pickup(graphene.ObjectType):
    class Meta:
        description = "One collection of sold goods by a carrier."

    reference = GuardedField(
        graphene.String,
        permissions=[Permission.MANAGE_LOGISTICS],
        description="Our name for it towards the carrier; null unless you may see it.",
    )
    state = graphene.Field(PickupStateEnum, required=True, description="How far it has come.")
    carrier = graphene.String(description="Who collects; null while nobody was asked.")
    tracking_number = graphene.String(description="The carrier's number for the parcel, once it was collected.")
    collected_at = scalars.date_time(description="When the carrier took the goods (UTC).")
    failure = GuardedField(
        graphene.String,
        permissions=[Permission.MANAGE_LOGISTICS],
        description="What went wrong and waits for a person, in words; null when nothing did.",
    )

    @staticmethod
    def resolve_carrier(root: PickupInfo, _info: graphene.ResolveInfo) -> str | None:
        return root.carrier or None

    @staticmethod
    def resolve_tracking_number(root: PickupInfo, _info: graphene.ResolveInfo) -> str | None:
        return root.tracking_number or None

    @staticmethod
    def resolve_failure(root: PickupInfo, _info: graphene.ResolveInfo) -> str | None:
        return root.failure or None


class ConsignmentSale(graphene.ObjectType):
    class Meta:
        description = "So many pieces of one order line that one supplier supplies from one pickup point."

    id = graphene.ID(required=True, description="The ID of the sale.")
    order_id = graphene.ID(required=True, description="The ID of the order in the store.")
    order_number = graphene.String(required=True, description="The number of the order.")
    order_line_id = graphene.ID(required=True, description="The ID of the order line in the store.")
    product_name = graphene.String(required=True, description="The product as it was called when it was sold.")
    quantity = graphene.Int(required=True, description="How many pieces.")
    state = graphene.Field(SaleStateEnum, required=True, description="How far it has come.")
    maker = graphene.Field(Artisan, description="Who made the goods, if that is known.")
    district = graphene.Field(District, description="The district they come from, if that is known.")
    pickup = graphene.Field(Pickup, description="Their latest collection, once there is one.")
    notification_status = graphene.Field(
        NotificationStatusEnum,
        description="Whether the maker was told; null while nobody was to be. The order's customer may see it too."
        + requires(MAY_SEE_NOTIFICATIONS),
    )
    variant_id = GuardedField(
        graphene.ID, permissions=[Permission.MANAGE_CONSIGNMENT], description="The ID of the product variant."
    )
    pickup_point_id = GuardedField(
        graphene.ID,
        permissions=[Permission.MANAGE_CONSIGNMENT, Permission.MANAGE_LOGISTICS],
        description="The ID of the warehouse the goods wait in; null while it is not known.",
    )
    supplier = GuardedField(
        Supplier,
        permissions=[Permission.MANAGE_CONSIGNMENT],
        description="Who supplies the goods; null while the sale is unassigned.",
    )
    messages = GuardedField(
        graphene.List(graphene.NonNull(MakerMessage)),
        permissions=[Permission.MANAGE_NOTIFICATIONS],
        description="The messages about it, oldest first.",
    )

    @staticmethod
    def resolve_id(root: SaleInfo, _info: graphene.ResolveInfo) -> str:
        return ids.make("ConsignmentSale", root.id)

    @staticmethod
    def resolve_maker(root: SaleInfo, info: graphene.ResolveInfo) -> Any:
        """The artisan of the supplier; where that is a group or a master craftsman without one, the product's."""
        if root.artisan_slug:
            return loaders.Artisan.of(info).load(root.artisan_slug)
        return _said_of_product(root, info, "maker")

    @staticmethod
    def resolve_district(root: SaleInfo, info: graphene.ResolveInfo) -> Any:
        if not root.artisan_slug:
            return _said_of_product(root, info, "district")
        artisan = loaders.Artisan.of(info).load(root.artisan_slug)
        return artisan.then(lambda found: found.district if found else _said_of_product(root, info, "district"))

    @staticmethod
    def resolve_pickup(root: SaleInfo, info: graphene.ResolveInfo) -> Any:
        return loaders.PickupOfSale.of(info).load(root.id)

    @staticmethod
    def resolve_notification_status(root: SaleInfo, info: graphene.ResolveInfo) -> Any:
        viewer = request.viewer(info)
        if viewer.may_any(MAY_SEE_NOTIFICATIONS):
            return _latest_status(root, info)
        if viewer.user_id is None:
            raise PermissionDenied(MAY_SEE_NOTIFICATIONS)

        def to_the_customer(owner: str | None) -> Any:
            if owner != viewer.user_id:
                raise PermissionDenied(MAY_SEE_NOTIFICATIONS)
            return _latest_status(root, info)

        return loaders.OwnerOfOrder.of(info).load(root.order_id).then(to_the_customer)

    @staticmethod
    def resolve_pickup_point_id(root: SaleInfo, _info: graphene.ResolveInfo) -> str | None:
        return root.pickup_point_id or None

    @staticmethod
    def resolve_supplier(root: SaleInfo, info: graphene.ResolveInfo) -> Any:
        return None if root.supplier_id is None else loaders.Supplier.of(info).load(root.supplier_id)

    @staticmethod
    def resolve_messages(root: SaleInfo, info: graphene.ResolveInfo) -> Any:
        return loaders.MessagesOfSale.of(info).load(root.id)


class ConsignmentSaleCountableConnection(CountableConnection):
    class Meta:
        node = ConsignmentSale


def _said_of_product(sale: SaleInfo, info: graphene.ResolveInfo, what: str) -> Any:
    if sale.product_id is None:
        return None
    said = loaders.ProvenanceOfProduct.of(info).load(sale.product_id)
    return said.then(lambda found: getattr(found, what) if found else None)


def _latest_status(sale: SaleInfo, info: graphene.ResolveInfo) -> Any:
    messages = loaders.MessagesOfSale.of(info).load(sale.id)
    return messages.then(lambda found: found[-1].state if found else None)
