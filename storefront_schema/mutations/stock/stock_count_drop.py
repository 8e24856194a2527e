"""stockCountDrop: a count is not used."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api import stock
from storefront_schema.mutations.arguments import clean_id
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.mutations.stock import shared
from storefront_schema.types.stock_counts import StockCount


class StockCountDrop(StaffMutation):
    class Meta:
        description = "Gives a count up: nothing of it is booked."
        permissions = shared.PERMISSIONS

    class Arguments:
        id = graphene.ID(required=True, description="ID of the count.")

    count = graphene.Field(StockCount, description="The count as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        number = clean_id("id", "StockCount", arguments["id"])
        with refuse_as(shared.REFUSALS):
            stock.drop_count(number)
        return {"count": shared.count_now(info, number)}
