"""Suppliers and how they are taken on, as plain data.

`SupplierInfo` is what the other plugins need, with phone and e-mail in clear for those who reach people with them;
`SupplierDetails` is what staff and the supplier see: personal data masked. The clear values are shown by
`api.privacy.disclose_value` only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Unpack

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.lookups import Exact

from odop_consignment.interests import OwnInterest, find_own_suppliers, register_phone_finder
from odop_consignment.models import (
    CheckItem,
    CheckResult,
    OnboardingStep,
    Regime,
    Supplier,
    SupplierState,
    SupplyModel,
    Verification,
)
from odop_consignment.supplier_search import COLUMNS, find_suppliers, has_phone_end
from odop_consignment.suppliers import checklist as checking
from odop_consignment.suppliers import closure, onboarding, records, verifications
from odop_consignment.suppliers.checklist import ChecklistItem, ItemStatus
from odop_consignment.suppliers.errors import NeedsReason, NeedsSecondPerson, SupplierRefused
from odop_consignment.suppliers.identity import IdentityError, ValueMissing, read_gstin
from odop_consignment.suppliers.onboarding import Incomplete, StillOpen, WrongSupplierState
from odop_consignment.suppliers.records import SupplierChanges, check_values
from odop_core.database.filters import Choice, Flag, Moments, String
from odop_core.database.lists import RECORDED, RowList, Sort
from odop_core.database.text_search import Search
from odop_core.i18n import Text
from odop_core.india import dates, financial_years
from odop_core.security import masks

__all__ = [
    "SUPPLIERS",
    "CheckItem",
    "CheckResult",
    "ChecklistItem",
    "IdentityError",
    "Incomplete",
    "ItemStatus",
    "NeedsReason",
    "NeedsSecondPerson",
    "OwnInterest",
    "StepInfo",
    "StillOpen",
    "SupplierChanges",
    "SupplierDetails",
    "SupplierInfo",
    "SupplierRefused",
    "SupplierState",
    "ValueMissing",
    "VerificationInfo",
    "WrongSupplierState",
    "approve_supplier",
    "as_info",
    "change_supplier",
    "check_values",
    "checklist",
    "checklists",
    "close_supplier",
    "create_supplier",
    "find_open_matters",
    "find_open_matters_of",
    "find_own_suppliers",
    "find_suppliers",
    "lift_supplier",
    "read_gstin", "record_verification",
    "register_phone_finder",
    "save_supplier",
    "send_back_supplier",
    "steps_of",
    "submit_on_wish",
    "submit_supplier",
    "supplier_details",
    "supplier_of_user",
    "suppliers_by_id",
    "suppliers_of_users",
    "suspend_supplier",
    "verifications_of",
]  # fmt: skip


@dataclass(frozen=True)
class SupplierInfo:
    """A supplier as the other plugins need them. `phone` and `email` are personal data: show them masked.
    `reference` is what the corporation calls them ("" if nothing)."""

    id: int
    name: str
    name_hi: str
    language: str
    phone: str = field(repr=False)
    email: str = field(repr=False)
    artisan_slug: str
    state: str
    state_code: str
    reference: str


@dataclass(frozen=True)
class SupplierDetails:
    """A supplier as staff and they themselves see them. `same_taxpayer` are other suppliers with the same PAN."""

    id: int
    reference: str
    phone: str
    email: str
    address: str
    pan: str
    udyam: str
    user_id: str
    stopped_in_year: int | None
    erased_at: datetime | None
    created_at: datetime
    changed_at: datetime
    same_taxpayer: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class StepInfo:
    """One move of a supplier. `reason` is what somebody wrote, or a sentence of ours that says what changed."""

    before: str
    after: str
    reason: Text | str
    by: str
    at: datetime


@dataclass(frozen=True)
class VerificationInfo:
    item: str
    result: str
    source: str
    reference: str
    remark: str
    by: str
    at: datetime


def suppliers_by_id(ids: Iterable[int], using: str = "default") -> dict[int, SupplierInfo]:
    return {found.pk: as_info(found) for found in Supplier.objects.using(using).filter(pk__in=list(ids))}


def supplier_of_user(user_id: str, using: str = "default") -> SupplierInfo | None:
    """Who signs in with this Saleor account (a global ID)."""
    found = Supplier.objects.using(using).filter(user_id=user_id).first() if user_id else None
    return as_info(found) if found else None


def suppliers_of_users(user_ids: Iterable[str], using: str = "default") -> dict[str, SupplierInfo]:
    """The same for many accounts; one that is no supplier's is left out."""
    accounts = {user_id for user_id in user_ids if user_id}
    return {found.user_id: as_info(found) for found in Supplier.objects.using(using).filter(user_id__in=accounts)}


