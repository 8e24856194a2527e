"""What staff ask of sales, and suppliers of their own."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api import checkout, exchange_rates, sales
from odop_consignment.api.errors import UnknownRow
from odop_core.security.permissions import Permission
from storefront_schema import loaders, request, scalars, supplier_access
from storefront_schema.connection import page, page_arguments
from storefront_schema.guards import GuardedField, require_permission
from storefront_schema.queries.arguments import read_id, read_optional_id, read_values
from storefront_schema.supplier_access import SupplierField
from storefront_schema.types.checkout import CheckoutRefusalCountableConnection
from storefront_schema.types.exchange_rates import OdopMissingExchangeRate
from storefront_schema.types.sale_alternatives import ConsignmentSaleAlternative
from storefront_schema.types.sale_records import ConsignmentReturnCountableConnection, SaleStatusEnum
from storefront_schema.types.sales import ConsignmentSale, ConsignmentSaleCountableConnection

PERMISSIONS = (Permission.MANAGE_CONSIGNMENT,)


class ConsignmentSaleWhereInput(graphene.InputObjectType):
    class Meta:
        description = "Which sales to list. What is left out does not matter. Days are Indian days."

    supplier_id = graphene.ID(description="Only those of this supplier.")
    statuses = graphene.List(graphene.NonNull(SaleStatusEnum), description="Only those in these states.")
    order_id = graphene.ID(description="Only those of this order of the store's.")
    has_issue = graphene.Boolean(description="Only those a person must look at; false: only the others. Staff only.")
    is_assigned = graphene.Boolean(
        description="Only those whose supplier is known; false: only those without a known supplier."
    )
    ready_by = scalars.date_input(description="Only those still with their supplier, promised for this day or earlier.")
    sold_from = scalars.date_input(description="Only those of this day or later.")
    sold_until = scalars.date_input(description="Only those of this day or earlier.")


class ConsignmentReturnWhereInput(graphene.InputObjectType):
    class Meta:
        description = "Which returns to list. What is left out does not matter."

    needs_inspection = graphene.Boolean(description="Only those that need attention; false: only the others.")


class SaleQueries(graphene.ObjectType):
    class Meta:
        description = "What may be asked of sales."

    consignment_sales = SupplierField(
        ConsignmentSaleCountableConnection,
        args={
            "where": graphene.Argument(ConsignmentSaleWhereInput, description="Which ones."),
            **page_arguments(newest_first=True),
        },
        permissions=PERMISSIONS,
        description="What was sold.",
    )
    consignment_sale = SupplierField(
        ConsignmentSale,
        id=graphene.ID(required=True, description="ID of the sale."),
        permissions=PERMISSIONS,
        description="One sale; null if there is none of this ID.",
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
    consignment_returns = GuardedField(
        ConsignmentReturnCountableConnection,
        args={
            "where": graphene.Argument(ConsignmentReturnWhereInput, description="Which ones."),
            **page_arguments(newest_first=False),
        },
        permissions=PERMISSIONS,
        description="What buyers gave back.",
    )
    missing_exchange_rates = GuardedField(
        graphene.List(graphene.NonNull(OdopMissingExchangeRate)),
        permissions=PERMISSIONS,
        description="The rates that sales in other currencies wait for, the oldest day first.",
    )
    checkout_refusals = GuardedField(
        CheckoutRefusalCountableConnection,
        args=page_arguments(newest_first=True),
        permissions=PERMISSIONS,
        description="What was refused to buyers because it cannot be sold to their State.",
    )

    @staticmethod
    def resolve_consignment_sales(_root: Any, info: graphene.ResolveInfo, where: Any = None, **paging: Any) -> Any:
        given = where or {}
        wanted = sales.WantedSales(
            supplier_id=supplier_access.narrow_to_supplier(
                info, PERMISSIONS, read_optional_id(given, "supplier_id", "Supplier")
            ),
            states=read_values(given, "statuses"),
            order_id=given.get("order_id"),
            has_issue=_has_issue(info, given),
            assigned=given.get("is_assigned"),
            ready_by=given.get("ready_by"),
            sold_from=given.get("sold_from"),
            sold_until=given.get("sold_until"),
        )
        return _page(info, paging, wanted, newest_first=True)

    @staticmethod
    def resolve_consignment_sale(_root: Any, info: graphene.ResolveInfo, id: str) -> Any:
        number = read_id("ConsignmentSale", id)
        sale = sales.sales_by_id([number], request.database(info)).get(number)
        return (
            sale if sale and supplier_access.get_supplier_scope(info, PERMISSIONS) in (None, sale.supplier_id) else None
        )

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
    def resolve_consignment_returns(_root: Any, info: graphene.ResolveInfo, where: Any = None, **paging: Any) -> Any:
        using, waits = request.database(info), (where or {}).get("needs_inspection")
        return page(
            ConsignmentReturnCountableConnection,
            paging,
            read=lambda window: sales.list_returns(waits, window, using),
            count=lambda: sales.count_returns(waits, using),
        )

    @staticmethod
    def resolve_missing_exchange_rates(_root: Any, info: graphene.ResolveInfo) -> Any:
        return exchange_rates.missing_rates(request.database(info))

    @staticmethod
    def resolve_checkout_refusals(_root: Any, info: graphene.ResolveInfo, **paging: Any) -> Any:
        using = request.database(info)
        return page(
            CheckoutRefusalCountableConnection,
            paging,
            read=lambda window: checkout.refusals(window, using),
            count=lambda: checkout.count_refusals(using),
            newest_first=True,
        )


def _page(info: graphene.ResolveInfo, paging: Any, wanted: sales.WantedSales, *, newest_first: bool = False) -> Any:
    using = request.database(info)
    return page(
        ConsignmentSaleCountableConnection,
        paging,
        read=lambda window: sales.sales(wanted, window, using),
        count=lambda: sales.count_sales(wanted, using),
        newest_first=newest_first,
    )


def _has_issue(info: graphene.ResolveInfo, given: Any) -> bool | None:
    """What is wrong with a sale is for staff. Raises PermissionDenied."""
    wanted: bool | None = given.get("has_issue")
    if wanted is not None:
        require_permission(info, PERMISSIONS)
    return wanted
