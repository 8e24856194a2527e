"""What the fields of notifications and the helpline cost."""

from __future__ import annotations

from storefront_schema.costs.measure import LIST, ONE, PAGE, Costs

COSTS: Costs = {
    "Query": {
        "orderMessages": ONE,
        "makerMessages": PAGE,
        "messageOccasions": LIST,
        "messageTemplates": LIST,
        "messageTemplatePreview": ONE,
        "messageChannels": LIST,
        "supplierEndpoints": PAGE,
        "makerAnswers": PAGE,
        "openQuestions": PAGE,
        "escalationPolicies": LIST,
        "notificationMetrics": {"complexity": 20},
        "helplineCalls": PAGE,
        "helplineCall": LIST,
        "helplineMine": LIST,
        "helplineBoard": LIST,
        "helplineOperators": LIST,
    },
    "MakerMessage": {
        "attempts": ONE,
        "receipts": ONE,
    },
    "MakerQuestion": {
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
