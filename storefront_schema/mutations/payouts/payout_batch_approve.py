"""payoutBatchApprove: a second person lets payouts go."""

from __future__ import annotations

from typing import Any

import graphene

from odop_accounts.api import payouts
from storefront_schema import request
from storefront_schema.errors import collect
from storefront_schema.mutations.arguments import clean_id
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.payouts import shared
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.types.payouts import PayoutBatch


class PayoutBatchApprove(StaffMutation):
    class Meta:
        description = (
            "Approves payouts that another person prepared, to accounts that another person entered, to suppliers "
            "other than oneself: they are sent. Those to which something came in the way are called off, and prepared "
            "again when it is gone. Approved again, nothing happens."
        )
        permissions = shared.APPROVE

    class Arguments:
        id = graphene.ID(required=True, description="ID of the batch.")
        payout_ids = graphene.List(
            graphene.NonNull(graphene.ID), description="Only these of it. Default: all that wait."
        )

    batch = graphene.Field(PayoutBatch, description="The batch as it now is.")
    approved_count = graphene.Int(description="How many were approved.")
    cancelled_count = graphene.Int(description="How many were called off, since something came in the way.")
    left_count = graphene.Int(description="How many another person must approve.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        chosen = arguments.get("payout_ids")
        with collect() as each:
            number = each(clean_id, "id", "PayoutBatch", arguments["id"])
            only = None if chosen is None else [each(clean_id, "payoutIds", "Payout", one) for one in chosen]
        with refuse_as(shared.REFUSALS):
            found = payouts.approve_batch(number, by=request.actor(info), payout_ids=only)
        return {
            "batch": payouts.batches_by_id([number])[number],
            "approved_count": len(found.approved),
            "cancelled_count": len(found.cancelled),
            "left_count": len(found.left),
        }
