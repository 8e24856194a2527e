"""Suppliers, the terms they supply on, what they offer, the goods they entrusted to us, and what was sold of them."""

from odop_consignment.models.agreement import (
    Agreement,
    AgreementEnd,
    AgreementVersion,
    Bearer,
    Charge,
    ChargeBasis,
    ChargeKind,
    CommissionKind,
    CommissionRule,
    CommissionScope,
    CommissionTier,
    VersionState,
)
from odop_consignment.models.bank_account import BankAccount, BankAccountState
from odop_consignment.models.exchange_rate import ExchangeRate
from odop_consignment.models.objection import Objection, ObjectionEntry, ObjectionState, ObjectionSubject
from odop_consignment.models.offer import Offer
from odop_consignment.models.onboarding import CheckItem, CheckResult, OnboardingStep, Verification
from odop_consignment.models.privacy import Consent, Disclosure, Erasure, ErasureState, Purpose
from odop_consignment.models.sale import (
    WITH_SUPPLIER,
    CheckoutRefusal,
    ReversalKind,
    Sale,
    SaleReversal,
    SaleState,
    SaleStep,
    SaleTerms,
    SupplierAnswer,
)
from odop_consignment.models.sign_in import (
    CodeMedium,
    CodePurpose,
    Member,
    MemberRole,
    OneTimeCode,
    RefreshToken,
    SessionEnd,
    SupplierSession,
)
from odop_consignment.models.stock import (
    Condition,
    ConsignmentNote,
    CountState,
    Lot,
    MovementKind,
    NoteKind,
    NoteLine,
    NoteState,
    StockAdjustment,
    StockCount,
    StockCountLine,
    StockMovement,
)
from odop_consignment.models.supplier import REGIMES_OF, Regime, Supplier, SupplierState, SupplyModel, TaxRegime
from odop_consignment.models.table_import import ImportState, TableImport, TableImportError, TableKind, WrongRow
from odop_consignment.models.turnover import Turnover, TurnoverDeclaration

__all__ = [
    "REGIMES_OF", "WITH_SUPPLIER", "Agreement", "AgreementEnd", "AgreementVersion", "BankAccount",
    "BankAccountState", "Bearer", "Charge", "ChargeBasis", "ChargeKind", "CheckItem", "CheckResult",
    "CheckoutRefusal", "CodeMedium", "CodePurpose", "CommissionKind", "CommissionRule", "CommissionScope",
    "CommissionTier", "Condition", "Consent", "ConsignmentNote", "CountState", "Disclosure", "Erasure",
    "ErasureState", "ExchangeRate", "ImportState", "Lot", "Member", "MemberRole", "MovementKind", "NoteKind",
    "NoteLine", "NoteState", "Objection", "ObjectionEntry", "ObjectionState", "ObjectionSubject", "Offer",
    "OnboardingStep", "OneTimeCode", "Purpose", "RefreshToken", "Regime", "ReversalKind", "Sale", "SaleReversal",
    "SaleState", "SaleStep", "SaleTerms", "SessionEnd", "StockAdjustment", "StockCount", "StockCountLine",
    "StockMovement", "Supplier", "SupplierAnswer", "SupplierSession", "SupplierState", "SupplyModel", "TableImport",
    "TableImportError", "TableKind", "TaxRegime", "Turnover", "TurnoverDeclaration", "Verification", "VersionState",
    "WrongRow",
]  # fmt: skip
