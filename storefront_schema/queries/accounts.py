"""What staff ask of the books, and suppliers of their own accounts."""

from __future__ import annotations

from typing import Any

import graphene

from odop_accounts import api as accounts
from odop_core.security.permissions import Permission
from storefront_schema import request, scalars, supplier_access
from storefront_schema.connection import page, page_arguments
from storefront_schema.guards import GuardedField
from storefront_schema.queries.arguments import read_optional_id, read_values
from storefront_schema.supplier_access import SupplierField
from storefront_schema.types.accounts import (
    EarningsHoldCountableConnection,
    JournalEntryCountableConnection,
    JournalEntryKindEnum,
    TrialBalanceLine,
    trial_balance_lines,
)
from storefront_schema.types.fields import list_of

PERMISSIONS = (Permission.MANAGE_ACCOUNTS,)


class JournalEntryWhereInput(graphene.InputObjectType):
    class Meta:
        description = "Which entries to list. What is left out does not matter. Days are Indian days."

    supplier_id = graphene.ID(description="Only those on the accounts of this supplier.")
    source = graphene.String(description='Only those that came of this, such as "sale:12".')
    kinds = graphene.List(graphene.NonNull(JournalEntryKindEnum), description="Only those that record this.")
    date_from = scalars.date_input(description="Only those of this day or later.")
    date_until = scalars.date_input(description="Only those of this day or earlier.")


class EarningsHoldWhereInput(graphene.InputObjectType):
    class Meta:
        description = "Which holds to list. What is left out does not matter."

    supplier_id = graphene.ID(description="Only those of this supplier.")
    is_open = graphene.Boolean(description="Only those that last; false: only those that were released.")


class AccountQueries(graphene.ObjectType):
    class Meta:
        description = "What may be asked of the books."

    journal_entries = SupplierField(
        JournalEntryCountableConnection,
        args={
            "where": graphene.Argument(JournalEntryWhereInput, description="Which ones."),
            **page_arguments(newest_first=True),
        },
        permissions=PERMISSIONS,
        description="The entries of the journal.",
    )
    trial_balance = GuardedField(
        list_of(TrialBalanceLine),
        date=graphene.Argument(
            scalars.scalar("Date"), description="At the end of this Indian day. Default: all that is in the books."
        ),
        permissions=PERMISSIONS,
        description="What stands on the accounts, by purpose.",
    )
    earnings_holds = GuardedField(
        EarningsHoldCountableConnection,
        args={
            "where": graphene.Argument(EarningsHoldWhereInput, description="Which ones."),
            **page_arguments(newest_first=True),
        },
        permissions=PERMISSIONS,
        description="Earnings that are held back, or were.",
    )

    @staticmethod
    def resolve_journal_entries(_root: Any, info: graphene.ResolveInfo, where: Any = None, **paging: Any) -> Any:
        given, using = where or {}, request.database(info)
        wanted = accounts.WantedEntries(
            supplier_id=supplier_access.narrow_to_supplier(
                info, PERMISSIONS, read_optional_id(given, "supplier_id", "Supplier")
            ),
            source=given.get("source"),
            kinds=read_values(given, "kinds"),
            since=given.get("date_from"),
            until=given.get("date_until"),
        )
        return page(
            JournalEntryCountableConnection,
            paging,
            read=lambda window: accounts.entries(wanted, window, using),
            count=lambda: accounts.count_entries(wanted, using),
            newest_first=True,
        )

    @staticmethod
    def resolve_trial_balance(_root: Any, info: graphene.ResolveInfo, date: Any = None) -> Any:
        return trial_balance_lines(accounts.trial_balance(date, request.database(info)))

    @staticmethod
    def resolve_earnings_holds(_root: Any, info: graphene.ResolveInfo, where: Any = None, **paging: Any) -> Any:
        given, using = where or {}, request.database(info)
        supplier_id, is_open = read_optional_id(given, "supplier_id", "Supplier"), given.get("is_open")
        return page(
            EarningsHoldCountableConnection,
            paging,
            read=lambda window: accounts.holds(supplier_id, is_open=is_open, window=window, using=using),
            count=lambda: accounts.count_holds(supplier_id, is_open=is_open, using=using),
            newest_first=True,
        )
