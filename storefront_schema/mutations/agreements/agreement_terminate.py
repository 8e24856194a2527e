"""agreementTerminate: the last day on which an agreement binds."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.agreements import end_agreement
from odop_consignment.api.errors import WrongChoice
from storefront_schema import request, scalars
from storefront_schema.errors import Code, collect
from storefront_schema.mutations.agreements import shared
from storefront_schema.mutations.arguments import clean_id, clean_text
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.types.agreements import Agreement


class AgreementTerminate(StaffMutation):
    class Meta:
        description = (
            "Ends an agreement, for good: nothing is sold under its offers after that day. What was sold stays as "
            "agreed. To end it at once, name yesterday."
        )
        permissions = shared.PERMISSIONS

    class Arguments:
        id = graphene.ID(required=True, description="ID of the agreement.")
        last_day = scalars.date_argument(required=True, description="The last Indian day on which it binds.")
        reason = graphene.String(required=True, description="Why, in words. It stays on record.")

    agreement = graphene.Field(Agreement, description="The agreement as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        with collect() as each:
            agreement_id = each(clean_id, "id", "Agreement", arguments["id"])
            reason = each(clean_text, "reason", arguments["reason"])
        with refuse_as({**shared.REFUSALS, WrongChoice: ("lastDay", Code.INVALID)}):
            agreement = end_agreement(agreement_id, arguments["last_day"], reason=reason, by=request.actor(info))
        return {"agreement": agreement}
