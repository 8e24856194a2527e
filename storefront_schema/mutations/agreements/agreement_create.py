"""agreementCreate: a new agreement, with its first version as a draft."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.agreements import create_agreement
from odop_consignment.api.errors import UnknownRow
from storefront_schema import loaders, request
from storefront_schema.errors import Code, collect
from storefront_schema.mutations.agreements import shared
from storefront_schema.mutations.agreements.terms import AgreementTermsInput, read_terms
from storefront_schema.mutations.arguments import clean_id
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.types.agreements import Agreement, AgreementVersion


class AgreementCreateInput(graphene.InputObjectType):
    class Meta:
        description = "A new agreement."

    supplier_id = graphene.ID(required=True, description="ID of the supplier.")
    reference = graphene.String(description="What people call it; unique. Default: the next number.")
    terms = AgreementTermsInput(required=True, description="The terms of its first version.")


class AgreementCreate(StaffMutation):
    class Meta:
        description = "Writes a new agreement with a supplier. Its first version is a draft."
        permissions = shared.PERMISSIONS

    class Arguments:
        input = AgreementCreateInput(required=True, description="The agreement.")

    agreement = graphene.Field(Agreement, description="The new agreement.")
    version = graphene.Field(AgreementVersion, description="Its first version.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        given = arguments["input"]
        with collect() as each:
            supplier_id = each(clean_id, "supplierId", "Supplier", given["supplier_id"])
            terms = each(read_terms, given["terms"])
        with refuse_as({**shared.REFUSALS, UnknownRow: ("supplierId", Code.NOT_FOUND)}):
            version = create_agreement(
                supplier_id, terms, reference=given.get("reference") or "", by=request.actor(info)
            )
        return {"agreement": loaders.Agreement.of(info).load(version.agreement_id), "version": version}
