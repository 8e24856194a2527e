"""supplierBankAccountApprove: a second person finds it right."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.bank import approve_bank_account
from storefront_schema import request
from storefront_schema.mutations.arguments import clean_id
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.mutations.suppliers import shared
from storefront_schema.types.supplier_records import SupplierBankAccount


class SupplierBankAccountApprove(StaffMutation):
    class Meta:
        description = (
            "Approves a bank account, by another person than the one who entered it. It is used after the "
            "cooling-off time."
        )
        permissions = shared.PERMISSIONS

    class Arguments:
        id = graphene.ID(required=True, description="ID of the bank account.")

    bank_account = graphene.Field(SupplierBankAccount, description="The account as it now is, masked.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        account_id = clean_id("id", "SupplierBankAccount", arguments["id"])
        with refuse_as(shared.REFUSALS):
            return {"bank_account": approve_bank_account(account_id, by=request.actor(info))}
