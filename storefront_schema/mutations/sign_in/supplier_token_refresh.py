"""supplierTokenRefresh: new tokens for a refresh token."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api import sign_in
from storefront_schema import scalars
from storefront_schema.mutations.base import PublicMutation
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.mutations.sign_in import shared


class SupplierTokenRefresh(shared.TokenFields, PublicMutation):
    class Meta:
        description = (
            "Gives new tokens for a refresh token, which is of no use afterwards. Whoever sends one a second time ends "
            "the session, since somebody else may have it: keep the new one before you use it."
        )
        atomic = False

    class Arguments:
        refresh_token = graphene.String(required=True, description="The newest refresh token.")

    token_expires_at = scalars.date_time_field(description="Until when the token holds (UTC).")
    refresh_token_expires_at = scalars.date_time_field(description="Until when it can be renewed (UTC).")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        with refuse_as(shared.REFUSALS):
            return shared.tokens_answer(sign_in.refresh_session(arguments["refresh_token"]))
