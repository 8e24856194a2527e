"""Dataloaders, by subject: see `base`."""

from storefront_schema.loaders.consignment import SalesOfLine, SalesOfOrder, Supplier
from storefront_schema.loaders.logistics import PickupOfSale
from storefront_schema.loaders.notifications import MessagesOfSale
from storefront_schema.loaders.orders import OwnerOfOrder
from storefront_schema.loaders.provenance import (
    Artisan,
    CertificateOfProduct,
    CraftsOfDistrict,
    EvidenceLink,
    EvidenceOfMark,
    EvidenceOfProduct,
    ProvenanceOfProduct,
    ReviewOfProduct,
    StepsOfProduct,
    UnitsOfLine,
)

__all__ = [
    "Artisan",
    "CertificateOfProduct",
    "CraftsOfDistrict",
    "EvidenceLink",
    "EvidenceOfMark",
    "EvidenceOfProduct",
    "MessagesOfSale",
    "OwnerOfOrder",
    "PickupOfSale",
    "ProvenanceOfProduct",
    "ReviewOfProduct",
    "SalesOfLine",
    "SalesOfOrder",
    "StepsOfProduct",
    "Supplier",
    "UnitsOfLine",
]
