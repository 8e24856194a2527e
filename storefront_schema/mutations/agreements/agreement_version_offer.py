"""agreementVersionOffer: the draft is complete and waits for a signature."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.agreements import offer_for_signature
from storefront_schema import request
from storefront_schema.mutations.agreements import shared
from storefront_schema.mutations.arguments import clean_id
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.types.agreements import AgreementVersion


class AgreementVersionOffer(StaffMutation):
    class Meta:
        description = "Offers a complete draft to the supplier, who is told that it waits for their signature."
        permissions = shared.PERMISSIONS

    class Arguments:
        id = graphene.ID(required=True, description="ID of the version.")

    version = graphene.Field(AgreementVersion, description="The version as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        version_id = clean_id("id", "AgreementVersion", arguments["id"])
        with refuse_as(shared.REFUSALS):
            return {"version": offer_for_signature(version_id, by=request.actor(info))}
