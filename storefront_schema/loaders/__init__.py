"""Dataloaders, by subject: see `base`."""

from storefront_schema.loaders.agreements import Agreement, AgreementsOfSupplier, PaperOfVersion, VersionsOfAgreement
from storefront_schema.loaders.consignment import SalesOfLine, SalesOfOrder, Supplier
from storefront_schema.loaders.logistics import PickupOfSale
from storefront_schema.loaders.notifications import MessagesOfSale
from storefront_schema.loaders.offers import (
    Offer,
    OffersOfSupplier,
    SellerOfVariant,
    SellersOfLine,
    SellersOfProduct,
    StandingOfOffer,
)
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
from storefront_schema.loaders.suppliers import (
    BankAccountsOfSupplier,
    ChecklistOfSupplier,
    ConsentsOfSupplier,
    DeclarationsOfSupplier,
    ErasuresOfSupplier,
    OpenOfSupplier,
    RegimesOfSupplier,
    RegimeToday,
    StepsOfSupplier,
    SupplierDetails,
    TurnoverOfSupplier,
    VerificationsOfSupplier,
)

__all__ = [
    "Agreement",
    "AgreementsOfSupplier",
    "Artisan",
    "BankAccountsOfSupplier",
    "CertificateOfProduct",
    "ChecklistOfSupplier",
    "ConsentsOfSupplier",
    "CraftsOfDistrict",
    "DeclarationsOfSupplier",
    "ErasuresOfSupplier",
    "EvidenceLink",
    "EvidenceOfMark",
    "EvidenceOfProduct",
    "MessagesOfSale",
    "Offer",
    "OffersOfSupplier",
    "OpenOfSupplier",
    "OwnerOfOrder",
    "PaperOfVersion",
    "PickupOfSale",
    "ProvenanceOfProduct",
    "RegimeToday",
    "RegimesOfSupplier",
    "ReviewOfProduct",
    "SalesOfLine",
    "SalesOfOrder",
    "SellerOfVariant",
    "SellersOfLine",
    "SellersOfProduct",
    "StandingOfOffer",
    "StepsOfProduct",
    "StepsOfSupplier",
    "Supplier",
    "SupplierDetails",
    "TurnoverOfSupplier",
    "UnitsOfLine",
    "VerificationsOfSupplier",
    "VersionsOfAgreement",
]
