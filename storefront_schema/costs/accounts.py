"""What the fields of accounts cost."""

from __future__ import annotations

from storefront_schema.costs.measure import LIST, ONE, PAGE, Costs

COSTS: Costs = {
    "Query": {
        "journalEntries": PAGE,
        "odopDocuments": PAGE,
        "odopDocumentObstacles": PAGE,
        "trialBalance": LIST,
        "earningsHolds": PAGE,
        "accountSales": PAGE,
        "accountSalesStatement": ONE,
        "accountsReport": LIST,
        "accountingPeriodClosings": LIST,
        "payouts": PAGE,
        "payoutBatches": PAGE,
        "payoutObstacles": PAGE,
        "bankFiles": PAGE,
        "bankFileLayouts": PAGE,
        "bankStatements": PAGE,
        "bankStatementRows": PAGE,
        "gstRates": LIST,
        "withholdingRules": LIST,
        "goodsTax": ONE,
        "taxClassDifferences": LIST,
        "taxExplain": LIST,
    },
    "ConsignmentSale": {
        "earnings": ONE,
        "taxesAtSource": LIST,
    },
    "Supplier": {
        "account": ONE,
        "statements": LIST,
        "payouts": LIST,
    },
    "AccountSalesStatement": {
        "supplier": ONE,
        "lines": LIST,
    },
    "AccountSalesLine": {
        "journalEntry": ONE,
        "sale": ONE,
    },
    "AccountsReport": {
        "rows": PAGE,
        "totals": LIST,
        "ties": LIST,
        "isTied": LIST,
        "file": ONE,
    },
    "Order": {
        "odopDocuments": LIST,
    },
    "OdopDocument": {
        "corrects": ONE,
        "einvoiceJson": ONE,
    },
    "SupplierAccount": {
        "holds": LIST,
    },
    "Payout": {
        "supplier": ONE,
        "batch": ONE,
        "steps": LIST,
    },
    "BankStatementRow": {
        "matches": LIST,
    },
    "BankStatementMatch": {
        "payout": ONE,
    },
    "PayoutObstacle": {
        "supplier": ONE,
    },
    "EarningsHold": {
        "supplier": ONE,
    },
}
