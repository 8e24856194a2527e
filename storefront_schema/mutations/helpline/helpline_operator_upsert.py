"""helplineOperatorUpsert: who calls suppliers, in which languages, and where the telephony reaches them."""

from __future__ import annotations

from typing import Any

import graphene

from odop_core.security.permissions import Permission
from odop_notifications.api import helpline
from storefront_schema.errors import Code, collect
from storefront_schema.mutations.arguments import clean_name, clean_phone, clean_store_id
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.refusals import refuse
from storefront_schema.types.helpline import HelplineOperator


class HelplineOperatorUpsertInput(graphene.InputObjectType):
    class Meta:
        description = "An operator. What is left out stays as it is."

    name = graphene.String(required=True, description="The name they give on the telephone. It cannot be changed.")
    user_id = graphene.ID(description="ID of their account in the store; empty: they have none (any more).")
    languages = graphene.List(
        graphene.NonNull(graphene.String),
        required=True,
        description="Languages they speak, by code or name; none: calls in any.",
    )
    phone = graphene.String(description="Where the telephony reaches them; empty: nowhere.")


class HelplineOperatorUpsert(StaffMutation):
    class Meta:
        description = "Enters an operator of the helpline, or changes what is known of them."
        permissions = (Permission.MANAGE_NOTIFICATIONS,)

    class Arguments:
        input = HelplineOperatorUpsertInput(required=True, description="The operator.")

    operator = graphene.Field(HelplineOperator, description="The operator as they now are.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        given = arguments["input"]
        user_id, phone = given.get("user_id"), given.get("phone")
        with collect() as each:
            name = each(clean_name, "name", given["name"])
            phone = each(clean_phone, "phone", phone) if phone else phone
            if user_id:
                each(clean_store_id, "userId", "User", user_id)
        with refuse(None, Code.INVALID, helpline.BadOperator):
            operator = helpline.save_operator(
                name, given["languages"], phone, user_id,
            )  # fmt: skip
        return {"operator": operator}
