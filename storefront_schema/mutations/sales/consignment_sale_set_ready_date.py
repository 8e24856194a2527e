"""consignmentSaleSetReadyDate: the supplier says when the goods will be ready."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import graphene

from odop_consignment.api import sales
from storefront_schema import request, scalars
from storefront_schema.mutations.base import SupplierMutation
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.mutations.sales import shared
from storefront_schema.types.sales import ConsignmentSale


class ConsignmentSaleSetReadyDate(SupplierMutation):
    class Meta:
        description = (
            "Says that the supplier has these goods, and on which day they will be packed. The last day named "
            "counts. Of "
            "goods that are no longer with their supplier it changes nothing."
        )
        permissions = shared.PERMISSIONS

    class Arguments:
        ids = shared.ids_argument()
        day = graphene.Argument(
            scalars.scalar("Date"),
            required=True,
            description=f"The Indian day, from today up to {sales.FURTHEST_DAYS} days ahead.",
        )

    sales = graphene.List(graphene.NonNull(ConsignmentSale), description="The sales as they now are.")

    @classmethod
    def find_owners(cls, info: graphene.ResolveInfo, **arguments: Any) -> Iterable[int | None]:
        return shared.find_owners(arguments)

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        sale_ids = shared.read_existing_sales(arguments)
        with refuse_as(shared.REFUSALS):
            sales.check_day(arguments["day"])
            sales.record_ready_on(sale_ids, arguments["day"], by=request.actor(info))
        return {"sales": shared.sales_now(info, sale_ids)}
