"""bankFileLayoutPropose: by which columns a bank wants its file."""

from __future__ import annotations

from typing import Any

import graphene

from odop_accounts.api import bank_files
from storefront_schema import request
from storefront_schema.errors import collect
from storefront_schema.mutations.arguments import clean_line
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.payouts import shared
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.types.payouts import BankFileLayout


class BankFileLayoutPropose(StaffMutation):
    class Meta:
        description = "Proposes a layout of bank files; it is used when another person has approved it."
        permissions = shared.PREPARE

    class Arguments:
        name = graphene.String(required=True, description='Its name, such as "icici". A newer one replaces the former.')
        definition = graphene.String(
            required=True, description="The columns and the file around them, as JSON: see the documentation."
        )

    # Accounts of the shop may look like Aadhaar numbers.
    reads_itself = ("definition",)
    layout = graphene.Field(BankFileLayout, description="The layout.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        with collect() as each:
            name = each(clean_line, "name", arguments["name"], longest=bank_files.LONGEST_NAME)
            definition = each(_read, arguments["definition"])
        layout = bank_files.propose_layout(name, definition, by=request.actor(info))
        return {"layout": layout}


def _read(definition: str) -> Any:
    with refuse_as(shared.REFUSALS):
        return bank_files.read_definition(definition)
