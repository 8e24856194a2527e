"""Everything that is kept of one supplier, for them to have (DPDP Act 2023, s.11)."""

from __future__ import annotations

import json
from dataclasses import asdict

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from odop_consignment.lookups import find_row
from odop_consignment.models import (
    Agreement,
    AgreementEnd,
    AgreementVersion,
    BankAccount,
    CheckoutRefusal,
    Consent,
    ConsignmentNote,
    Disclosure,
    Erasure,
    Lot,
    Member,
    NoteLine,
    Objection,
    ObjectionEntry,
    Offer,
    OnboardingStep,
    OneTimeCode,
    Regime,
    Sale,
    SaleReversal,
    SaleStep,
    SaleTerms,
    StockCountLine,
    StockMovement,
    Supplier,
    SupplierSession,
    Turnover,
    TurnoverDeclaration,
    Verification,
    VersionState,
)
from odop_consignment.suppliers import disclosures
from odop_core import metadata
from odop_core.i18n import Text

# Each table that holds rows about a supplier, and how they lead to the supplier.
TABLES: dict[str, tuple[type[models.Model], str]] = {
    "agreements": (Agreement, "supplier"),
    "agreement_ends": (AgreementEnd, "agreement__supplier"),
    "agreement_versions": (AgreementVersion, "agreement__supplier"),
    "bank_accounts": (BankAccount, "supplier"),
    "checkout_refusals": (CheckoutRefusal, "supplier"),
    "consents": (Consent, "supplier"),
    "consignment_notes": (ConsignmentNote, "supplier"),
    "disclosures": (Disclosure, "supplier"),
    "erasures": (Erasure, "supplier"),
    "lots": (Lot, "offer__supplier"),
    "members": (Member, "supplier"),
    "objections": (Objection, "supplier"),
    "objection_entries": (ObjectionEntry, "objection__supplier"),
    "offers": (Offer, "supplier"),
    "onboarding_steps": (OnboardingStep, "supplier"),
    "note_lines": (NoteLine, "note__supplier"),
    "one_time_codes": (OneTimeCode, "supplier"),
    "regimes": (Regime, "supplier"),
    "sale_reversals": (SaleReversal, "sale__supplier"),
    "sale_steps": (SaleStep, "sale__supplier"),
    "sale_terms": (SaleTerms, "supplier"),
    "sales": (Sale, "supplier"),
    "sessions": (SupplierSession, "supplier"),
    "stock_count_lines": (StockCountLine, "offer__supplier"),
    "stock_movements": (StockMovement, "lot__offer__supplier"),
    "turnover_declarations": (TurnoverDeclaration, "supplier"),
    "turnovers": (Turnover, "supplier"),
    "verifications": (Verification, "supplier"),
}
# Of no meaning to anybody outside.
LEFT_OUT = {
    "pan_digest", "phone_digest", "phone_end_digest", "value_digest", "account_digest", "access_digest",
    "handle_digest", "code_digest",
}  # fmt: skip


@transaction.atomic
def export_supplier(supplier_id: int, *, reason: str, by: str) -> str:
    """All rows about a supplier, unmasked, as JSON with sorted keys; who had it made is on record. Raises UnknownRow,
    IdentityError."""
    supplier = find_row(Supplier, supplier_id)
    disclosures.record_disclosure(supplier, "export", reason=reason, by=by)
    found = {name: _rows(model, way, supplier) for name, (model, way) in TABLES.items()}
    of_others = metadata.metadata_of("Supplier", [str(supplier.pk)]).get(str(supplier.pk), metadata.NONE)
    whole = {"supplier": _row(supplier, supplier.language), "metadata": asdict(of_others), **found}
    return json.dumps(whole, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2, sort_keys=True)


def _rows(model: type[models.Model], way: str, supplier: Supplier) -> list[dict[str, object]]:
    rows = model._default_manager.filter(**{way: supplier})
    if model is AgreementVersion:  # what is being written is the corporation's own until it is offered
        rows = rows.exclude(state=VersionState.DRAFT)
    return [_row(row, supplier.language) for row in rows.order_by("pk").iterator()]


def _row(row: models.Model, language: str) -> dict[str, object]:
    """Sentences are put into the supplier's language."""
    fields = [field for field in row._meta.concrete_fields if field.name not in LEFT_OUT]
    values = {field.attname: getattr(row, field.attname) for field in fields}
    return {name: value.in_language(language) if isinstance(value, Text) else value for name, value in values.items()}
