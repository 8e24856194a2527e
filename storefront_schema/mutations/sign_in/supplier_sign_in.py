"""supplierSignIn: tokens for a one-time code."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api import sign_in
from storefront_schema import loaders, request, scalars
from storefront_schema.mutations.arguments import clean_id, clean_line
from storefront_schema.mutations.base import PublicMutation
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.mutations.sign_in import shared
from storefront_schema.types.fields import list_of
from storefront_schema.types.suppliers import Supplier


class SupplierSignIn(shared.TokenFields, PublicMutation):
    class Meta:
        description = (
            "Signs in with a one-time code, which is used up by it. A number that is used for several suppliers gets "
            "their names instead of tokens: send the same code again with `supplierId`."
        )
        atomic = False

    class Arguments:
        handle = graphene.String(required=True, description=shared.HANDLE)
        code = graphene.String(required=True, description=shared.CODE)
        supplier_id = graphene.ID(description="For which supplier, where there are several.")
        device = graphene.String(description='What the app calls this telephone, such as "Redmi 9A".')

    token_expires_at = scalars.date_time_field(description="Until when the token holds (UTC).")
    refresh_token_expires_at = scalars.date_time_field(description="Until when it can be renewed (UTC).")
    supplier = graphene.Field(Supplier, description="For whom they are signed in; null where they must choose first.")
    suppliers_to_choose = graphene.Field(
        list_of(Supplier), description="Suppliers of this number, where one must be chosen; else empty."
    )

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        named = arguments.get("supplier_id")
        supplier_id = clean_id("supplierId", "Supplier", named) if named else None
        device = clean_line("device", arguments.get("device"), required=False, longest=64)
        with refuse_as(shared.REFUSALS):
            entry = sign_in.sign_in(
                arguments["handle"], arguments["code"], network=request.network(info), supplier_id=supplier_id,
                device=device,
            )  # fmt: skip
        if entry.tokens is None:
            choices = [person.supplier_id for person in entry.people]
            return {"suppliers_to_choose": loaders.Supplier.of(info).load_many(choices)}
        supplier = loaders.Supplier.of(info).load(entry.tokens.supplier_id)
        return {**shared.tokens_answer(entry.tokens), "supplier": supplier, "suppliers_to_choose": []}
