"""Reports of the books, and which periods are closed."""

from __future__ import annotations

from typing import Any

import graphene

from odop_accounts.api import periods, reports
from odop_core.security.permissions import Permission
from storefront_schema import request
from storefront_schema.guards import GuardedField
from storefront_schema.types.accounts import LedgerAccountEnum
from storefront_schema.types.fields import list_of
from storefront_schema.types.reports import AccountingPeriodClosing, AccountsReport, AccountsReportEnum, read_report

PERMISSIONS = (Permission.MANAGE_ACCOUNTS,)


class ReportQueries(graphene.ObjectType):
    class Meta:
        description = "What may be asked of reports."

    accounts_report = GuardedField(
        AccountsReport,
        name=graphene.Argument(AccountsReportEnum, required=True, description="Which report."),
        period=graphene.String(
            required=True,
            description=(
                "A month (2026-11), a quarter (2026-27-Q3), a tax year (2026-27), a day (2026-11-05), or two days "
                "(2026-11-01/2026-11-15)."
            ),
        ),
        account=graphene.Argument(LedgerAccountEnum, description="Only this account; of the ledger."),
        party=graphene.String(default_value="", description='Only this party ("supplier:12"); of the ledger.'),
        gstin=graphene.String(default_value="", description="Only this GSTIN; of reports that have one."),
        permissions=PERMISSIONS,
        description="A report of the books for a period.",
    )
    accounting_period_closings = GuardedField(
        list_of(AccountingPeriodClosing),
        permissions=PERMISSIONS,
        description="When the books were closed, and up to which day; the last one first.",
    )

    @staticmethod
    def resolve_accounts_report(
        _root: Any,
        info: graphene.ResolveInfo,
        name: str,
        period: str,
        party: str,
        gstin: str,
        account: str | None = None,
    ) -> Any:
        return read_report(info, name, period, reports.Scope(account or "", party, gstin))

    @staticmethod
    def resolve_accounting_period_closings(_root: Any, info: graphene.ResolveInfo) -> Any:
        return periods.closings(request.database(info))
