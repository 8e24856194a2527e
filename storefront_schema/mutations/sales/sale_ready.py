"""saleReady: the maker has packed the goods."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import graphene

from odop_consignment.api import sales
from storefront_schema import request
from storefront_schema.mutations.base import OwnMutation
from storefront_schema.mutations.sales import refusing
from storefront_schema.types.sales import ConsignmentSale


class SaleReady(OwnMutation):
    class Meta:
        description = (
            "Says that these goods are packed and may be collected. Said again, or of goods that are no longer with "
            "their maker, it changes nothing."
        )
        permissions = refusing.PERMISSIONS

    class Arguments:
        ids = refusing.ids_argument()

    sales = graphene.List(graphene.NonNull(ConsignmentSale), description="The sales as they now are.")

    @classmethod
    def whose(cls, info: graphene.ResolveInfo, **arguments: Any) -> Iterable[int | None]:
        return refusing.suppliers_of(arguments)

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        sale_ids = refusing.existing(arguments)
        sales.record_ready(sale_ids, by=request.who(info))
        return {"sales": refusing.sales_now(info, sale_ids)}
