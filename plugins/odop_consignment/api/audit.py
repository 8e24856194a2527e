"""What was done in consignment, for the audit feed: the records of suppliers, agreements and sales, put into words."""

from __future__ import annotations

from odop_consignment.models import (
    AgreementEnd,
    AgreementVersion,
    BankAccount,
    BankAccountState,
    Consent,
    Disclosure,
    ObjectionEntry,
    OnboardingStep,
    SaleStep,
)
from odop_consignment.status_names import status_name
from odop_core.database.audit import AuditSource, Change, Summary
from odop_core.i18n import Text, _, pgettext, quoted, quoted_or_empty

_SEEN = {
    "phone": pgettext("data", "the telephone number"),
    "email": pgettext("data", "the e-mail address"),
    "address": pgettext("data", "the address"),
    "pan": pgettext("data", "the PAN"),
    "bank": pgettext("data", "the bank account"),
    "export": pgettext("data", "everything that is kept of the supplier"),
}


def status_change(before: str, after: str) -> tuple[Change, ...]:
    return () if before == after else (Change("status", status_name(before), status_name(after)),)


def _summarize_step(row: OnboardingStep) -> Summary:
    changes = status_change(row.before, row.after)
    if changes:
        sentence = _("The supplier was {before} and is now {after}.", **_names(changes[0]))
    else:
        sentence = row.change or _("Details of the supplier were changed.")
    return Summary(sentence, quoted_or_empty(row.reason), changes)


def _summarize_sale_step(row: SaleStep) -> Summary:
    changes = status_change(row.before, row.after)
    if changes:
        return Summary(_("The sale was {before} and is now {after}.", **_names(changes[0])), row.reason, changes)
    return Summary(row.reason or _("Something about the sale was recorded."))


def _names(change: Change) -> dict[str, Text]:
    return {"before": change.before, "after": change.after}


def _summarize_disclosure(row: Disclosure) -> Summary:
    what = _SEEN.get(row.what) or quoted(row.what)
    return Summary(_("Personal data of the supplier were shown in full: {what}.", what=what), quoted(row.reason))


def _summarize_consent(row: Consent) -> Summary:
    given = _("The supplier gave a consent.") if row.given else _("The supplier withdrew a consent.")
    return Summary(given)


def _summarize_decision(row: BankAccount) -> Summary:
    is_approved = row.state == BankAccountState.APPROVED
    sentence = _("A bank account was approved.") if is_approved else _("A bank account was rejected.")
    return Summary(sentence, quoted_or_empty(row.reason), status_change(BankAccountState.PROPOSED, row.state))


def _summarize_version(row: AgreementVersion) -> Summary:
    return Summary(_("Version {number} of the agreement was written.", number=row.number))


def _summarize_end(row: AgreementEnd) -> Summary:
    return Summary(_("The agreement ends after {day}.", day=row.last_day), quoted(row.reason))


def _summarize_objection(row: ObjectionEntry) -> Summary:
    sentence = _("An objection was answered.") if row.is_answer else _("The supplier objected, or said more.")
    return Summary(sentence, quoted(row.text))


SUPPLIER_STEPS = AuditSource(
    OnboardingStep, of="Supplier", at="moved_at", by="moved_by", object="supplier_id", supplier="supplier_id",
    summarize=_summarize_step,
)  # fmt: skip
DISCLOSURES = AuditSource(
    Disclosure, of="Supplier", at="seen_at", by="seen_by", object="supplier_id", supplier="supplier_id",
    summarize=_summarize_disclosure,
)  # fmt: skip
CONSENTS = AuditSource(
    Consent, of="Supplier", at="recorded_at", by="recorded_by", object="supplier_id", supplier="supplier_id",
    summarize=_summarize_consent,
)  # fmt: skip
BANK_PROPOSALS = AuditSource(
    BankAccount, of="SupplierBankAccount", at="proposed_at", by="proposed_by", object="id", supplier="supplier_id",
    summarize=lambda _row: Summary(_("A bank account was proposed.")),
)  # fmt: skip
BANK_DECISIONS = AuditSource(
    BankAccount, of="SupplierBankAccount", at="decided_at", by="decided_by", object="id", supplier="supplier_id",
    summarize=_summarize_decision, rows=lambda rows: rows.filter(decided_at__isnull=False),
)  # fmt: skip
AGREEMENT_VERSIONS = AuditSource(
    AgreementVersion, of="Agreement", at="recorded_at", by="recorded_by", object="agreement_id",
    supplier="agreement__supplier_id", summarize=_summarize_version,
)  # fmt: skip
AGREEMENT_ENDS = AuditSource(
    AgreementEnd, of="Agreement", at="recorded_at", by="recorded_by", object="agreement_id",
    supplier="agreement__supplier_id", summarize=_summarize_end,
)  # fmt: skip
OBJECTIONS = AuditSource(
    ObjectionEntry, of="SupplierObjection", at="written_at", by="written_by", object="objection_id",
    supplier="objection__supplier_id", summarize=_summarize_objection,
)  # fmt: skip
SALE_STEPS = AuditSource(
    SaleStep, of="ConsignmentSale", at="moved_at", by="moved_by", object="sale_id", supplier="sale__supplier_id",
    summarize=_summarize_sale_step,
)  # fmt: skip

__all__ = [
    "AGREEMENT_ENDS", "AGREEMENT_VERSIONS", "BANK_DECISIONS", "BANK_PROPOSALS", "CONSENTS", "DISCLOSURES",
    "OBJECTIONS", "SALE_STEPS", "SUPPLIER_STEPS",
]  # fmt: skip
