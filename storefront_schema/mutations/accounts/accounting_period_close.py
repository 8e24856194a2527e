"""accountingPeriodClose: the books are closed up to a day."""

from __future__ import annotations

from typing import Any

import graphene

from odop_accounts.api import periods
from odop_consignment.api.errors import WrongChoice
from odop_core.security.permissions import Permission
from storefront_schema import request, scalars
from storefront_schema.errors import Code
from storefront_schema.mutations.base import StaffMutation
from storefront_schema.mutations.refusals import refuse
from storefront_schema.types.reports import AccountingPeriodClosing


class AccountingPeriodClose(StaffMutation):
    class Meta:
        description = (
            "Closes the books up to and with an Indian day, once all that the sales say of it is entered. They are "
            "never opened again: what comes late is of the first open day."
        )
        permissions = (Permission.MANAGE_ACCOUNTS,)

    class Arguments:
        until = scalars.date_argument(required=True, description="The last Indian day that is closed.")
        reason = graphene.String(required=True, description="Why, in words. It stays on record.")

    closing = graphene.Field(AccountingPeriodClosing, description="The closing, as it is on record.")

    @classmethod
    def perform(cls, info: graphene.ResolveInfo, **arguments: Any) -> dict[str, Any]:
        with refuse("until", Code.INVALID, WrongChoice):
            closed = periods.close_period(arguments["until"], by=request.actor(info), reason=arguments["reason"])
        return {"closing": closed}
