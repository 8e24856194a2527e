"""What the fields of suppliers, agreements and offers cost."""

from __future__ import annotations

from storefront_schema.costs.measure import LIST, ONE, PAGE, Cost, Costs

# As many of each as are asked for.
SOME: Cost = {"complexity": 1, "multipliers": ["first"]}

COSTS: Costs = {
    "Query": {
        "suppliers": PAGE,
        "supplier": ONE,
        "mySupplier": ONE,
        "supplierBankAccounts": PAGE,
        "supplierErasures": PAGE,
        "supplierDisclosures": PAGE,
        "supplierObjections": PAGE,
        "supplierNotice": ONE,
        "agreements": PAGE,
        "agreement": ONE,
        "agreementPreview": LIST,
        "agreementDocumentCheck": {"complexity": 20},
        "offers": PAGE,
        "offer": ONE,
        "odopPickupPoint": {"complexity": 20},
        "corporation": ONE,
    },
    "Product": {
        "soldBy": ONE,
    },
    "ProductVariant": {
        "soldBy": ONE,
    },
    "OrderLine": {
        "soldBy": ONE,
    },
    "OdopSeller": {
        "artisan": ONE,
    },
    "Supplier": {
        "artisan": ONE,
        "suppliersWithSamePan": LIST,
        "supplyModel": ONE,
        "taxRegime": ONE,
        "regime": ONE,
        "regimes": LIST,
        "checklist": LIST,
        "closingBlockers": LIST,
        "events": LIST,
        "verifications": LIST,
        "bankAccounts": LIST,
        "consents": LIST,
        "erasures": LIST,
        "profile": ONE,
        "members": LIST,
        "sessions": LIST,
        "turnover": LIST,
        "turnoverDeclarations": LIST,
        "agreements": SOME,
        "offers": SOME,
    },
    "SupplierObjection": {
        "supplier": ONE,
        "entries": LIST,
    },
    "SupplierSession": {
        "member": ONE,
    },
    "SupplierBankAccount": {
        "supplier": ONE,
    },
    "SupplierErasure": {
        "supplier": ONE,
    },
    "SupplierDisclosure": {
        "supplier": ONE,
    },
    "Agreement": {
        "supplier": ONE,
        "versions": LIST,
    },
    "AgreementVersion": {
        "document": ONE,
    },
    "Offer": {
        "supplier": ONE,
        "agreement": ONE,
        "availability": ONE,
    },
}
