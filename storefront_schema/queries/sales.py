"""What staff ask of sales, and suppliers of their own."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api import checkout, exchange_rates, sales
from odop_consignment.api.errors import UnknownRow
from odop_core.security.permissions import Permission
from storefront_schema import loaders, request, supplier_access
from storefront_schema.guards import GuardedField
from storefront_schema.list_field import list_field
from storefront_schema.metadata import find_row, row_arguments
from storefront_schema.queries.arguments import read_id
from storefront_schema.supplier_access import SupplierField
from storefront_schema.types.checkout import CheckoutRefusalCountableConnection
from storefront_schema.types.exchange_rates import OdopMissingExchangeRate
from storefront_schema.types.sale_alternatives import ConsignmentSaleAlternative
from storefront_schema.types.sale_records import ConsignmentReturnCountableConnection
from storefront_schema.types.sales import ConsignmentSale, ConsignmentSaleCountableConnection

PERMISSIONS = (Permission.MANAGE_CONSIGNMENT,)


class SaleQueries(graphene.ObjectType):
    class Meta:
        description = "What may be asked of sales."

    consignment_sales = list_field(
        sales.SALES,
        ConsignmentSaleCountableConnection,
        permissions=PERMISSIONS,
        for_suppliers=True,
        description="What was sold, newest first.",
    )
    consignment_sale = SupplierField(
        ConsignmentSale,
        args=row_arguments("sale"),
        permissions=PERMISSIONS,
        description="One sale; null if there is none of this ID or reference.",
    )
    consignment_sale_alternatives = GuardedField(
        graphene.List(graphene.NonNull(ConsignmentSaleAlternative)),
        id=graphene.ID(required=True, description="ID of the sale."),
        permissions=PERMISSIONS,
        description="Which offers could supply a sale instead, the best first, and why the others cannot; null if "
        "there is no sale of this ID.",
    )
    order_consignments = GuardedField(
        graphene.List(graphene.NonNull(ConsignmentSale)),
        order_id=graphene.ID(required=True, description="ID of the order in the store."),
        permissions=PERMISSIONS,
        description="Who supplies what of an order.",
    )
    consignment_returns = list_field(
        sales.RETURNS,
        ConsignmentReturnCountableConnection,
        permissions=PERMISSIONS,
        description="What buyers gave back, oldest first.",
    )
    missing_exchange_rates = GuardedField(
        graphene.List(graphene.NonNull(OdopMissingExchangeRate)),
        permissions=PERMISSIONS,
        description="The rates that sales in other currencies wait for, the oldest day first.",
    )
    checkout_refusals = list_field(
        checkout.REFUSALS,
        CheckoutRefusalCountableConnection,
        permissions=PERMISSIONS,
        description="What was refused to buyers because it cannot be sold to their State, newest first.",
    )

    @staticmethod
    def resolve_consignment_sale(
        _root: Any, info: graphene.ResolveInfo, id: str | None = None, external_reference: str | None = None
    ) -> Any:
        own = supplier_access.get_supplier_scope(info, PERMISSIONS)
        return find_row(ConsignmentSale, info, id, external_reference).then(supplier_access.keep_own_row(own))

    @staticmethod
    def resolve_consignment_sale_alternatives(_root: Any, info: graphene.ResolveInfo, id: str) -> Any:
        with request.primary(info):
            try:
                return sales.list_alternatives(read_id("ConsignmentSale", id))
            except UnknownRow:
                return None

    @staticmethod
    def resolve_order_consignments(_root: Any, info: graphene.ResolveInfo, order_id: str) -> Any:
        return loaders.SalesOfOrder.of(info).load(order_id)

    @staticmethod
    def resolve_missing_exchange_rates(_root: Any, info: graphene.ResolveInfo) -> Any:
        return exchange_rates.missing_rates(request.database(info))
