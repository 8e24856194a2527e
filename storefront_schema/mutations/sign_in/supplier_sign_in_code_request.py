"""supplierSignInCodeRequest: a one-time code to a telephone number."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api import sign_in
from storefront_schema import request, scalars
from storefront_schema.mutations.arguments import clean_phone
from storefront_schema.mutations.base import PublicMutation
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.mutations.sign_in import shared
from storefront_schema.types.sign_in import CodeMediumEnum


class SupplierSignInCodeRequest(PublicMutation):
    class Meta:
        description = (
            "Sends a one-time code to a supplier's telephone number, or to a member of their group. The answer is the "
            "same for a number that nobody here has. A code holds for ten minutes and takes five tries; a number gets "
            "five in an hour."
        )
        atomic = False

    class Arguments:
        phone = graphene.String(
            required=True, description="A mobile number of ten digits, or an international one with +."
        )
        medium = graphene.Argument(CodeMediumEnum, description="How to send it. Default: SMS.")

    handle = graphene.String(description="Needed with the code; keep it until then.")
    expires_at = scalars.date_time_field(description="Until when the code holds (UTC).")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        phone, medium = clean_phone("phone", arguments["phone"]), arguments.get("medium") or sign_in.CodeMedium.SMS
        with refuse_as(shared.REFUSALS):
            found = sign_in.request_code(phone, network=request.network(info), medium=medium)
        return {"handle": found.handle, "expires_at": found.expires_at}
