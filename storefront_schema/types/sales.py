"""What was sold: how far it has come, for everybody who sees the order; on what terms, for staff and its supplier."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

import graphene

from odop_consignment.api import SaleInfo
from odop_core.security.permissions import Permission
from storefront_schema import loaders, request, scalars
from storefront_schema.connection import CountableConnection
from storefront_schema.guards import GuardedField, PermissionDenied, permission_note
from storefront_schema.metadata import IntegratedType
from storefront_schema.resolvers import sentence_or_null
from storefront_schema.store_types import store_field, store_options, store_type
from storefront_schema.supplier_access import SupplierField, find_viewer_supplier
from storefront_schema.types.accounts import ConsignmentSaleEarnings
from storefront_schema.types.fields import list_of
from storefront_schema.types.messages import NotificationStatusEnum, SupplierMessage
from storefront_schema.types.money import OdopMoney
from storefront_schema.types.pickups import OdopPickupPoint, Pickup
from storefront_schema.types.places import Artisan, District
from storefront_schema.types.sale_records import (
    ConsignmentReturn,
    ConsignmentSaleEvent,
    ConsignmentTerms,
    SaleStatusEnum,
)
from storefront_schema.types.sellers import OdopSeller
from storefront_schema.types.suppliers import Supplier
from storefront_schema.types.tax import WithheldTax

STAFF = (Permission.MANAGE_CONSIGNMENT,)
MAY_SEE_NOTIFICATIONS = (Permission.MANAGE_CONSIGNMENT, Permission.MANAGE_NOTIFICATIONS)
BUYERS_AND_SUPPLIERS_TOO = " The order's customer and the supplier may see it too."


def private_field(kind: Any, description: str, **options: Any) -> SupplierField:
    """For staff, and for the supplier of the sale."""
    owner = attrgetter("supplier_id")
    return SupplierField(kind, permissions=STAFF, of=owner, description=description, **options)


class ConsignmentSale(IntegratedType):
    class Meta:
        permissions = STAFF
        loader = loaders.Sale
        row = SaleInfo
        description = "So many pieces of one order line that one supplier supplies from one pickup point."

    order = store_field("Order", "order_id", "The order.")
    order_number = graphene.String(required=True, description="The number of the order.")
    order_line_id = graphene.ID(
        required=True,
        description="The ID of the order line in the store: find it among the lines of `order`. (Saleor gives order "
        "lines no key by which a router could find one.)",
    )
    product_name = graphene.String(required=True, description="The product as it was called when it was sold.")
    quantity = graphene.Int(required=True, description="How many pieces.")
    status = graphene.Field(SaleStatusEnum, required=True, description="How far it has come.", source="state")
    artisan = graphene.Field(Artisan, description="Who made the goods, if that is known.")
    district = graphene.Field(District, description="The district they come from, if that is known.")
    pickup = graphene.Field(
        Pickup, resolver=loaders.PickupOfSale.resolver(), description="Their latest collection, once there is one."
    )
    notification_status = graphene.Field(
        NotificationStatusEnum,
        description="Whether the supplier was notified; null while no one was to be notified. The order's "
        "customer and the "
        "supplier may see it too." + permission_note(MAY_SEE_NOTIFICATIONS),
    )
    sold_by = graphene.Field(
        OdopSeller,
        resolver=loaders.SellerOfSale.resolver(),
        description="The seller of record, as agreed when it was sold; null until its supplier is known.",
    )
    variant = SupplierField(
        store_type("ProductVariant"),
        permissions=STAFF,
        of=attrgetter("supplier_id"),
        **store_options("ProductVariant", "variant_id", "The product variant."),
    )
    pickup_point = SupplierField(
        OdopPickupPoint,
        permissions=[Permission.MANAGE_CONSIGNMENT, Permission.MANAGE_LOGISTICS],
        of=attrgetter("supplier_id"),
        resolver=loaders.PickupPoint.resolver("pickup_point_id"),
        description="Where the goods wait; null while it is not known.",
    )
    supplier = private_field(
        Supplier,
        "Who supplies the goods; null while the sale is unassigned.",
        resolver=loaders.Supplier.resolver("supplier_id"),
    )
    unit_price = private_field(
        OdopMoney, "What the buyer pays for one piece, in the currency of the order.", source="unit_price_gross"
    )
    total_gross = private_field(OdopMoney, "What the buyer pays for all pieces.", source="total_gross")
    total_net = private_field(OdopMoney, "The same without GST.", source="total_net")
    returned_quantity = private_field(graphene.Int, "How many pieces came back.", source="returned")
    ready_on = private_field(scalars.scalar("Date"), "The Indian day the supplier promised; null if none.")
    created_at = private_field(scalars.scalar("DateTime"), "When we learnt of the sale (UTC).", source="sold_at")
    updated_at = private_field(scalars.scalar("DateTime"), "When it last changed (UTC).", source="changed_at")
    collected_at = private_field(scalars.scalar("DateTime"), "Since when the carrier has the goods (UTC).")
    delivered_at = private_field(scalars.scalar("DateTime"), "Since when the buyer has them (UTC).")
    return_window_ends_at = private_field(
        scalars.scalar("DateTime"), "When the return window ends (UTC).", source="final_from"
    )
    terms = private_field(
        ConsignmentTerms,
        "The terms of the sale; null until its supplier is known.",
        resolver=loaders.TermsOfSale.resolver(),
    )
    earnings = SupplierField(
        ConsignmentSaleEarnings,
        permissions=[Permission.MANAGE_ACCOUNTS],
        of=attrgetter("supplier_id"),
        resolver=loaders.EarningsOfSale.resolver(),
        description="What its supplier has earned by it; null until it is delivered.",
    )
    taxes_at_source = SupplierField(
        list_of(WithheldTax),
        permissions=[Permission.MANAGE_ACCOUNTS],
        of=attrgetter("supplier_id"),
        resolver=loaders.TaxesOfSale.resolver(),
        description="Tax that was kept of what its supplier gets, oldest first; none until it is delivered.",
    )
    events = private_field(
        list_of(ConsignmentSaleEvent),
        "How it came to where it is, oldest step first.",
        resolver=loaders.StepsOfSale.resolver(),
    )
    returns = private_field(
        list_of(ConsignmentReturn), "What the buyer gave back, oldest first.", resolver=loaders.ReturnsOfSale.resolver()
    )
    issue = GuardedField(
        graphene.String,
        permissions=[Permission.MANAGE_CONSIGNMENT],
        resolver=sentence_or_null("issue"),
        description="What a person must look at, in words; null when all is well.",
    )
    messages = GuardedField(
        graphene.List(graphene.NonNull(SupplierMessage)),
        permissions=[Permission.MANAGE_NOTIFICATIONS],
        resolver=loaders.MessagesOfSale.resolver(),
        description="The messages about it, oldest first.",
    )

    @staticmethod
    def resolve_artisan(root: SaleInfo, info: graphene.ResolveInfo) -> Any:
        """The artisan of the supplier; where that is a group or a master craftsman without one, the product's."""
        if root.artisan_slug:
            return loaders.Artisan.of(info).load(root.artisan_slug)
        return _said_of_product(root, info, "artisan")

    @staticmethod
    def resolve_district(root: SaleInfo, info: graphene.ResolveInfo) -> Any:
        if not root.artisan_slug:
            return _said_of_product(root, info, "district")
        artisan = loaders.Artisan.of(info).load(root.artisan_slug)
        return artisan.then(lambda found: found.district if found else _said_of_product(root, info, "district"))

    @staticmethod
    def resolve_notification_status(root: SaleInfo, info: graphene.ResolveInfo) -> Any:
        viewer = request.viewer(info)
        if viewer.may_any(MAY_SEE_NOTIFICATIONS):
            return _latest_status(root, info)
        if viewer.user_id is None:
            raise PermissionDenied(MAY_SEE_NOTIFICATIONS, BUYERS_AND_SUPPLIERS_TOO)

        def to_the_customer(owner: str | None) -> Any:
            if owner != viewer.user_id and not _is_own(root, info):
                raise PermissionDenied(MAY_SEE_NOTIFICATIONS, BUYERS_AND_SUPPLIERS_TOO)
            return _latest_status(root, info)

        return loaders.OwnerOfOrder.of(info).load(root.order_id).then(to_the_customer)


class ConsignmentSaleCountableConnection(CountableConnection):
    class Meta:
        node = ConsignmentSale


def _said_of_product(sale: SaleInfo, info: graphene.ResolveInfo, what: str) -> Any:
    if sale.product_id is None:
        return None
    said = loaders.ProvenanceOfProduct.of(info).load(sale.product_id)
    return said.then(lambda found: getattr(found, what) if found else None)


def _is_own(sale: SaleInfo, info: graphene.ResolveInfo) -> bool:
    return sale.supplier_id is not None and sale.supplier_id == find_viewer_supplier(info)


def _latest_status(sale: SaleInfo, info: graphene.ResolveInfo) -> Any:
    messages = loaders.MessagesOfSale.of(info).load(sale.id)
    return messages.then(lambda found: found[-1].state if found else None)
