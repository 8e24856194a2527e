"""What the fields of notifications and the helpline cost."""

from __future__ import annotations

from storefront_schema.costs.measure import LIST, ONE, PAGE, Costs

COSTS: Costs = {
    "Query": {
        "orderMessages": ONE,
        "supplierMessages": PAGE,
        "messageOccasions": LIST,
        "messageTemplates": LIST,
        "messageTemplatePreview": ONE,
        "messageTransports": LIST,
        "supplierEndpoints": PAGE,
        "supplierAnswers": PAGE,
        "supplierQuestions": PAGE,
        "escalationPolicies": LIST,
        "notificationMetrics": {"complexity": 20},
        "helplineCalls": PAGE,
        "helplineCall": LIST,
        "myHelplineCall": LIST,
        "helplineBoard": LIST,
        "helplineOperators": PAGE,
    },
    "SupplierMessage": {
        "attempts": ONE,
        "receipts": ONE,
    },
    "SupplierQuestion": {
        "supplier": ONE,
        "answers": ONE,
    },
    "HelplineCall": {
        "attempts": ONE,
    },
    "HelplineBoard": {
        "next": LIST,
    },
}
