"""Evidence: files given as proof of a claim or of a mark's registration, judged by a reviewer, seen by links that end.

Who may give, judge or see evidence is the caller's to check. Nothing here shows a file's content to anybody but the
holder of a link.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, BinaryIO

from django.db import transaction
from django.db.models import QuerySet

from odop_core.files import storage
from odop_core.files.errors import AadhaarFound, FileTypeRefused
from odop_core.files.sanitizer import PDF, sanitize_file
from odop_core.india import aadhaar
from odop_core.models import OutboxItem
from odop_core.plugin import configuration
from odop_core.queue import outbox
from odop_core.security.interests import refuse_own_interest
from odop_provenance.models import (
    Claim,
    ClaimState,
    Evidence,
    EvidenceKind,
    EvidenceState,
    MarkRegistration,
    MarkState,
)
from odop_provenance.settings import PLUGIN_ID, ProvenanceSettings

logger = logging.getLogger(__name__)

ERASE_TOPIC = "provenance.erase"
CAPTION_LENGTH = 255
# More than any honest claim needs; it keeps one claim from filling the storage.
MAX_FILES = 50


class EvidenceRefused(ValueError):
    """Base of the reasons why evidence is not taken or judged; the message is for the person who tried."""


class NothingToProve(EvidenceRefused):
    """There is no such claim or registration."""


class NoSuchEvidence(EvidenceRefused):
    """There is no such evidence, or its file was erased."""


class TooMuchEvidence(EvidenceRefused):
    """The claim or registration has as many files as it may have."""


class EvidenceInUse(EvidenceRefused):
    """What was verified rests on it."""


class EvidenceOutdated(EvidenceRefused):
    """What it is to prove has changed since it was looked at."""


@dataclass(frozen=True)
class EvidenceInfo:
    id: int
    product_id: str
    mark_id: int | None
    kind: EvidenceKind
    caption: str
    content_type: str
    size: int
    sha256: str
    state: EvidenceState
    given_by: str
    given_at: datetime
    judged_by: str
    judged_at: datetime | None
    why: str


def add_evidence(
    file: BinaryIO,
    *,
    file_name: str,
    kind: EvidenceKind,
    by: str,
    product_id: str = "",
    mark_id: int | None = None,
    caption: str = "",
) -> EvidenceInfo:
    """Take a photo or document as proof of a product's claim or of a mark's registration.

    Raises NothingToProve, TooMuchEvidence, StorageUnavailable and the reasons in `files.errors`.
    """
    settings = configuration.load_settings(ProvenanceSettings)
    limit = settings.evidence_megabytes * 1024 * 1024
    caption = " ".join(caption.split())[:CAPTION_LENGTH]
    if aadhaar.contains_aadhaar(file_name) or aadhaar.contains_aadhaar(caption):
        raise AadhaarFound("The file's name or caption looks like an Aadhaar number, which must not be kept.")
    claim, mark = _subject(product_id, mark_id)
    if Evidence.objects.filter(claim=claim, mark=mark).exclude(state=EvidenceState.ERASED).count() >= MAX_FILES:
        raise TooMuchEvidence(f"There are {MAX_FILES} files already.")
    kept = sanitize_file(file.read(limit + 1), limit)
    if kind == EvidenceKind.PHOTO and kept.content_type == PDF:
        raise FileTypeRefused("A PDF is a document, not a photo.")
    name = storage.save_file(kept)
    try:
        row = Evidence.objects.create(
            claim=claim,
            mark=mark,
            kind=kind,
            caption=caption,
            stored_as=name,
            content_type=kept.content_type,
            size=len(kept.content),
            sha256=hashlib.sha256(kept.content).hexdigest(),
            given_by=by,
        )
    except Exception:
        storage.delete_file(name)
        raise
    row.refresh_from_db(fields=["given_at"])
    return _info(row)


@transaction.atomic
def accept_evidence(evidence_id: int, *, by: str, why: str = "", version: int | None = None) -> EvidenceInfo:
    """A reviewer found that it proves the claim, as it stood at `version`. Raises NoSuchEvidence, EvidenceOutdated."""
    row = _locked(evidence_id, by)
    if version is not None and row.claim and row.claim.version != version:
        raise EvidenceOutdated("Somebody changed the claim meanwhile. Look at it again.")
    return _judge(row, EvidenceState.ACCEPTED, by, why)


@transaction.atomic
def reject_evidence(evidence_id: int, *, by: str, why: str) -> EvidenceInfo:
    """A reviewer found that it does not prove it. Raises NoSuchEvidence, EvidenceInUse."""
    row = _locked(evidence_id, by)
    if row.state == EvidenceState.ACCEPTED and _is_verified(row):
        raise EvidenceInUse("What was verified rests on this. Take the verification back first.")
    return _judge(row, EvidenceState.REJECTED, by, why)


@transaction.atomic
def erase_evidence(evidence_id: int, *, by: str, why: str) -> EvidenceInfo:
    """Delete the file for good, e.g. because a person asks for it; that it was there stays on record.

    From now on nobody can look at it. A worker deletes it, and tries again while the storage cannot be reached.
    """
    row = _locked(evidence_id, by)
    name, row.stored_as = row.stored_as, ""
    outbox.enqueue(ERASE_TOPIC, str(row.pk), {"name": name}, key=f"{ERASE_TOPIC}:{row.pk}")
    return _judge(row, EvidenceState.ERASED, by, why)


class EvidenceEraser:
    """Carries the outbox's word to the storage."""

    plugin_id = PLUGIN_ID

    def deliver(self, item: OutboxItem) -> dict[str, Any]:
        storage.delete_file(item.payload["name"])
        return {}

    def delivered(self, item: OutboxItem, answer: dict[str, Any]) -> None:
        """The record says so already."""

    def given_up(self, item: OutboxItem, reason: str) -> None:
        """It is among the dead letters, to be replayed when the storage is back."""


