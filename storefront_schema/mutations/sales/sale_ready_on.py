"""saleReadyOn: the maker says when the goods will be ready."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import graphene

from odop_consignment.api import sales
from storefront_schema import request, scalars
from storefront_schema.mutations import clean
from storefront_schema.mutations.base import OwnMutation
from storefront_schema.mutations.sales import refusing
from storefront_schema.types.sales import ConsignmentSale


class SaleReadyOn(OwnMutation):
    class Meta:
        description = (
            "Says that the maker has these goods, and on which day they will be packed. The last day named counts. Of "
            "goods that are no longer with their maker it changes nothing."
        )
        permissions = refusing.PERMISSIONS

    class Arguments:
        ids = refusing.ids_argument()
        day = graphene.Argument(
            lambda: scalars.kind("Date"),
            required=True,
            description=f"The Indian day, from today up to {sales.FURTHEST_DAYS} days ahead.",
        )

    sales = graphene.List(graphene.NonNull(ConsignmentSale), description="The sales as they now are.")

    @classmethod
    def whose(cls, info: graphene.ResolveInfo, **arguments: Any) -> Iterable[int | None]:
        return refusing.suppliers_of(arguments)

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        sale_ids = refusing.existing(arguments)
        with clean.refusing_as(refusing.REFUSALS):
            sales.check_day(arguments["day"])
            sales.record_ready_on(sale_ids, arguments["day"], by=request.who(info))
        return {"sales": refusing.sales_now(info, sale_ids)}
