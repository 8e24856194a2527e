"""Writing agreements: a version is drafted, offered to the supplier for signature, and signed or withdrawn.

Of one agreement only one version is in the writing at a time. What is signed is never changed: other terms are another
version, which begins as a copy of the last. Nobody writes an agreement with themselves (OwnInterest).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from odop_consignment.agreements import references, validation
from odop_consignment.agreements.terms import terms_of
from odop_consignment.agreements.validation import Draft
from odop_consignment.errors import AlreadyThere, WrongChoice
from odop_consignment.interests import refuse_own_interest
from odop_consignment.lookups import find_row
from odop_consignment.models import (
    Agreement,
    AgreementEnd,
    AgreementVersion,
    Bearer,
    Charge,
    CommissionRule,
    CommissionTier,
    Supplier,
    SupplierState,
    VersionState,
)
from odop_consignment.notification_requests import request_notification
from odop_consignment.status_names import status_name
from odop_core.i18n import _, alternatives
from odop_core.india import aadhaar
from odop_core.india.dates import today

UNSIGNED = (VersionState.DRAFT, VersionState.OFFERED)


class WrongVersionState(WrongChoice):
    """The version is not in a state in which this can be done; the message says what can be."""


@transaction.atomic
def create_agreement(supplier_id: int, draft: Draft, *, by: str, reference: str = "") -> AgreementVersion:
    """A new agreement with its first version, a draft. Without a `reference` it gets the next number.

    Raises UnknownRow, WrongChoice, WrongTerms, AlreadyThere.
    """
    refuse_own_interest(by, [supplier_id])
    supplier = find_row(Supplier, supplier_id)
    if supplier.state == SupplierState.CLOSED:
        raise WrongChoice(_("Supplier {supplier} is closed: no agreement can be made with them.", supplier=supplier_id))
    reference = _given(reference) or references.take_next_reference(today())
    try:
        with transaction.atomic():
            agreement = Agreement.objects.create(supplier=supplier, reference=reference, created_by=by)
    except IntegrityError as error:
        raise AlreadyThere(_("There is an agreement {reference} already.", reference=reference)) from error
    return _write(agreement, draft, by)


@transaction.atomic
def draft_next_version(
    agreement_id: int, *, by: str, draft: Draft | None = None, valid_from: date | None = None
) -> AgreementVersion:
    """Another version, as a draft: of these terms, or of a copy of the last version's (from `valid_from` or today on).

    Raises UnknownRow, WrongVersionState, WrongTerms.
    """
    agreement = find_row(Agreement, agreement_id, lock=True)
    refuse_own_interest(by, [agreement.supplier_id])
    if AgreementEnd.objects.filter(agreement=agreement).exists():
        raise WrongVersionState(_("Agreement {agreement} was ended. Make another agreement.", agreement=str(agreement)))
    if open_ := agreement.versions.filter(state__in=UNSIGNED).first():
        raise WrongVersionState(
            _(
                "Version {version} is still {state}. Change, sign or withdraw it first.",
                version=open_.number,
                state=status_name(open_.state),
            )
        )
    return _write(agreement, draft or _copy(agreement, valid_from or today()), by)


@transaction.atomic
def change_draft(version_id: int, draft: Draft, *, by: str) -> AgreementVersion:
    """Write a draft anew, all of it. Raises UnknownRow, WrongVersionState, WrongTerms."""
    version = _held(version_id, by, VersionState.DRAFT)
    validation.check_draft(draft)
    CommissionTier.objects.filter(rule__version=version).delete()
    version.commission_rules.all().delete()
    version.charges.all().delete()
    for name, value in _columns(draft).items():
        setattr(version, name, value)
    version.recorded_by = by
    version.save()
    _write_terms(version, draft)
    return version


@transaction.atomic
def offer_for_signature(version_id: int, *, by: str) -> AgreementVersion:
    """The draft is complete; the supplier is notified that it waits for their signature.

    Raises UnknownRow, WrongVersionState, WrongTerms.
    """
    version = _held(version_id, by, VersionState.DRAFT)
    terms = terms_of(version)
    validation.check_complete(terms.rules)
    if version.valid_until and version.valid_until < today():
        raise validation.WrongTerms(_("Its last day ({day}) is over. Change it first.", day=version.valid_until))
    version.state, version.recorded_by = VersionState.OFFERED.value, by
    version.save(update_fields=["state", "recorded_by"])
    request_notification(
        version.agreement.supplier_id, "agreement_to_sign", key=f"agreement_to_sign:{version.pk}",
        subject=f"agreement:{version.agreement_id}", reference=terms.reference, version=str(terms.number),
    )  # fmt: skip
    return version


@transaction.atomic
def withdraw_version(version_id: int, *, by: str) -> AgreementVersion:
    """It will not be signed; its number is not used again. Raises UnknownRow, WrongVersionState."""
    version = _held(version_id, by, *UNSIGNED)
    version.state, version.recorded_by = VersionState.WITHDRAWN.value, by
    version.save(update_fields=["state", "recorded_by"])
    return version


@transaction.atomic
def end_agreement(agreement_id: int, last_day: date, *, by: str, reason: str) -> AgreementEnd:
    """The agreement binds up to `last_day` and never again; to end it at once, name yesterday.

    Nothing is sold under its offers afterwards; what was sold stays as agreed. A version still in the writing is
    withdrawn. Raises UnknownRow, WrongChoice.
    """
    agreement = find_row(Agreement, agreement_id, lock=True)
    refuse_own_interest(by, [agreement.supplier_id])
    if not reason.strip() or aadhaar.contains_aadhaar(reason):
        raise WrongChoice(_("Say why the agreement ends (without any Aadhaar number)."))
    if (today() - last_day).days > 1:
        raise WrongChoice(_("An agreement cannot end earlier than yesterday: what was sold since was sold under it."))
    earliest = agreement.ends.order_by("last_day").first()
    if earliest and earliest.last_day <= last_day:
        raise WrongChoice(
            _(
                "Agreement {agreement} ends on {day} already. It can only be ended sooner.",
                agreement=str(agreement),
                day=earliest.last_day,
            )
        )
    for version in agreement.versions.filter(state__in=UNSIGNED):
        withdraw_version(version.pk, by=by)
    return AgreementEnd.objects.create(
        agreement=agreement, last_day=last_day, reason=" ".join(reason.split())[:1000], recorded_by=by
    )


def read_draft(version: AgreementVersion) -> Draft:
    """The terms of a version, to write another from."""
    terms = terms_of(version)
    return Draft(
        valid_from=version.valid_from,
        valid_until=version.valid_until,
        rules=terms.rules,
        charges=terms.charges,
        return_window_days=version.return_window_days,
        shelf_days=version.shelf_days,
        freight_borne_by=Bearer(version.freight_borne_by),
        returns_borne_by=Bearer(version.returns_borne_by),
        supplier_discount_bp=version.supplier_discount_bp,
        supplier_bears_losses=version.supplier_bears_losses,
    )


def _given(reference: str) -> str:
    reference = " ".join(reference.split())
    if len(reference) > 64 or aadhaar.contains_aadhaar(reference):
        raise WrongChoice(_("A reference has 64 letters at most, and is no Aadhaar number."))
    if references.is_of_our_series(reference):
        raise WrongChoice(
            _(
                "References like {reference} are numbered here: leave it empty, or choose another kind.",
                reference=reference,
            )
        )
    return reference


def _copy(agreement: Agreement, valid_from: date) -> Draft:
    """Of the last signed version, else of the last there is."""
    versions = agreement.versions.order_by("-number")
    last = versions.filter(state=VersionState.SIGNED).first() or versions.first()
    if last is None:
        raise WrongVersionState(
            _("Agreement {agreement} has no version to copy: write its terms.", agreement=str(agreement))
        )
    return replace(read_draft(last), valid_from=valid_from, valid_until=None)


def _write(agreement: Agreement, draft: Draft, by: str) -> AgreementVersion:
    validation.check_draft(draft)
    last = agreement.versions.order_by("-number").values_list("number", flat=True).first() or 0
    version = AgreementVersion.objects.create(agreement=agreement, number=last + 1, recorded_by=by, **_columns(draft))
    _write_terms(version, draft)
    return version


def _columns(draft: Draft) -> dict[str, Any]:
    return {
        "valid_from": draft.valid_from,
        "valid_until": draft.valid_until,
        "return_window_days": draft.return_window_days,
        "shelf_days": draft.shelf_days,
        "freight_borne_by": draft.freight_borne_by.value,
        "returns_borne_by": draft.returns_borne_by.value,
        "supplier_discount_bp": draft.supplier_discount_bp,
        "supplier_bears_losses": draft.supplier_bears_losses,
    }


def _write_terms(version: AgreementVersion, draft: Draft) -> None:
    rules = CommissionRule.objects.bulk_create(
        CommissionRule(
            version=version, scope=rule.scope.value, target=rule.target, kind=rule.kind.value,
            floor_paise=rule.floor_paise, cap_paise=rule.cap_paise,
        )
        for rule in draft.rules
    )  # fmt: skip
    CommissionTier.objects.bulk_create(
        CommissionTier(rule=row, from_paise=tier.from_paise, value=tier.value)
        for row, rule in zip(rules, draft.rules, strict=True)
        for tier in rule.tiers
    )
    Charge.objects.bulk_create(
        Charge(
            version=version, kind=charge.kind.value, basis=charge.basis.value, value=charge.value,
            words=" ".join(charge.words.split()),
        )
        for charge in draft.charges
    )  # fmt: skip


def _held(version_id: int, by: str, *states: VersionState) -> AgreementVersion:
    version = find_row(AgreementVersion, version_id, lock=True)
    refuse_own_interest(by, [version.agreement.supplier_id])
    if version.state not in states:
        raise WrongVersionState(
            _(
                "Version {version} is {state}; this can be done while it is {states}.",
                version=version.number,
                state=status_name(version.state),
                states=alternatives([status_name(state) for state in states]),
            )
        )
    return version