def list_evidence(*, product_id: str = "", mark_id: int | None = None, using: str = "default") -> list[EvidenceInfo]:
    """All evidence of a claim or of a registration, the newest first."""
    rows = _newest(using)
    rows = rows.filter(claim__product_id=product_id) if product_id else rows.filter(mark=mark_id, mark__isnull=False)
    return [_info(row) for row in rows]


def find_evidence_of_products(product_ids: Iterable[str], using: str = "default") -> dict[str, list[EvidenceInfo]]:
    """The evidence of many claims, the newest first, by product id. One query."""
    found: dict[str, list[EvidenceInfo]] = {}
    for row in _newest(using).filter(claim__product_id__in=list(product_ids)):
        found.setdefault(row.claim.product_id, []).append(_info(row))
    return found


def find_evidence_of_marks(mark_ids: Iterable[int], using: str = "default") -> dict[int, list[EvidenceInfo]]:
    """The evidence of many registrations, the newest first, by their id. One query."""
    found: dict[int, list[EvidenceInfo]] = {}
    for row in _newest(using).filter(mark__in=list(mark_ids)):
        found.setdefault(row.mark_id, []).append(_info(row))
    return found


def _newest(using: str) -> QuerySet[Evidence]:
    return Evidence.objects.using(using).select_related("claim").order_by("-id")


def _subject(product_id: str, mark_id: int | None) -> tuple[Claim | None, MarkRegistration | None]:
    if bool(product_id) == (mark_id is not None):
        raise NothingToProve("Evidence is of a product's claim or of a registration: name one of them.")
    claim = Claim.objects.filter(product_id=product_id).first() if product_id else None
    mark = MarkRegistration.objects.filter(pk=mark_id).first() if mark_id is not None else None
    if claim is None and mark is None:
        raise NothingToProve("Nothing is said that this could prove.")
    return claim, mark


def _locked(evidence_id: int, by: str) -> Evidence:
    """Locked after its claim, in the order in which a step of the claim locks them. Raises OwnInterest: nobody judges
    what is to prove their own."""
    row = Evidence.objects.filter(pk=evidence_id).first()
    if row and row.claim_id:
        Claim.objects.select_for_update().get(pk=row.claim_id)
    rows = Evidence.objects.select_for_update(of=("self",)).select_related("claim", "mark")
    row = rows.filter(pk=evidence_id).exclude(state=EvidenceState.ERASED).first()
    if row is None:
        raise NoSuchEvidence("There is no such evidence.")
    about = row.claim or row.mark
    artisan = about.artisan if about else None
    refuse_own_interest(
        by,
        products=[row.claim.product_id] if row.claim else [],
        artisans=[artisan.slug] if artisan else [],
        seller=row.mark.seller if row.mark else "",
    )
    return row


def _is_verified(row: Evidence) -> bool:
    if row.claim:
        return bool(row.claim.state == ClaimState.VERIFIED)
    return bool(row.mark and row.mark.state == MarkState.VERIFIED)


def _judge(row: Evidence, state: EvidenceState, by: str, why: str) -> EvidenceInfo:
    if state != EvidenceState.ACCEPTED and not why.strip():
        raise EvidenceRefused("Say why.")
    row.state, row.judged_by, row.judged_at, row.why = state, by, datetime.now(UTC), why
    row.save()
    return _info(row)


def _info(row: Evidence) -> EvidenceInfo:
    return EvidenceInfo(
        id=row.pk,
        product_id=row.claim.product_id if row.claim else "",
        mark_id=row.mark_id,
        kind=EvidenceKind(row.kind),
        caption=row.caption,
        content_type=row.content_type,
        size=row.size,
        sha256=row.sha256,
        state=EvidenceState(row.state),
        given_by=row.given_by,
        given_at=row.given_at,
        judged_by=row.judged_by,
        judged_at=row.judged_at,
        why=row.why,
    )
