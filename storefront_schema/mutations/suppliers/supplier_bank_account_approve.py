"""supplierBankAccountApprove: a second person finds it right."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.bank import approve_bank_account
from storefront_schema import request
from storefront_schema.mutations import clean
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.suppliers import taking_on
from storefront_schema.types.supplier_records import SupplierBankAccount


class SupplierBankAccountApprove(StaffMutation):
    class Meta:
        description = (
            "Approves a bank account, by another person than the one who entered it. It is used after the "
            "cooling-off time."
        )
        permissions = taking_on.PERMISSIONS

    class Arguments:
        id = graphene.ID(required=True, description="ID of the bank account.")

    bank_account = graphene.Field(SupplierBankAccount, description="The account as it now is, masked.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        account_id = clean.number("id", "SupplierBankAccount", arguments["id"])
        with clean.refusing_as(taking_on.REFUSALS):
            return {"bank_account": approve_bank_account(account_id, by=request.who(info))}
