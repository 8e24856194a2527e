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
        "bankAccountsToDecide": PAGE,
        "supplierErasures": PAGE,
        "supplierDisclosures": PAGE,
        "supplierNotice": ONE,
        "agreements": PAGE,
        "agreement": ONE,
        "agreementPaperCheck": {"complexity": 20},
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
        "maker": ONE,
    },
    "Supplier": {
        "artisan": ONE,
        "samePerson": LIST,
        "supplyModel": ONE,
        "taxRegime": ONE,
        "regime": ONE,
        "regimes": LIST,
        "checklist": LIST,
        "whatIsOpen": LIST,
        "steps": LIST,
        "verifications": LIST,
        "bankAccounts": LIST,
        "consents": LIST,
        "erasures": LIST,
        "turnover": LIST,
        "turnoverDeclarations": LIST,
        "agreements": SOME,
        "offers": SOME,
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
        "paper": ONE,
    },
    "Offer": {
        "supplier": ONE,
        "agreement": ONE,
        "standing": ONE,
    },
}
