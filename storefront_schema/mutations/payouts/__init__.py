"""Payouts are prepared, approved by another person, called off, and exported for the bank."""

from storefront_schema.mutations.payouts.bank_file_export import BankFileExport
from storefront_schema.mutations.payouts.bank_file_layout_propose import BankFileLayoutPropose
from storefront_schema.mutations.payouts.bank_statement_upload import BankStatementUpload
from storefront_schema.mutations.payouts.payout_batch_approve import PayoutBatchApprove
from storefront_schema.mutations.payouts.payout_batch_prepare import PayoutBatchPrepare
from storefront_schema.mutations.payouts.steps import (
    BankFileDownload,
    BankFileLayoutApprove,
    PayoutCancel,
    PayoutIssueClear,
)

MUTATIONS = {
    "payout_batch_prepare": PayoutBatchPrepare,
    "payout_batch_approve": PayoutBatchApprove,
    "payout_cancel": PayoutCancel,
    "payout_issue_clear": PayoutIssueClear,
    "bank_statement_upload": BankStatementUpload,
    "bank_file_layout_propose": BankFileLayoutPropose,
    "bank_file_layout_approve": BankFileLayoutApprove,
    "bank_file_export": BankFileExport,
    "bank_file_download": BankFileDownload,
}
