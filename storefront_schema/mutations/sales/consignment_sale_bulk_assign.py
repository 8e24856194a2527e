"""consignmentSaleBulkAssign: who supplies many sales that found no supplier by themselves."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import Any

import graphene

from odop_consignment.api import sales
from odop_core.i18n import _
from storefront_schema.errors import Refused, errors_field, too_few_or_many
from storefront_schema.mutations import bulk
from storefront_schema.mutations.arguments import clean_id
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.sales import shared
from storefront_schema.mutations.sales.consignment_sale_assign import ConsignmentSaleAssign
from storefront_schema.types.sales import ConsignmentSale


class ConsignmentSaleAssignmentInput(graphene.InputObjectType):
    class Meta:
        description = "Which offer supplies an unassigned sale."

    id = graphene.ID(required=True, description="ID of the unassigned sale.")
    offer_id = graphene.ID(required=True, description="ID of the offer, which must be of the same variant.")


class ConsignmentSaleBulkAssignResult(graphene.ObjectType):
    class Meta:
        description = "What became of one sale."

    sale = graphene.Field(ConsignmentSale, description="The sale as it now is; null if nothing was done.")
    errors = errors_field(__name__, "Why it was refused; empty when it was not.")


class ConsignmentSaleBulkAssign(StaffMutation):
    class Meta:
        description = "Says by hand which offers supply unassigned sales; the suppliers are then notified."
        permissions = shared.PERMISSIONS
        atomic = False

    class Arguments:
        assignments = graphene.List(
            graphene.NonNull(ConsignmentSaleAssignmentInput),
            required=True,
            description=f"The sales, at most {shared.MOST_AT_ONCE}.",
        )
        error_policy = bulk.policy_argument()

    count = bulk.count_field()
    results = graphene.List(
        graphene.NonNull(ConsignmentSaleBulkAssignResult), description="What became of each sale, in order."
    )

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        rows, policy = arguments["assignments"], arguments.get("error_policy")
        if not 1 <= len(rows) <= shared.MOST_AT_ONCE:
            raise Refused(
                "assignments",
                _("Name at least 1 and at most {most} sales.", most=shared.MOST_AT_ONCE),
                too_few_or_many(rows),
            )
        results: list[Any] = []
        with bulk.undone_if_wrong(policy, results):
            if policy == bulk.ErrorPolicy.REJECT_EVERYTHING:
                sales.lock_assignments(_numbers(rows))
            for row in rows:
                act = partial(ConsignmentSaleAssign.perform, info, **row)
                results.append(bulk.result_of(ConsignmentSaleBulkAssignResult, act))
        return bulk.finish(policy, results, "sale")


def _numbers(rows: list[dict[str, Any]]) -> dict[int, int]:
    """Offers by sale, of the rows whose IDs are right."""
    found = {}
    for row in rows:
        with suppress(Refused):
            sale_id = clean_id("id", "ConsignmentSale", row["id"])
            found[sale_id] = clean_id("offerId", "Offer", row["offer_id"])
    return found
