"""stockCountCreate: somebody counts what lies at a pickup point."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api import stock
from storefront_schema import request
from storefront_schema.errors import collect
from storefront_schema.mutations.arguments import clean_text
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.offers.shared import read_pickup_point
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.mutations.stock import shared
from storefront_schema.types.stock_counts import StockCount


class StockCountCreate(StaffMutation):
    class Meta:
        description = "Begins a count by hand of what lies at a pickup point."
        permissions = shared.PERMISSIONS
        atomic = False  # the store is asked for the warehouse

    class Arguments:
        pickup_point_id = graphene.ID(required=True, description="ID of the store's warehouse that is counted.")
        remark = graphene.String(description="Anything to be kept with it.")

    stock_count = graphene.Field(StockCount, description="The count that has begun.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        with collect() as each:
            point = each(read_pickup_point, arguments["pickup_point_id"])
            remark = each(clean_text, "remark", arguments.get("remark"), required=False)
        with refuse_as(shared.REFUSALS):
            return {"stock_count": stock.begin_count(point, by=request.actor(info), remark=remark)}
