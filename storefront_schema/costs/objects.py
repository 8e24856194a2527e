"""What it costs to go on from one object to another, and to who did something."""

from __future__ import annotations

from storefront_schema.costs.measure import LIST, ONE, Costs

_ONE_EACH = {
    "AgreementVersion": ("agreement",),
    "CheckoutRefusal": ("variant",),
    "ConsignmentLot": ("offer", "variant", "product", "pickupPoint", "note"),
    "ConsignmentMovement": ("lot", "sale", "note", "count"),
    "ConsignmentNote": ("pickupPoint",),
    "ConsignmentNoteDocument": ("pickupPoint",),
    "ConsignmentNoteDocumentLine": ("variant",),
    "ConsignmentNoteLine": ("offer", "variant", "lot"),
    "ConsignmentSale": ("order", "variant", "pickupPoint"),
    "EarningsHold": ("sale",),
    "GoodsTax": ("product",),
    "HelplineCall": ("supplier", "order"),
    "HelplineGoods": ("sale",),
    "HelplineOperator": ("user",),
    "HelplineOperatorDay": ("callInHand",),
    "OdopActor": ("name", "user", "app", "supplier"),
    "Offer": ("variant", "product", "pickupPoint"),
    "Pickup": ("order",),
    "Provenance": ("product",),
    "ProvenanceBulkError": ("product",),
    "ProvenanceClaim": ("product",),
    "ProvenanceVerification": ("product",),
    "StockCount": ("pickupPoint",),
    "StockCountLine": ("offer", "variant"),
    "StockDifference": ("variant", "pickupPoint"),
    "Supplier": ("user",),
    "SupplierAnswer": ("question", "sale", "supplier", "order"),
    "SupplierEndpoint": ("supplier",),
    "SupplierMessage": ("order", "sale", "supplier"),
    "SupplierQuestion": ("order",),
}
COSTS: Costs = {kind: dict.fromkeys(fields, ONE) for kind, fields in _ONE_EACH.items()}
COSTS["SupplierQuestion"]["sales"] = LIST
COSTS["SupplierBankAccount"] = {"sharedWith": LIST}
