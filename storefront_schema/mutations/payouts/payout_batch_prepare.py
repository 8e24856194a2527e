"""payoutBatchPrepare: all that is due becomes payouts."""

from __future__ import annotations

from typing import Any

import graphene

from odop_accounts.api import payouts
from storefront_schema import request
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.payouts import shared
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.types.payouts import PayoutBatch


class PayoutBatchPrepare(StaffMutation):
    class Meta:
        description = (
            "Prepares payouts of all that is due: one for each supplier to whom at least the minimum is due, who can "
            "be paid and has no open payout. Another person must approve them."
        )
        permissions = shared.PREPARE

    batch = graphene.Field(PayoutBatch, description="The payouts together.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **_arguments: Any) -> dict[str, Any]:
        with refuse_as(shared.REFUSALS):
            return {"batch": payouts.prepare_batch(by=request.actor(info))}
