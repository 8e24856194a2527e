"""Agreements, their versions and documents, and why a sale cost what it cost, as plain data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from odop_consignment.agreements import drafts, explanations, signatures, versions
from odop_consignment.agreements.drafts import WrongVersionState
from odop_consignment.agreements.explanations import Explanation, is_taken_from_supplier
from odop_consignment.agreements.figures import Figure
from odop_consignment.agreements.signatures import DocumentCheck
from odop_consignment.agreements.summaries import summarise_charge, summarise_rule
from odop_consignment.agreements.terms import ChargeTerms, Rule, Tier, terms_of
from odop_consignment.agreements.validation import Draft, WrongTerms
from odop_consignment.documents import DocumentLink
from odop_consignment.lookups import newest_of_each_supplier
from odop_consignment.models import (
    Agreement,
    AgreementEnd,
    AgreementVersion,
    Bearer,
    ChargeBasis,
    ChargeKind,
    CommissionKind,
    CommissionScope,
    VersionState,
)
from odop_consignment.sales.trials import Trial, TrialSale, try_terms
from odop_consignment.supplier_search import find_suppliers
from odop_core.database.filters import Flag, Moments, RowID, String
from odop_core.database.lists import RECORDED, RowList, Sort
from odop_core.database.text_search import Search
from odop_core.files.errors import FileRefused, StorageUnavailable
from odop_core.india.dates import today

__all__ = [
    "AGREEMENTS", "AgreementInfo", "Bearer", "ChargeBasis", "ChargeKind", "ChargeTerms", "CommissionKind",
    "CommissionScope", "DocumentCheck", "DocumentLink", "Draft", "EndInfo", "Explanation", "Figure", "FileRefused",
    "Rule", "StorageUnavailable", "Tier", "Trial", "TrialSale", "VersionInfo", "VersionState", "WrongTerms",
    "WrongVersionState", "agreements_by_id", "agreements_of_suppliers", "change_version", "check_document",
    "create_agreement", "document_link", "document_links", "end_agreement", "explain_sale", "explain_sales",
    "is_taken_from_supplier", "next_version", "offer_for_signature", "sign_version", "summarise_charge",
    "summarise_rule", "try_terms", "versions_by_id", "versions_in_force", "versions_of", "withdraw_version",
]  # fmt: skip

explain_sale = explanations.explain_sale
explain_sales = explanations.explain_sales


@dataclass(frozen=True)
class EndInfo:
    """The agreement binds up to this Indian day, and never again."""

    last_day: date
    reason: str
    recorded_by: str
    recorded_at: datetime


@dataclass(frozen=True)
class AgreementInfo:
    """`end` is the earliest of its ends, None while nobody ended it. `binds_today`: some version is in force.

    `was_offered`: some version is more than a draft. Until then the agreement is not for the supplier to see.
    """

    id: int
    supplier_id: int
    reference: str
    created_by: str
    created_at: datetime
    end: EndInfo | None
    binds_today: bool
    was_offered: bool


@dataclass(frozen=True)
class VersionInfo:
    """The terms from `valid_from` to `valid_until`, Indian days, both included. `rules` are in their precedence: of
    those that fit a sale the first decides. `document_sha256` is "" until it is signed."""

    id: int
    agreement_id: int
    reference: str
    number: int
    state: VersionState
    valid_from: date
    valid_until: date | None
    return_window_days: int
    shelf_days: int
    freight_borne_by: Bearer
    returns_borne_by: Bearer
    supplier_discount_bp: int
    supplier_bears_losses: bool
    rules: tuple[Rule, ...]
    charges: tuple[ChargeTerms, ...]
    document_sha256: str
    signed_on: date | None
    signed_by: str
    signature_recorded_by: str
    recorded_by: str
    recorded_at: datetime


def create_agreement(supplier_id: int, draft: Draft, *, by: str, reference: str = "") -> VersionInfo:
    """See `drafts.create`. Raises UnknownRow, WrongChoice, WrongTerms, AlreadyThere."""
    return _version(drafts.create_agreement(supplier_id, draft, by=by, reference=reference))


def next_version(
    agreement_id: int, *, by: str, draft: Draft | None = None, valid_from: date | None = None
) -> VersionInfo:
    """A draft with these terms, or a copy of the last version's. Raises UnknownRow, WrongVersionState, WrongTerms."""
    return _version(drafts.draft_next_version(agreement_id, by=by, draft=draft, valid_from=valid_from))


