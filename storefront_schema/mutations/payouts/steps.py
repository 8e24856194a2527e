"""A payout is called off; a layout is approved; a file is got again."""

from __future__ import annotations

import base64
from typing import Any

import graphene

from odop_accounts.api import bank_files, payouts
from storefront_schema.mutations.act_on_one import ActOnOne
from storefront_schema.mutations.arguments import clean_id
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.payouts import shared
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.types.payouts import BankFile, BankFileLayout, Payout


class _PayoutStep(ActOnOne):
    class Meta:
        abstract = True

    permissions = shared.PREPARE
    row = "Payout"
    id_description = "ID of the payout."
    answer = "payout"
    refusals = shared.REFUSALS
    payout = graphene.Field(Payout, description="The payout as it now is.")


class PayoutCancel(_PayoutStep):
    class Meta:
        description = "Calls a payout off before it is sent; the amount stays due."
        reason = "Why. It stays on record."

    act = staticmethod(payouts.cancel_payout)


class PayoutIssueClear(_PayoutStep):
    class Meta:
        description = "Says that a person looked at a payout's issue and settled it; the payout keeps its status."
        reason = "How it was settled. It stays on record."

    act = staticmethod(payouts.clear_issue)


class BankFileLayoutApprove(ActOnOne):
    class Meta:
        description = "Approves a layout that another person proposed: from now on files of its name are written by it."

    permissions = shared.APPROVE
    row = "BankFileLayout"
    id_description = "ID of the layout."
    answer = "layout"
    refusals = shared.REFUSALS
    layout = graphene.Field(BankFileLayout, description="The layout as it now is.")
    act = staticmethod(bank_files.approve_layout)


class BankFileDownload(StaffMutation):
    class Meta:
        description = "The bytes of a file, as they were exported. They hold bank accounts in clear."
        permissions = shared.APPROVE

    class Arguments:
        id = graphene.ID(required=True, description="ID of the file.")

    file = graphene.Field(BankFile, description="The file.")
    content = graphene.String(description="Its bytes, in Base64.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        number = clean_id("id", "BankFile", arguments["id"])
        with refuse_as(shared.REFUSALS):
            file, content = bank_files.read_bank_file(number)
        return {"file": file, "content": base64.b64encode(content).decode()}