def supplier_details(ids: Iterable[int], using: str = "default") -> dict[int, SupplierDetails]:
    """By supplier; always two queries."""
    rows = list(Supplier.objects.using(using).filter(pk__in=list(ids)))
    digests = {row.pan_digest for row in rows if row.pan_digest}
    people: dict[str, list[int]] = defaultdict(list)
    for pk, digest in Supplier.objects.using(using).filter(pan_digest__in=digests).values_list("pk", "pan_digest"):
        people[digest].append(pk)
    return {row.pk: _details(row, [pk for pk in sorted(people[row.pan_digest]) if pk != row.pk]) for row in rows}


def create_supplier(*, by: str, **values: Unpack[SupplierChanges]) -> SupplierInfo:
    """A new supplier, as a draft; needs at least a name and a phone number. Raises IdentityError, AlreadyThere."""
    return as_info(records.create_supplier(by=by, **values))


def change_supplier(
    supplier_id: int, *, by: str = onboarding.SYSTEM, **values: Unpack[SupplierChanges]
) -> SupplierInfo:
    """What is left out stays. Raises UnknownRow, IdentityError, AlreadyThere, SupplierRefused."""
    return as_info(records.change_supplier(supplier_id, by=by, **values))


def save_supplier(
    *, supplier_id: int | None = None, by: str = onboarding.SYSTEM, **values: Unpack[SupplierChanges]
) -> SupplierInfo:
    """Create a supplier, or change the one of `supplier_id`. Raises as those do."""
    if supplier_id is None:
        return create_supplier(by=by, **values)
    return change_supplier(supplier_id, by=by, **values)


def submit_supplier(supplier_id: int, *, by: str) -> SupplierInfo:
    """All is there; a second person is to look. Raises UnknownRow, WrongSupplierState, Incomplete."""
    return as_info(onboarding.submit_supplier(supplier_id, by=by))


def submit_on_wish(supplier_id: int, *, by: str) -> SupplierInfo:
    """The same, asked for by the supplier themselves. Raises UnknownRow, WrongSupplierState, Incomplete."""
    return as_info(onboarding.submit_on_wish(supplier_id, by=by))


def send_back_supplier(supplier_id: int, *, reason: str, by: str) -> SupplierInfo:
    """Something is to be mended first. Raises UnknownRow, WrongSupplierState, NeedsReason, IdentityError."""
    return as_info(onboarding.send_back_supplier(supplier_id, reason=reason, by=by))


def approve_supplier(supplier_id: int, *, by: str, reason: str = "") -> SupplierInfo:
    """They may sell. Raises UnknownRow, WrongSupplierState, NeedsSecondPerson, Incomplete, IdentityError."""
    return as_info(onboarding.approve_supplier(supplier_id, by=by, reason=reason))


def suspend_supplier(supplier_id: int, *, reason: str, by: str) -> SupplierInfo:
    """Nothing of theirs is sold for now. Raises UnknownRow, WrongSupplierState, NeedsReason, IdentityError."""
    return as_info(onboarding.suspend_supplier(supplier_id, reason=reason, by=by))


def lift_supplier(supplier_id: int, *, reason: str, by: str) -> SupplierInfo:
    """Suspended before, they may sell again. Raises as `approve_supplier`, and NeedsReason."""
    return as_info(onboarding.lift_suspension(supplier_id, reason=reason, by=by))


def close_supplier(supplier_id: int, *, reason: str, by: str) -> SupplierInfo:
    """They sell no more, for good. Raises UnknownRow, WrongSupplierState, NeedsReason, StillOpen, IdentityError."""
    return as_info(onboarding.close_supplier(supplier_id, reason=reason, by=by))


def find_open_matters(supplier_id: int) -> list[Text]:
    """What keeps a supplier from being closed."""
    return closure.find_open_matters(supplier_id)


def find_open_matters_of(supplier_ids: Iterable[int], using: str = "default") -> dict[int, list[Text]]:
    """The same for many suppliers, in always as many queries."""
    return closure.find_open_matters_of(supplier_ids, using)


def checklists(supplier_ids: Iterable[int], using: str = "default") -> dict[int, list[ChecklistItem]]:
    """`checklist` of many suppliers, in always as many queries."""
    rows = list(Supplier.objects.using(using).filter(pk__in=list(supplier_ids)))
    return checking.checklists(rows, using)


