"""Account sales are issued on demand."""

from __future__ import annotations

import graphene

from odop_accounts.api.statements import issue_statement
from odop_consignment.api.errors import UnknownRow
from odop_core.security.permissions import Permission
from storefront_schema.errors import Code
from storefront_schema.mutations.act_on_one import ActOnOne
from storefront_schema.types.statements import AccountSalesStatement


class AccountSalesIssue(ActOnOne):
    class Meta:
        description = (
            "Issues a supplier's account sales of all that was recorded since the last one, and informs the supplier. "
            "Without anything recorded it is an empty one; asked again on the same day, the same."
        )

    permissions = (Permission.MANAGE_ACCOUNTS,)
    row = "Supplier"
    id_description = "ID of the supplier."
    answer = "statement"
    refusals = {UnknownRow: (None, Code.NOT_FOUND)}
    act = staticmethod(issue_statement)
    statement = graphene.Field(AccountSalesStatement, description="The account sales.")
