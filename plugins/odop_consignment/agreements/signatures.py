"""The signed paper: kept with its SHA-256, shown only as long as it still is what was signed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from django.db import transaction

from odop_consignment import documents, interests
from odop_consignment.agreements.drafts import WrongVersionState
from odop_consignment.documents import DocumentKind, DocumentLink
from odop_consignment.errors import WrongChoice
from odop_consignment.lookups import find_row
from odop_consignment.models import AgreementVersion, VersionState
from odop_consignment.status_names import status_name
from odop_core.files import storage
from odop_core.i18n import Text, _
from odop_core.india import aadhaar
from odop_core.india.dates import today
from odop_core.india.names import NotAName, read_name


@dataclass(frozen=True)
class DocumentCheck:
    """Whether the paper in the storage is, byte by byte, the one whose SHA-256 was kept when it was signed."""

    intact: bool
    sha256: str
    words: Text


def sign_version(
    version_id: int, file: BinaryIO, *, file_name: str, signed_on: date, signed_by: str, by: str
) -> AgreementVersion:
    """The supplier signed the version that was offered to them; this is the paper (a PDF or a photo of it).

    From now on the version, its terms and its paper are fixed. `signed_by` is the name under it, `by` who records this.
    Raises UnknownRow, WrongVersionState, WrongChoice, StorageUnavailable and the reasons in `odop_core.files.errors`.
    """
    version = find_row(AgreementVersion, version_id)
    interests.refuse_own_interest(by, [version.agreement.supplier_id])
    _require_offered(version)
    if aadhaar.contains_aadhaar(signed_by):
        raise WrongChoice(_("Name the person who signed, without any Aadhaar number."))
    try:
        signed_by = read_name(signed_by)
    except NotAName as error:
        raise WrongChoice(error.text) from error
    if signed_on > today():
        raise WrongChoice(_("The day it was signed on has not come yet."))
    if version.valid_until and version.valid_until < signed_on:
        raise WrongChoice(
            _("It was signed after its last day ({day}). Write another version.", day=version.valid_until)
        )
    document = documents.store_document(file, file_name)
    try:
        return _seal(version_id, document, signed_on, signed_by, by)
    except Exception:
        storage.delete_file(document.name)
        raise


def link_to_document(version_id: int, using: str = "default") -> DocumentLink:
    """Where the signed paper can be read for some minutes. Raises UnknownRow, WrongVersionState."""
    return documents.link_to_document(DocumentKind.AGREEMENT, _signed(version_id, using).pk)


def links_to_documents(version_ids: Iterable[int], using: str = "default") -> dict[int, DocumentLink]:
    """The same for many versions; those without a paper are left out."""
    signed = AgreementVersion.objects.using(using).filter(pk__in=list(version_ids)).exclude(document="")
    return documents.links_to_documents(DocumentKind.AGREEMENT, signed.values_list("pk", flat=True))


def check_document(version_id: int, using: str = "default") -> DocumentCheck:
    """Read the paper and compare. Raises UnknownRow, WrongVersionState, StorageUnavailable."""
    version = _signed(version_id, using)
    try:
        found = hashlib.sha256(storage.read_file(version.document)).hexdigest()
    except FileNotFoundError:
        return DocumentCheck(False, "", _("The paper is missing from the storage."))
    if found == version.document_sha256:
        words = _(
            "The paper is the one that was signed on {day}: its SHA-256 is {sha256}.",
            day=version.signed_on,
            sha256=found,
        )
        return DocumentCheck(True, found, words)
    words = _(
        "The paper was altered: its SHA-256 is {found}, it must be {signed}.",
        found=found,
        signed=version.document_sha256,
    )
    return DocumentCheck(False, found, words)


@transaction.atomic
def _seal(version_id: int, document: documents.Document, signed_on: date, signed_by: str, by: str) -> AgreementVersion:
    version = find_row(AgreementVersion, version_id, lock=True)
    _require_offered(version)
    version.state = VersionState.SIGNED.value
    version.document, version.document_sha256 = document.name, document.sha256
    version.signed_on, version.signed_by, version.signature_recorded_by = signed_on, signed_by, by
    version.save()
    return version


def _require_offered(version: AgreementVersion) -> None:
    if version.state != VersionState.OFFERED:
        raise WrongVersionState(
            _(
                "Version {version} is {state}; only what was offered for signature is signed.",
                version=version.number,
                state=status_name(version.state),
            )
        )


def _signed(version_id: int, using: str) -> AgreementVersion:
    version = AgreementVersion.objects.using(using).filter(pk=version_id).first() or find_row(
        AgreementVersion, version_id
    )
    if not version.document:
        raise WrongVersionState(
            _(
                "Version {version} has no paper (it is {state}).",
                version=version.number,
                state=status_name(version.state),
            )
        )
    return version