def checklist(supplier_id: int, using: str = "default") -> list[ChecklistItem]:
    """What is needed of a supplier, and how far it is there. Raises UnknownRow."""
    return checking.checklist(supplier_id, using)


def record_verification(
    supplier_id: int,
    item: str,
    result: str,
    *,
    source: str,
    by: str,
    reference: str = "",
    remark: str = "",
) -> VerificationInfo:
    """Somebody looked at what the supplier says now of one item. Raises UnknownRow, WrongChoice, IdentityError."""
    row = verifications.record_verification(
        supplier_id, CheckItem(item), CheckResult(result), source=source, by=by, reference=reference, remark=remark
    )
    return _verification(row)


def steps_of(supplier_ids: Iterable[int], using: str = "default") -> dict[int, list[StepInfo]]:
    """Every step of these suppliers, the oldest first."""
    found: dict[int, list[StepInfo]] = defaultdict(list)
    for row in OnboardingStep.objects.using(using).filter(supplier_id__in=list(supplier_ids)).order_by("id"):
        found[row.supplier_id].append(
            StepInfo(row.before, row.after, row.change or row.reason, row.moved_by, row.moved_at)
        )
    return found


def verifications_of(supplier_ids: Iterable[int], using: str = "default") -> dict[int, list[VerificationInfo]]:
    """Every verification of these suppliers, the oldest first, also of values that were changed since."""
    found: dict[int, list[VerificationInfo]] = defaultdict(list)
    for row in Verification.objects.using(using).filter(supplier_id__in=list(supplier_ids)).order_by("id"):
        found[row.supplier_id].append(_verification(row))
    return found


def as_info(supplier: Supplier) -> SupplierInfo:
    return SupplierInfo(
        supplier.pk, supplier.name, supplier.name_hi, supplier.language, supplier.phone, supplier.email,
        supplier.artisan_slug, supplier.state, supplier.state_code, supplier.reference,
    )  # fmt: skip


def _details(row: Supplier, same_taxpayer: list[int]) -> SupplierDetails:
    return SupplierDetails(
        row.pk, row.reference, masks.mask_phone(row.phone), masks.mask_email(row.email),
        masks.mask_address(row.address), masks.mask_pan(row.pan), row.udyam,
        row.user_id, row.stopped_in_year, row.erased_at, row.created_at,
        row.changed_at, same_taxpayer,
    )  # fmt: skip


def _verification(row: Verification) -> VerificationInfo:
    return VerificationInfo(
        row.item, row.result, row.source, row.reference, row.remark, row.verified_by, row.verified_at
    )


def _model_on(day: date) -> Subquery:
    of_supplier = Regime.objects.filter(supplier_id=OuterRef("pk"), valid_from__lte=day)
    return Subquery(of_supplier.order_by(F("valid_from").desc(), F("id").desc()).values("supply_model")[:1])


def _supplies_as(model: str, _using: str) -> Q:
    """In this way today. (Those who ever did are found by an index; of these the last word counts.)"""
    ever = Regime.objects.filter(supply_model=model, valid_from__lte=dates.today()).values("supplier_id")
    return Q(pk__in=ever) & Q(Exact(_model_on(dates.today()), model))


SUPPLIERS = RowList(
    Supplier,
    rows=lambda using: Supplier.objects.using(using).all(),
    show=lambda rows, _using: [as_info(row) for row in rows],
    filters={
        "status": Choice("state", "How far they have come.", states=SupplierState),
        "supply_model": Choice("", "How they supply today.", states=SupplyModel, match=_supplies_as),
        "state_code": String("state_code", 'The GST code of their State ("09": Uttar Pradesh).'),
        "reference": String("reference", "What the corporation calls them."),
        "artisan": String("artisan_slug", "The slug of the artisan who makes the goods."),
        "is_stopped": Flag(
            "Whether they are stopped by their turnover in this financial year.",
            holds=lambda _using: Q(stopped_in_year=financial_years.year_of(dates.today())),
        ),
        "created_at": Moments("created_at", "When the supplier was recorded."),
        "updated_at": Moments("changed_at", "When they changed last."),
    },
    sorts={
        "created_at": RECORDED,
        "updated_at": Sort("When they changed last.", "changed_at"),
        "name": Sort("The name.", "name"),
    },
    search=Search(
        "Words of the name in either script or of the reference, or the last four digits of the telephone number.",
        columns=COLUMNS,
        more=has_phone_end,
    ),
    newest_first=False,
    owner="pk",
)
