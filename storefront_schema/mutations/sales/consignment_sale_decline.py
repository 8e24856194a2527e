"""consignmentSaleDecline: the supplier does not have the goods."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import graphene

from odop_consignment.api import sales
from odop_core.security.permissions import Permission
from storefront_schema import loaders, request
from storefront_schema.errors import collect
from storefront_schema.guards import GuardedField
from storefront_schema.mutations.arguments import clean_text
from storefront_schema.mutations.base import SupplierMutation
from storefront_schema.mutations.sales import shared
from storefront_schema.types.sales import ConsignmentSale

STAFF = (Permission.MANAGE_CONSIGNMENT,)
REASON_LENGTH = 200


class ConsignmentSaleDeclineResult(graphene.ObjectType):
    class Meta:
        description = "The result of recording that a supplier cannot supply a sale."

    sale = graphene.Field(ConsignmentSale, required=True, description="The sale as it now is.")
    is_too_late = graphene.Boolean(
        required=True, description="Whether it was called off, or its goods collected, before; then nothing changed."
    )
    new_sales = GuardedField(
        graphene.List(graphene.NonNull(ConsignmentSale)),
        permissions=STAFF,
        description="The sales that other suppliers got instead; empty if no one else offers the goods.",
    )

    @staticmethod
    def resolve_sale(root: sales.CannotSupply, info: graphene.ResolveInfo) -> Any:
        return loaders.Sale.of(info).load(root.sale_id)

    @staticmethod
    def resolve_new_sales(root: sales.CannotSupply, info: graphene.ResolveInfo) -> Any:
        return loaders.Sale.of(info).load_many(root.new_sale_ids)


class ConsignmentSaleDecline(SupplierMutation):
    class Meta:
        description = (
            "Records that the supplier cannot supply these goods. Another supplier who offers them "
            "gets the sale; if there is none, it becomes an issue for staff."
        )
        permissions = shared.PERMISSIONS

    class Arguments:
        ids = shared.ids_argument()
        reason = graphene.String(required=True, description="Why, in the supplier's words. Staff read it.")

    results = graphene.List(
        graphene.NonNull(ConsignmentSaleDeclineResult), description="What came of it, sale by sale."
    )

    @classmethod
    def find_owners(cls, info: graphene.ResolveInfo, **arguments: Any) -> Iterable[int | None]:
        return shared.find_owners(arguments)

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        with collect() as each:
            sale_ids = each(shared.read_existing_sales, arguments)
            reason = each(clean_text, "reason", arguments["reason"])
        outcomes = sales.record_cannot_supply(sale_ids, by=request.actor(info), reason=reason[:REASON_LENGTH])
        shared.sales_now(info, sale_ids)
        return {"results": outcomes}
