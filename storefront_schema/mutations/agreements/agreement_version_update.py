"""agreementVersionUpdate: the terms of a draft, written anew."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.agreements import change_version
from storefront_schema import request
from storefront_schema.mutations import clean
from storefront_schema.mutations.agreements import writing
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.types.agreements import AgreementVersion


class AgreementVersionUpdate(StaffMutation):
    class Meta:
        description = "Writes a draft anew, all of its terms. What was offered or signed cannot change."
        permissions = writing.PERMISSIONS

    class Arguments:
        id = graphene.ID(required=True, description="ID of the version.")
        terms = writing.AgreementTermsInput(required=True, description="The terms.")

    version = graphene.Field(AgreementVersion, description="The draft as it now is.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        version_id = clean.number("id", "AgreementVersion", arguments["id"])
        terms = writing.draft(arguments["terms"])
        with clean.refusing_as(writing.REFUSALS):
            return {"version": change_version(version_id, terms, by=request.who(info))}
