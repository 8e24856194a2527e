"""What staff ask of payouts, and suppliers of their own."""

from __future__ import annotations

import graphene

from odop_accounts.api import bank_files as files
from odop_accounts.api import bank_statements as statements
from odop_accounts.api import payouts as payout_lists
from storefront_schema import supplier_access
from storefront_schema.list_field import list_field
from storefront_schema.types.bank_statements import (
    BankStatementCountableConnection,
    BankStatementRowCountableConnection,
)
from storefront_schema.types.payouts import (
    STAFF,
    BankFileCountableConnection,
    BankFileLayoutCountableConnection,
    PayoutBatchCountableConnection,
    PayoutCountableConnection,
    PayoutObstacleCountableConnection,
)


class PayoutQueries(graphene.ObjectType):
    class Meta:
        description = "What may be asked of payouts."

    payouts = list_field(
        payout_lists.PAYOUTS,
        PayoutCountableConnection,
        permissions=STAFF,
        for_suppliers=True,
        pick=lambda info: payout_lists.payouts_of(supplier_access.get_supplier_scope(info, STAFF)),
        description="Payouts, newest first. Suppliers see their own, once they are approved.",
    )
    payout_batches = list_field(
        payout_lists.PAYOUT_BATCHES,
        PayoutBatchCountableConnection,
        permissions=STAFF,
        description="Payouts that were prepared together, newest first.",
    )
    payout_obstacles = list_field(
        payout_lists.PAYOUT_OBSTACLES,
        PayoutObstacleCountableConnection,
        permissions=STAFF,
        description="To whom something is due that nobody can pay, as when payouts were last prepared.",
    )
    bank_files = list_field(
        files.BANK_FILES,
        BankFileCountableConnection,
        permissions=STAFF,
        description="Files for the bank that were exported, newest first.",
    )
    bank_file_layouts = list_field(
        files.BANK_FILE_LAYOUTS,
        BankFileLayoutCountableConnection,
        permissions=STAFF,
        description="Layouts of bank files, newest first.",
    )
    bank_statements = list_field(
        statements.BANK_STATEMENTS,
        BankStatementCountableConnection,
        permissions=STAFF,
        description="Bank statements that were handed in, newest first.",
    )
    bank_statement_rows = list_field(
        statements.BANK_STATEMENT_ROWS,
        BankStatementRowCountableConnection,
        permissions=STAFF,
        description="Rows of bank statements with the payouts they are of, the newest kept first.",
    )
