"""agreementVersionUpdate: the terms of a draft, written anew."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.agreements import change_version
from storefront_schema import request
from storefront_schema.errors import collect
from storefront_schema.mutations.agreements import shared
from storefront_schema.mutations.agreements.terms import AgreementTermsInput, read_terms
from storefront_schema.mutations.arguments import clean_id
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.types.agreements import AgreementVersion


class AgreementVersionUpdate(StaffMutation):
    class Meta:
        description = "Replaces all terms of a draft. An offered or signed version cannot be changed."
        permissions = shared.PERMISSIONS

    class Arguments:
        id = graphene.ID(required=True, description="ID of the version.")
        terms = AgreementTermsInput(required=True, description="The terms.")

    version = graphene.Field(AgreementVersion, description="The draft as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        with collect() as each:
            version_id = each(clean_id, "id", "AgreementVersion", arguments["id"])
            terms = each(read_terms, arguments["terms"])
        with refuse_as(shared.REFUSALS):
            return {"version": change_version(version_id, terms, by=request.actor(info))}
