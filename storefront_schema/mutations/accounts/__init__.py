"""What is held back, and let go."""

from storefront_schema.mutations.accounts.accounting_period_close import AccountingPeriodClose
from storefront_schema.mutations.accounts.odop_documents_issue import OdopDocumentsIssue
from storefront_schema.mutations.accounts.statements import AccountSalesIssue
from storefront_schema.mutations.accounts.steps import (
    ConsignmentSaleHold,
    EarningsHoldRelease,
    OdopChallanIssue,
    OdopDocumentVoid,
    SupplierHold,
)

MUTATIONS = {
    "accounting_period_close": AccountingPeriodClose,
    "account_sales_issue": AccountSalesIssue,
    "odop_documents_issue": OdopDocumentsIssue,
    "odop_challan_issue": OdopChallanIssue,
    "odop_document_void": OdopDocumentVoid,
    "earnings_hold_release": EarningsHoldRelease,
    "consignment_sale_hold": ConsignmentSaleHold,
    "supplier_hold": SupplierHold,
}
