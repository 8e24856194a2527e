"""consignmentSaleMarkDelivered: the buyer has the goods."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import graphene

from odop_consignment.api import sales
from odop_consignment.api.errors import WrongChoice
from odop_core.security.permissions import Permission
from storefront_schema import request, scalars
from storefront_schema.errors import Code
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.refusals import refuse
from storefront_schema.mutations.sales import shared
from storefront_schema.types.sales import ConsignmentSale


class ConsignmentSaleMarkDelivered(StaffMutation):
    class Meta:
        description = (
            "Says that the buyer has these goods; the return window begins. Said again, the first moment counts."
        )
        permissions = (Permission.MANAGE_CONSIGNMENT, Permission.MANAGE_LOGISTICS)

    class Arguments:
        ids = shared.ids_argument()
        at = graphene.Argument(
            scalars.scalar("DateTime"),
            description="Since when, with a time zone. Default: now; a moment in the future is now.",
        )

    sales = graphene.List(graphene.NonNull(ConsignmentSale), description="The sales as they now are.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        sale_ids = shared.read_existing_sales(arguments)
        with refuse("at", Code.INVALID, WrongChoice):
            sales.record_delivered(sale_ids, arguments.get("at") or datetime.now(UTC), request.actor(info))
        return {"sales": shared.sales_now(info, sale_ids)}
