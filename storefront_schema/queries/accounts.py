"""What staff ask of the books, and suppliers of their own accounts."""

from __future__ import annotations

from typing import Any

import graphene

from odop_accounts import api as accounts
from odop_accounts.api import documents
from odop_accounts.api.statements import STATEMENTS
from odop_core.security.permissions import Permission
from storefront_schema import loaders, request, scalars, supplier_access
from storefront_schema.guards import GuardedField
from storefront_schema.list_field import list_field
from storefront_schema.queries.arguments import read_id
from storefront_schema.supplier_access import SupplierField
from storefront_schema.types.accounts import (
    EarningsHoldCountableConnection,
    JournalEntryCountableConnection,
    TrialBalanceLine,
    trial_balance_lines,
)
from storefront_schema.types.documents import OdopDocumentCountableConnection, OdopDocumentObstacleCountableConnection
from storefront_schema.types.fields import list_of
from storefront_schema.types.statements import AccountSalesStatement, AccountSalesStatementCountableConnection

PERMISSIONS = (Permission.MANAGE_ACCOUNTS,)


class AccountQueries(graphene.ObjectType):
    class Meta:
        description = "What may be asked of the books."

    journal_entries = list_field(
        accounts.ENTRIES,
        JournalEntryCountableConnection,
        permissions=PERMISSIONS,
        for_suppliers=True,
        pick=lambda info: accounts.entries_of(supplier_access.get_supplier_scope(info, PERMISSIONS)),
        description="The entries of the journal, newest first.",
    )
    trial_balance = GuardedField(
        list_of(TrialBalanceLine),
        date=graphene.Argument(
            scalars.scalar("Date"), description="At the end of this Indian day. Default: all that is in the books."
        ),
        permissions=PERMISSIONS,
        description="What stands on the accounts, by purpose.",
    )
    odop_documents = list_field(
        documents.DOCUMENTS,
        OdopDocumentCountableConnection,
        permissions=PERMISSIONS,
        for_suppliers=True,
        pick=lambda info: documents.documents_of(supplier_access.get_supplier_scope(info, PERMISSIONS)),
        description=(
            "Invoices, credit notes, vouchers and papers that were issued, newest first. Suppliers see those in their "
            "name, and the papers with them."
        ),
    )
    odop_document_obstacles = list_field(
        documents.DOCUMENT_OBSTACLES,
        OdopDocumentObstacleCountableConnection,
        permissions=PERMISSIONS,
        description="Orders whose documents are due and cannot be issued, because something is missing, newest first.",
    )
    earnings_holds = list_field(
        accounts.HOLDS,
        EarningsHoldCountableConnection,
        permissions=PERMISSIONS,
        description="Earnings that are held back, or were, newest first.",
    )
    account_sales = list_field(
        STATEMENTS,
        AccountSalesStatementCountableConnection,
        permissions=PERMISSIONS,
        for_suppliers=True,
        description="Account sales of suppliers, newest first.",
    )
    account_sales_statement = SupplierField(
        AccountSalesStatement,
        id=graphene.ID(required=True, description="ID of the account sales."),
        permissions=PERMISSIONS,
        description="One account sales; null if there is none of this ID.",
    )

    @staticmethod
    def resolve_account_sales_statement(_root: Any, info: graphene.ResolveInfo, id: str) -> Any:
        found = loaders.Statement.of(info).load(read_id("AccountSalesStatement", id))
        return found.then(supplier_access.keep_own_row(supplier_access.get_supplier_scope(info, PERMISSIONS)))

    @staticmethod
    def resolve_trial_balance(_root: Any, info: graphene.ResolveInfo, date: Any = None) -> Any:
        return trial_balance_lines(accounts.trial_balance(date, request.database(info)))
