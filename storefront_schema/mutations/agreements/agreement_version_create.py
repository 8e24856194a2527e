"""agreementVersionCreate: other terms, as a draft of the next version."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.agreements import next_version
from storefront_schema import request, scalars
from storefront_schema.errors import collect
from storefront_schema.mutations.agreements import shared
from storefront_schema.mutations.agreements.terms import AgreementTermsInput, read_terms
from storefront_schema.mutations.arguments import clean_id
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.types.agreements import AgreementVersion


class AgreementVersionCreate(StaffMutation):
    class Meta:
        description = "Begins the next version of an agreement: of these terms, or as a copy of the last version."
        permissions = shared.PERMISSIONS

    class Arguments:
        agreement_id = graphene.ID(required=True, description="ID of the agreement.")
        terms = AgreementTermsInput(description="The terms. Default: those of the last version.")
        valid_from = scalars.date_argument(description="The first Indian day of a copy. Default: today.")

    version = graphene.Field(AgreementVersion, description="The draft.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        with collect() as each:
            agreement_id = each(clean_id, "agreementId", "Agreement", arguments["agreement_id"])
            terms = each(read_terms, arguments["terms"]) if arguments.get("terms") else None
        with refuse_as(shared.REFUSALS):
            version = next_version(
                agreement_id, by=request.actor(info), draft=terms, valid_from=arguments.get("valid_from")
            )
        return {"version": version}
