"""supplierBankAccountPropose: where a supplier asks to be paid."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.bank import propose_bank_account
from storefront_schema import request
from storefront_schema.mutations.base import SupplierMutation
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.mutations.suppliers import shared
from storefront_schema.types.supplier_records import SupplierBankAccount


class SupplierBankAccountInput(graphene.InputObjectType):
    class Meta:
        description = "A bank account, or a UPI address."

    holder = graphene.String(required=True, description="Whose name it is in.")
    account_number = graphene.String(description="The account's number; with an IFSC.")
    ifsc = graphene.String(description="The branch's IFSC.")
    vpa = graphene.String(description="A UPI address instead.")
    proof = graphene.String(
        description="Which paper of the bank shows the number; needed where it looks like an Aadhaar number."
    )


class SupplierBankAccountPropose(SupplierMutation):
    for_owners = True

    class Meta:
        description = (
            "Enters a bank account; somebody of the staff, who did not enter it, must approve it. The supplier is "
            "notified then, and can object before it is used."
        )
        permissions = shared.PERMISSIONS

    class Arguments:
        id = shared.supplier_argument()
        input = SupplierBankAccountInput(required=True, description="The account.")

    # Accounts that look like Aadhaar numbers need a proof.
    reads_itself = ("account_number",)
    bank_account = graphene.Field(SupplierBankAccount, description="The account, masked.")

    @classmethod
    def find_owners(cls, info: graphene.ResolveInfo, **arguments: Any) -> list[int]:
        return [shared.read_supplier_id(arguments)]

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        given = arguments["input"]
        with refuse_as(shared.REFUSALS):
            account = propose_bank_account(
                shared.read_supplier_id(arguments),
                holder=given["holder"],
                account_number=given.get("account_number") or "",
                ifsc=given.get("ifsc") or "",
                vpa=given.get("vpa") or "",
                proof=given.get("proof") or "",
                by=request.actor(info),
            )
        return {"bank_account": account}