def change_version(version_id: int, draft: Draft, *, by: str) -> VersionInfo:
    """Raises UnknownRow, WrongVersionState, WrongTerms."""
    return _version(drafts.change_draft(version_id, draft, by=by))


def offer_for_signature(version_id: int, *, by: str) -> VersionInfo:
    """The supplier is notified. Raises UnknownRow, WrongVersionState, WrongTerms."""
    return _version(drafts.offer_for_signature(version_id, by=by))


def withdraw_version(version_id: int, *, by: str) -> VersionInfo:
    """Raises UnknownRow, WrongVersionState."""
    return _version(drafts.withdraw_version(version_id, by=by))


def sign_version(
    version_id: int, file: BinaryIO, *, file_name: str, signed_on: date, signed_by: str, by: str
) -> VersionInfo:
    """See `signatures.sign`. Call it outside of a transaction, since it keeps a file.

    Raises UnknownRow, WrongVersionState, WrongChoice, StorageUnavailable and the reasons in `odop_core.files.errors`.
    """
    return _version(
        signatures.sign_version(version_id, file, file_name=file_name, signed_on=signed_on, signed_by=signed_by, by=by)
    )


def end_agreement(agreement_id: int, last_day: date, *, by: str, reason: str) -> AgreementInfo:
    """See `drafts.end`. Raises UnknownRow, WrongChoice."""
    drafts.end_agreement(agreement_id, last_day, by=by, reason=reason)
    return agreements_by_id([agreement_id])[agreement_id]


def document_link(version_id: int, using: str = "default") -> DocumentLink:
    """A link to the signed paper that ends soon. Raises UnknownRow, WrongVersionState."""
    return signatures.link_to_document(version_id, using)


def document_links(version_ids: Iterable[int], using: str = "default") -> dict[int, DocumentLink]:
    """The same for many versions; those without a paper are left out."""
    return signatures.links_to_documents(version_ids, using)


def check_document(version_id: int, using: str = "default") -> DocumentCheck:
    """Whether the paper still is what was signed. Raises UnknownRow, WrongVersionState, StorageUnavailable."""
    return signatures.check_document(version_id, using)


def agreements_by_id(ids: Iterable[int], using: str = "default") -> dict[int, AgreementInfo]:
    rows = _rows(using).filter(pk__in=list(ids))
    return {info.id: info for info in _agreements(list(rows), using)}


def agreements_of_suppliers(
    supplier_ids: Iterable[int], most: int, using: str = "default", *, with_drafts: bool = True
) -> dict[int, list[AgreementInfo]]:
    """The newest agreements of many suppliers, at most so many of each. Three queries."""
    found: dict[int, list[AgreementInfo]] = {}
    all_rows = _rows(using).filter(supplier_id__in=list(supplier_ids))
    rows = newest_of_each_supplier(all_rows if with_drafts else all_rows.filter(was_offered=True), most)
    for info in _agreements(list(rows), using):
        found.setdefault(info.supplier_id, []).append(info)
    return found


def versions_of(agreement_ids: Iterable[int], using: str = "default") -> dict[int, list[VersionInfo]]:
    """All versions of many agreements, the newest first. Four queries."""
    found: dict[int, list[VersionInfo]] = {}
    for row in _versions(using).filter(agreement_id__in=list(agreement_ids)).order_by("-number"):
        found.setdefault(row.agreement_id, []).append(_version(row))
    return found


