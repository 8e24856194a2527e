"""bankStatementUpload: what the bank says of payouts."""

from __future__ import annotations

from typing import Any

import graphene

from odop_accounts.api import bank_statements
from storefront_schema import request, scalars
from storefront_schema.errors import collect
from storefront_schema.mutations.arguments import clean_line, read_file
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.payouts import shared
from storefront_schema.mutations.refusals import refuse_as
from storefront_schema.types.bank_statements import BankStatement, BankStatementColumnEnum

LONGEST_ACCOUNT = 64


class BankStatementColumnInput(graphene.InputObjectType):
    class Meta:
        description = "A column of the table, where its title is not one that banks usually write."

    column = graphene.InputField(BankStatementColumnEnum, required=True, description="What it says.")
    title = graphene.String(required=True, description="Its title in the table.")


class BankStatementUploadInput(graphene.InputObjectType):
    class Meta:
        description = "A bank statement."

    file = scalars.upload_input(required=True, description="The file: CSV, XLSX or MT940.")
    account = graphene.String(
        required=True, description='Your name of the bank account, always the same, such as "icici-current".'
    )
    columns = graphene.List(
        graphene.NonNull(BankStatementColumnInput), description="Columns of a table with other titles."
    )


class BankStatementUpload(StaffMutation):
    class Meta:
        description = (
            "Takes a bank statement: payouts that it shows as paid or returned become so, and what does not fit is an "
            "issue of the payout. Each row is kept once, so the same and overlapping statements may be handed in. A "
            "file with a row that cannot be read is refused as a whole. Must be sent as a multipart request "
            "(https://github.com/jaydenseric/graphql-multipart-request-spec)."
        )
        permissions = shared.PREPARE

    class Arguments:
        input = BankStatementUploadInput(required=True, description="The statement.")

    statement = graphene.Field(BankStatement, description="The statement.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        given = arguments["input"]
        with collect() as each:
            file = each(read_file, info, "file", given["file"])
            account = each(clean_line, "account", given["account"], longest=LONGEST_ACCOUNT)
        titles = {bank_statements.Column(one["column"]): one["title"] for one in given.get("columns") or []}
        with refuse_as(shared.REFUSALS):
            statement = bank_statements.upload_bank_statement(
                # One byte more than is taken, by which it is seen that there is more.
                file.read(bank_statements.MOST_BYTES + 1),
                account=account,
                file_name=file.name or "",
                by=request.actor(info),
                titles=titles,
            )
        return {"statement": statement}
