"""consignmentSaleMarkReady: the supplier has packed the goods."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import graphene

from odop_consignment.api import sales
from storefront_schema import request
from storefront_schema.mutations.base import SupplierMutation
from storefront_schema.mutations.sales import shared
from storefront_schema.types.sales import ConsignmentSale


class ConsignmentSaleMarkReady(SupplierMutation):
    class Meta:
        description = (
            "Says that these goods are packed and may be collected. Said again, or of goods that are no longer with "
            "their supplier, it changes nothing."
        )
        permissions = shared.PERMISSIONS

    class Arguments:
        ids = shared.ids_argument()

    sales = graphene.List(graphene.NonNull(ConsignmentSale), description="The sales as they now are.")

    @classmethod
    def find_owners(cls, info: graphene.ResolveInfo, **arguments: Any) -> Iterable[int | None]:
        return shared.find_owners(arguments)

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        sale_ids = shared.read_existing_sales(arguments)
        sales.record_ready(sale_ids, by=request.actor(info))
        return {"sales": shared.sales_now(info, sale_ids)}
