"""stockCountSettle: differences of a count are booked."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api import stock
from storefront_schema import request
from storefront_schema.mutations.arguments import clean_id
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.mutations.stock import shared
from storefront_schema.types.stock_counts import StockCount


class StockCountSettle(StaffMutation):
    class Meta:
        description = (
            "Books the differences of a count, here and in the store. Somebody else does it than who counted. Settled "
            "again, nothing more happens."
        )
        permissions = shared.PERMISSIONS

    class Arguments:
        id = graphene.ID(required=True, description="ID of the count.")

    count = graphene.Field(StockCount, description="The count as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        number = clean_id("id", "StockCount", arguments["id"])
        with refuse_as(shared.REFUSALS):
            stock.settle_count(number, by=request.actor(info))
        return {"count": shared.count_now(info, number)}
