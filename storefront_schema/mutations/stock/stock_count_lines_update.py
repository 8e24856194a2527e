"""stockCountLinesUpdate: what was counted."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api import stock
from odop_core.i18n import _
from storefront_schema import request
from storefront_schema.errors import Code, Refused, errors_field, list_errors
from storefront_schema.mutations import bulk
from storefront_schema.mutations.arguments import clean_id
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.mutations.stock import shared
from storefront_schema.types.stock_counts import StockCount, StockCountLine


class StockCountLineInput(graphene.InputObjectType):
    class Meta:
        description = "Of one offer so many good pieces lie there, sold ones not yet collected included."

    offer_id = graphene.ID(required=True, description="ID of the offer.")
    counted = graphene.Int(required=True, description="What was counted.")


class StockCountLineResult(graphene.ObjectType):
    class Meta:
        description = "What became of one of the lines that were handed in."

    line = graphene.Field(StockCountLine, description="The line as it was recorded; null when it was left out.")
    errors = errors_field(__name__, "Why it was left out; empty when it was taken.")


class StockCountLinesUpdate(StaffMutation):
    class Meta:
        description = (
            "Records what was counted. Enter it right after counting: the difference is fixed then, whatever is sold "
            "afterwards. Of an offer that is entered again the last number counts."
        )
        permissions = shared.PERMISSIONS

    class Arguments:
        id = graphene.ID(required=True, description="ID of the count.")
        lines = graphene.List(
            graphene.NonNull(StockCountLineInput),
            required=True,
            description=f"What was counted, at most {shared.MOST_LINES} lines.",
        )
        error_policy = bulk.policy_argument()

    stock_count = graphene.Field(StockCount, description="The count as it now is.")
    count = bulk.count_field()
    results = graphene.List(
        graphene.NonNull(StockCountLineResult),
        description="What became of each line, in the order in which they were given; null if none was looked at.",
    )

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        number, rows = clean_id("id", "StockCount", arguments["id"]), arguments["lines"]
        shared.at_most("lines", rows)
        if not stock.counts_by_id([number]):
            raise Refused("id", _("There is no count {number}.", number=number), Code.NOT_FOUND)
        policy, results = arguments.get("error_policy"), list[StockCountLineResult]()
        with bulk.undone_if_wrong(policy, results):
            results += [_result(number, given, request.actor(info)) for given in rows]
        return {"stock_count": shared.count_now(info, number), **bulk.finish(policy, results, "line")}


def _result(count_id: int, given: dict[str, Any], by: str) -> StockCountLineResult:
    try:
        offer_id = clean_id("offerId", "Offer", given["offer_id"])
        with refuse_as(shared.REFUSALS):
            line = stock.enter_count(count_id, offer_id, given["counted"], by=by)
    except Refused as refusal:
        return StockCountLineResult(line=None, errors=list_errors(refusal))
    return StockCountLineResult(line=line, errors=[])
