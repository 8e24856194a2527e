"""Consent, disclosure, export and erasure, as plain data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from odop_consignment.models import Consent, Disclosure, Erasure, ErasureState, Purpose
from odop_consignment.supplier_search import find_suppliers
from odop_consignment.suppliers import consents, erasure
from odop_consignment.suppliers.consents import Notice, has_agreed, last_consent, read_notice
from odop_consignment.suppliers.disclosures import WHAT, disclose_value
from odop_consignment.suppliers.exports import export_supplier
from odop_core.database.filters import Choice, Moments, RowID, String
from odop_core.database.lists import RowList
from odop_core.database.text_search import Search
from odop_core.i18n import Text

__all__ = [
    "DISCLOSURES", "ERASURES", "WHAT", "ConsentInfo", "DisclosureInfo", "ErasureInfo", "ErasureState", "Notice",
    "Purpose", "consents_of", "disclose_value", "erasures_by_id", "erasures_of", "export_supplier", "has_agreed",
    "last_consent", "read_notice", "record_consent", "request_erasure", "withdraw_erasure",
]  # fmt: skip


@dataclass(frozen=True)
class ConsentInfo:
    purpose: str
    given: bool
    notice_version: str
    language: str
    channel: str
    by: str
    at: datetime


@dataclass(frozen=True)
class DisclosureInfo:
    """A record of someone who saw a supplier's data unmasked."""

    id: int
    supplier_id: int
    what: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True)
class ErasureInfo:
    """`kept_because` says why the data are kept for now; `kept_until` is known only where a law names a
    day."""

    id: int
    supplier_id: int
    state: str
    kept_because: Text
    kept_until: date | None
    by: str
    at: datetime
    done_at: datetime | None


def record_consent(
    supplier_id: int,
    purpose: str,
    *,
    given: bool,
    channel: str,
    by: str,
    language: str = "hi",
    notice_version: str = consents.VERSION,
) -> ConsentInfo:
    """The supplier agreed, or took it back. Raises UnknownRow, IdentityError, SupplierRefused."""
    row = consents.record_consent(
        supplier_id, Purpose(purpose), given=given, channel=channel, by=by, language=language,
        notice_version=notice_version,
    )  # fmt: skip
    return _consent(row)


def consents_of(supplier_ids: Iterable[int], using: str = "default") -> dict[int, list[ConsentInfo]]:
    """Every word of these suppliers, the oldest first; the last about a purpose counts."""
    found: dict[int, list[ConsentInfo]] = defaultdict(list)
    for row in Consent.objects.using(using).filter(supplier_id__in=list(supplier_ids)).order_by("id"):
        found[row.supplier_id].append(_consent(row))
    return found


def request_erasure(supplier_id: int, *, by: str) -> ErasureInfo:
    """The supplier asks to be forgotten: done at once, or held with the reason. Raises UnknownRow, AlreadyThere,
    SupplierRefused."""
    return _erasure(erasure.request_erasure(supplier_id, by=by))


def withdraw_erasure(erasure_id: int, *, by: str) -> ErasureInfo:
    """The supplier changed their mind in time. Raises UnknownRow, WrongChoice."""
    return _erasure(erasure.withdraw_erasure(erasure_id, by=by))


def erasures_by_id(ids: Iterable[int], using: str = "default") -> dict[int, ErasureInfo]:
    return {row.pk: _erasure(row) for row in Erasure.objects.using(using).filter(pk__in=list(ids))}


def erasures_of(supplier_ids: Iterable[int], using: str = "default") -> dict[int, list[ErasureInfo]]:
    """The oldest first."""
    found: dict[int, list[ErasureInfo]] = defaultdict(list)
    for row in Erasure.objects.using(using).filter(supplier_id__in=list(supplier_ids)).order_by("id"):
        found[row.supplier_id].append(_erasure(row))
    return found


def _consent(row: Consent) -> ConsentInfo:
    return ConsentInfo(
        row.purpose, row.given, row.notice_version, row.language, row.channel, row.recorded_by, row.recorded_at
    )


def _erasure(row: Erasure) -> ErasureInfo:
    return ErasureInfo(
        row.pk,
        row.supplier_id,
        row.state,
        row.kept_because,
        row.kept_until,
        row.requested_by,
        row.requested_at,
        row.done_at,
    )


_BY_SUPPLIER = Search("Words of the supplier's names or reference.", others={"supplier_id": find_suppliers})

DISCLOSURES = RowList(
    Disclosure,
    rows=lambda using: Disclosure.objects.using(using).all(),
    show=lambda rows, _using: [
        DisclosureInfo(row.pk, row.supplier_id, row.what, row.reason, row.seen_by, row.seen_at) for row in rows
    ],
    filters={
        "supplier_id": RowID("supplier_id", "Whose data were seen.", of="Supplier"),
        "created_by": String("seen_by", "The ID of the user who saw them."),
        "created_at": Moments("seen_at", "When they were seen."),
    },
    search=_BY_SUPPLIER,
)

ERASURES = RowList(
    Erasure,
    rows=lambda using: Erasure.objects.using(using).all(),
    show=lambda rows, _using: [_erasure(row) for row in rows],
    filters={
        "status": Choice("state", "How far they have come.", states=ErasureState),
        "supplier_id": RowID("supplier_id", "Who asked to be forgotten.", of="Supplier"),
        "created_at": Moments("requested_at", "When they asked."),
    },
    search=_BY_SUPPLIER,
)