def versions_by_id(ids: Iterable[int], using: str = "default") -> dict[int, VersionInfo]:
    """Four queries."""
    return {row.pk: _version(row) for row in _versions(using).filter(pk__in=list(ids))}


def versions_in_force(agreement_id: int, day: date | None = None, using: str = "default") -> VersionInfo | None:
    """The version that binds on an Indian day (by default today); None when none does."""
    row = versions.version_in_force(agreement_id, day or today(), using)
    return _version(row) if row else None


def _rows(using: str) -> QuerySet[Agreement]:
    ends = AgreementEnd.objects.using(using).order_by("last_day", "id")
    offered = (
        AgreementVersion.objects.using(using).filter(agreement_id=OuterRef("pk")).exclude(state=VersionState.DRAFT)
    )
    rows = Agreement.objects.using(using).annotate(was_offered=Exists(offered))
    return rows.prefetch_related(Prefetch("ends", ends))


def _versions(using: str) -> QuerySet[AgreementVersion]:
    rows = AgreementVersion.objects.using(using).select_related("agreement")
    return rows.prefetch_related("commission_rules__tiers", "charges")


def _agreements(rows: list[Agreement], using: str) -> list[AgreementInfo]:
    binding = versions.agreements_in_force((row.pk for row in rows), today(), using)
    return [_agreement(row, row.pk in binding) for row in rows]


def _agreement(row: Agreement, binds_today: bool) -> AgreementInfo:
    end = next(iter(row.ends.all()), None)
    return AgreementInfo(
        id=row.pk,
        supplier_id=row.supplier_id,
        reference=row.reference,
        created_by=row.created_by,
        created_at=row.created_at,
        end=EndInfo(end.last_day, end.reason, end.recorded_by, end.recorded_at) if end else None,
        binds_today=binds_today,
        was_offered=row.was_offered,
    )


def _version(row: AgreementVersion) -> VersionInfo:
    terms = terms_of(row)
    return VersionInfo(
        id=row.pk,
        agreement_id=row.agreement_id,
        reference=terms.reference,
        number=row.number,
        state=VersionState(row.state),
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        return_window_days=row.return_window_days,
        shelf_days=row.shelf_days,
        freight_borne_by=Bearer(row.freight_borne_by),
        returns_borne_by=Bearer(row.returns_borne_by),
        supplier_discount_bp=row.supplier_discount_bp,
        supplier_bears_losses=row.supplier_bears_losses,
        rules=terms.rules,
        charges=terms.charges,
        document_sha256=row.document_sha256,
        signed_on=row.signed_on,
        signed_by=row.signed_by,
        signature_recorded_by=row.signature_recorded_by,
        recorded_by=row.recorded_by,
        recorded_at=row.recorded_at,
    )


def _awaits_signature(using: str) -> Q:
    offered = AgreementVersion.objects.using(using).filter(state=VersionState.OFFERED)
    return Q(pk__in=offered.values("agreement_id"))


AGREEMENTS = RowList(
    Agreement,
    rows=_rows,
    show=_agreements,
    filters={
        "supplier_id": RowID("supplier_id", "The supplier they are with.", of="Supplier"),
        "reference": String("reference", "What they are called."),
        "is_in_force": Flag(
            "Whether a version is in force today.",
            holds=lambda using: Q(pk__in=versions.binding_versions(today(), using).values("agreement_id")),
        ),
        "is_ending_soon": Flag(
            f"Whether they are in force today and will not be in {versions.SOON.days} days if nothing is signed.",
            holds=lambda using: Q(pk__in=versions.ending_agreements(today(), using).values("pk")),
        ),
        "is_awaiting_signature": Flag("Whether a version waits to be signed.", holds=_awaits_signature),
        "created_at": Moments("created_at", "When the agreement was recorded."),
    },
    sorts={"created_at": RECORDED, "reference": Sort("What they are called.", "reference")},
    search=Search(
        "Words of the reference or the supplier's names or reference.",
        columns=("reference",),
        others={"supplier_id": find_suppliers},
    ),
)
