"""consignmentSaleMarkPartReady: a part of the pieces is packed; the rest gets a day, or is not to be had."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import graphene

from odop_consignment.api import sales
from odop_core.i18n import _
from storefront_schema import request, scalars
from storefront_schema.errors import Code, Refused, collect
from storefront_schema.mutations.arguments import clean_id, clean_text
from storefront_schema.mutations.base import SupplierMutation
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.mutations.sales import shared
from storefront_schema.types.sales import ConsignmentSale

BOTH = _("Say when the rest is ready, or why it cannot be supplied; not both.")
REFUSALS = {**shared.REFUSALS, sales.BadDay: ("restReadyOn", Code.INVALID), sales.WrongPart: ("ready", Code.INVALID)}


class ConsignmentSaleMarkPartReady(SupplierMutation):
    class Meta:
        description = (
            "Says that so many pieces of a sale are packed, and that the rest will be ready on a day, or cannot be "
            "supplied (then whoever else offers the goods gets it; where nobody does, staff are to look). Two sales "
            "take the place of the one. Said again it is the same."
        )
        permissions = shared.PERMISSIONS

    class Arguments:
        id = graphene.ID(required=True, description="ID of the sale.")
        ready = graphene.Int(required=True, description="How many pieces are packed: fewer than were bought.")
        rest_ready_on = scalars.date_argument(
            description="The Indian day on which the rest will be ready. Left out: it cannot be supplied."
        )
        reason = graphene.String(
            description="Why the rest cannot be supplied, in the supplier's words; needed then. Staff read it."
        )

    ready_sale = graphene.Field(ConsignmentSale, description="The sale of the pieces that are packed.")
    rest_sale = graphene.Field(ConsignmentSale, description="The sale of the rest; another supplier may have it now.")

    @classmethod
    def find_owners(cls, info: graphene.ResolveInfo, **arguments: Any) -> Iterable[int | None]:
        number = clean_id("id", "ConsignmentSale", arguments["id"])
        found = sales.sales_by_id([number]).get(number)
        return [found.supplier_id if found else None]

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        day = arguments.get("rest_ready_on")
        with collect() as each:
            number = each(clean_id, "id", "ConsignmentSale", arguments["id"]) or 0
            reason = (each(clean_text, "reason", arguments.get("reason"), required=day is None) or "")[:200]
        if day is not None and reason:
            raise Refused("reason", BOTH, Code.INVALID)
        with refuse_as(REFUSALS):
            found = sales.record_part_ready(
                number, arguments["ready"], by=request.actor(info), rest_on=day, reason=reason
            )
        ready, rest = shared.sales_now(info, [found.ready_id, found.rest_id])
        shared.sales_now(info, [number])
        return {"ready_sale": ready, "rest_sale": rest}
