"""agreementVersionWithdraw: it will not be signed."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.agreements import withdraw_version
from storefront_schema import request
from storefront_schema.mutations.agreements import shared
from storefront_schema.mutations.arguments import clean_id
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.types.agreements import AgreementVersion


class AgreementVersionWithdraw(StaffMutation):
    class Meta:
        description = "Withdraws a version that is not signed."
        permissions = shared.PERMISSIONS

    class Arguments:
        id = graphene.ID(required=True, description="ID of the version.")

    version = graphene.Field(AgreementVersion, description="The version as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        version_id = clean_id("id", "AgreementVersion", arguments["id"])
        with refuse_as(shared.REFUSALS):
            return {"version": withdraw_version(version_id, by=request.actor(info))}
