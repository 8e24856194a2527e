"""Steps of a supplier, and of their bank accounts."""

from __future__ import annotations

from typing import Any

import graphene

from odop_consignment.api.bank import approve_bank_account, refuse_bank_account
from odop_consignment.api.suppliers import (
    approve_supplier,
    close_supplier,
    lift_supplier,
    send_back_supplier,
    submit_on_wish,
    submit_supplier,
    suspend_supplier,
)
from storefront_schema.mutations.act_on_one import ActOnOne
from storefront_schema.mutations.base import SupplierMutation
from storefront_schema.mutations.suppliers import shared
from storefront_schema.types.supplier_records import SupplierBankAccount
from storefront_schema.types.suppliers import Supplier

REASON = "Why, in words the supplier can act on. It stays on record."


class ActOnSupplier(ActOnOne):
    class Meta:
        abstract = True

    permissions = shared.PERMISSIONS
    row = "Supplier"
    id_description = "ID of the supplier."
    answer = "supplier"
    refusals = shared.REFUSALS
    supplier = graphene.Field(Supplier, description="The supplier as they now are.")


class SupplierSubmit(SupplierMutation, ActOnSupplier):
    for_owners = True

    class Meta:
        description = "Submits a supplier: refused while something is missing, naming all of it."

    act = staticmethod(submit_supplier)
    own_act = staticmethod(submit_on_wish)

    @classmethod
    def find_owners(cls, info: graphene.ResolveInfo, **arguments: Any) -> list[int]:
        return [shared.read_supplier_id(arguments)]


class SupplierReturnForCorrection(ActOnSupplier):
    class Meta:
        description = "Sends a submitted supplier back to be mended."
        reason = REASON

    act = staticmethod(send_back_supplier)


class SupplierApprove(ActOnSupplier):
    class Meta:
        description = "Approves a supplier, by another person than the one who submitted them."
        reason = REASON
        reason_is_required = False

    act = staticmethod(approve_supplier)


class SupplierSuspend(ActOnSupplier):
    class Meta:
        description = "Suspends a supplier: nothing of theirs is sold for now."
        reason = REASON

    act = staticmethod(suspend_supplier)


class SupplierReinstate(ActOnSupplier):
    class Meta:
        description = "Lifts a suspension, by another person than the one who suspended."
        reason = REASON

    act = staticmethod(lift_supplier)


class SupplierClose(ActOnSupplier):
    class Meta:
        description = "Closes a supplier for good; refused while goods or sales are open, naming them."
        reason = REASON

    act = staticmethod(close_supplier)


class ActOnBankAccount(ActOnOne):
    class Meta:
        abstract = True

    permissions = shared.PERMISSIONS
    row = "SupplierBankAccount"
    id_description = "ID of the bank account."
    answer = "bank_account"
    refusals = shared.REFUSALS
    bank_account = graphene.Field(SupplierBankAccount, description="The account as it now is, masked.")


class SupplierBankAccountApprove(ActOnBankAccount):
    class Meta:
        description = (
            "Approves a bank account, by another person than the one who entered it. It is used after the "
            "cooling-off time."
        )

    act = staticmethod(approve_bank_account)


class SupplierBankAccountReject(ActOnBankAccount):
    class Meta:
        description = "Refuses a bank account that waits for approval, by another person than the one who entered it."
        reason = "Why, in words. It stays on record."

    act = staticmethod(refuse_bank_account)
