"""bankFileExport: approved payouts go to the bank in a file."""

from __future__ import annotations

from typing import Any

import graphene

from odop_accounts.api import bank_files
from storefront_schema import request
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.payouts import shared
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.types.payouts import BankFile


class BankFileExport(StaffMutation):
    class Meta:
        description = (
            "Makes a file of the approved payouts that go by one, the oldest first, as many as the layout allows: they "
            "count as sent. A payout is in one file at most. Get the bytes with bankFileDownload."
        )
        permissions = shared.APPROVE

    class Arguments:
        layout = graphene.String(required=True, description="The name of an approved layout.")

    file = graphene.Field(BankFile, description="The file; null where no payout could be written.")
    left_out_count = graphene.Int(
        description="How many were left out: another person must export them, or no file can hold them (see `issue`)."
    )

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        with refuse_as(shared.REFUSALS):
            found = bank_files.export_bank_file(arguments["layout"], by=request.actor(info))
        return {"file": found.file, "left_out_count": len(found.left_out)}
