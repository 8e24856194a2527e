"""supplierRevealField: one thing of a supplier in clear, with a reason, on record."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.privacy import disclose_value
from odop_core.database.states import State
from storefront_schema import request
from storefront_schema.errors import collect
from storefront_schema.language import enum_of
from storefront_schema.mutations.arguments import clean_id, clean_text
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.mutations.suppliers import shared


class SupplierData(State):
    PHONE = "phone", "the phone number"
    EMAIL = "email", "the e-mail address"
    ADDRESS = "address", "the place of work"
    PAN = "pan", "the PAN"
    BANK = "bank", "a bank account: holder, number and IFSC, or UPI address, a line each"


SupplierSensitiveFieldEnum = enum_of(
    "SupplierSensitiveFieldEnum", "What of a supplier can be seen in clear.", SupplierData
)


class SupplierRevealField(StaffMutation):
    class Meta:
        description = "Shows one thing of a supplier in clear. Who saw what, and why, is on record, for them to see."
        permissions = shared.MAY_SEE

    class Arguments:
        id = shared.supplier_argument()
        field = SupplierSensitiveFieldEnum(required=True, description="What to show.")
        reason = graphene.String(required=True, description="Why it is needed, in words. It stays on record.")
        bank_account_id = graphene.ID(description="For BANK: ID of the account. Default: the newest.")

    value = graphene.String(description="The value in clear; empty if there is none.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        account = arguments.get("bank_account_id")
        with collect() as each:
            supplier_id = each(shared.read_supplier_id, arguments)
            account_id = each(clean_id, "bankAccountId", "SupplierBankAccount", account) if account else None
            reason = each(clean_text, "reason", arguments["reason"])
        with refuse_as(shared.REFUSALS):
            value = disclose_value(
                supplier_id,
                arguments["field"],
                reason=reason,
                by=request.actor(info),
                bank_account_id=account_id,
            )
        return {"value": value}
