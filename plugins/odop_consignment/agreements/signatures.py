"""The signed paper: kept with its SHA-256, shown only as long as it still is what was signed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from django.db import transaction

from odop_consignment import documents
from odop_consignment.agreements.drafts import NotNow
from odop_consignment.documents import PaperKind, PaperLink
from odop_consignment.errors import WrongChoice
from odop_consignment.lookups import find
from odop_consignment.models import AgreementVersion, VersionState
from odop_core.files import storage
from odop_core.india import aadhaar
from odop_core.india.dates import today


@dataclass(frozen=True)
class PaperCheck:
    """Whether the paper in the storage is, byte by byte, the one whose SHA-256 was kept when it was signed."""

    intact: bool
    sha256: str
    words: str
    words_hi: str


def sign(
    version_id: int, file: BinaryIO, *, file_name: str, signed_on: date, signed_by: str, by: str
) -> AgreementVersion:
    """The supplier signed the version that was offered to them; this is the paper (a PDF or a photo of it).

    From now on the version, its terms and its paper are fixed. `signed_by` is the name under it, `by` who records this.
    Raises UnknownRow, NotNow, WrongChoice, StorageUnavailable and the reasons in `odop_core.files.errors`.
    """
    version = find(AgreementVersion, version_id)
    _require_offered(version)
    signed_by = " ".join(signed_by.split())
    if not signed_by or len(signed_by) > 128 or aadhaar.appears_in(signed_by):
        raise WrongChoice("Name the person who signed, with 128 letters at most.")
    if signed_on > today():
        raise WrongChoice("The day it was signed on has not come yet.")
    if version.valid_until and version.valid_until < signed_on:
        raise WrongChoice(f"It was signed after its last day ({version.valid_until}). Write another version.")
    paper = documents.keep(file, file_name)
    try:
        return _seal(version_id, paper, signed_on, signed_by, by)
    except Exception:
        storage.delete(paper.name)
        raise


def link(version_id: int, using: str = "default") -> PaperLink:
    """Where the signed paper can be read for some minutes. Raises UnknownRow, NotNow."""
    return documents.link(PaperKind.AGREEMENT, _signed(version_id, using).pk)


def links(version_ids: Iterable[int], using: str = "default") -> dict[int, PaperLink]:
    """The same for many versions; those without a paper are left out."""
    signed = AgreementVersion.objects.using(using).filter(pk__in=list(version_ids)).exclude(document="")
    return documents.links(PaperKind.AGREEMENT, signed.values_list("pk", flat=True))


def check(version_id: int, using: str = "default") -> PaperCheck:
    """Read the paper and compare. Raises UnknownRow, NotNow, StorageUnavailable."""
    version = _signed(version_id, using)
    try:
        found = hashlib.sha256(storage.read(version.document)).hexdigest()
    except FileNotFoundError:
        return PaperCheck(False, "", "The paper is missing from the storage.", "काग़ज़ भंडार में नहीं मिला।")
    if found == version.document_sha256:
        words = f"The paper is the one that was signed on {version.signed_on}: its SHA-256 is {found}."
        words_hi = f"यह वही काग़ज़ है जिस पर {version.signed_on} को हस्ताक्षर हुए: उसका SHA-256 {found} है।"
        return PaperCheck(True, found, words, words_hi)
    words = f"The paper was altered: its SHA-256 is {found}, it must be {version.document_sha256}."
    words_hi = f"काग़ज़ बदला गया है: उसका SHA-256 {found} है, होना चाहिए {version.document_sha256}।"
    return PaperCheck(False, found, words, words_hi)


@transaction.atomic
def _seal(version_id: int, paper: documents.Paper, signed_on: date, signed_by: str, by: str) -> AgreementVersion:
    version = find(AgreementVersion, version_id, hold=True)
    _require_offered(version)
    version.state = VersionState.SIGNED.value
    version.document, version.document_sha256 = paper.name, paper.sha256
    version.signed_on, version.signed_by, version.signature_recorded_by = signed_on, signed_by, by
    version.save()
    return version


def _require_offered(version: AgreementVersion) -> None:
    if version.state != VersionState.OFFERED:
        raise NotNow(f"Version {version.number} is {version.state}; only what was offered for signature is signed.")


def _signed(version_id: int, using: str) -> AgreementVersion:
    version = AgreementVersion.objects.using(using).filter(pk=version_id).first() or find(AgreementVersion, version_id)
    if not version.document:
        raise NotNow(f"Version {version.number} has no paper (it is {version.state}).")
    return version
