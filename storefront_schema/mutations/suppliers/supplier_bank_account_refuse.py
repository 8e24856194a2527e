"""supplierBankAccountRefuse: a second person finds it wrong, or the supplier objects."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.bank import refuse_bank_account
from storefront_schema import request
from storefront_schema.mutations.arguments import clean_id
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.mutations.suppliers import shared
from storefront_schema.types.supplier_records import SupplierBankAccount


class SupplierBankAccountRefuse(StaffMutation):
    class Meta:
        description = "Refuses a bank account that waits for approval, by another person than the one who entered it."
        permissions = shared.PERMISSIONS

    class Arguments:
        id = graphene.ID(required=True, description="ID of the bank account.")
        reason = graphene.String(required=True, description="Why, in words. It stays on record.")

    bank_account = graphene.Field(SupplierBankAccount, description="The account as it now is, masked.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        account_id = clean_id("id", "SupplierBankAccount", arguments["id"])
        with refuse_as(shared.REFUSALS):
            return {"bank_account": refuse_bank_account(account_id, reason=arguments["reason"], by=request.actor(info))}
