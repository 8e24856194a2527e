"""Documents of consignment: signed agreements, photos of goods. Kept like evidence, read by links that end.

A link leads to a view of ours, never to the storage itself: so that what is shown was compared with its SHA-256 first.
Who may have a link is the caller's to check.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, BinaryIO

from django.conf import settings as django_settings
from django.db.models import QuerySet
from django.http import HttpResponse

from odop_consignment.models import AgreementVersion, NoteLine, StockMovement
from odop_consignment.settings import PLUGIN_ID, ConsignmentSettings
from odop_core.database.states import State
from odop_core.files import storage, tokens
from odop_core.files.errors import AadhaarFound, StorageUnavailable
from odop_core.files.responses import forbid_caching, text_response
from odop_core.files.sanitizer import EXTENSIONS, sanitize_file
from odop_core.india import aadhaar
from odop_core.models import OutboxItem
from odop_core.plugin import configuration
from odop_core.queue import outbox
from odop_core.web import addresses

logger = logging.getLogger(__name__)


PATH = "documents/"
TOPIC = "consignment.document"
_SALT = "odop.consignment.documents"
_TYPES = {extension: content_type for content_type, extension in EXTENSIONS.items()}


class DocumentKind(State):
    AGREEMENT = "agreement", "the signed paper of an agreement's version"
    GOODS = "goods", "what goods looked like when they came"
    DAMAGE = "damage", "what damage to goods looks like"


@dataclass(frozen=True)
class Document:
    """A file that was kept: its name in the storage, and what it must hash to."""

    name: str
    sha256: str


@dataclass(frozen=True)
class DocumentLink:
    url: str
    ends_at: datetime


def store_document(file: BinaryIO, file_name: str) -> Document:
    """Make a PDF or photo safe and keep it. Raises StorageUnavailable and the reasons in `odop_core.files.errors`."""
    limit = configuration.load_settings(ConsignmentSettings).document_megabytes * 1024 * 1024
    if aadhaar.contains_aadhaar(file_name):
        raise AadhaarFound("The file's name looks like an Aadhaar number, which must not be kept. Name it otherwise.")
    kept = sanitize_file(file.read(limit + 1), limit)
    return Document(storage.save_file(kept), hashlib.sha256(kept.content).hexdigest())


def delete_documents(names: Iterable[str], subject: str) -> None:
    """Have files deleted once this transaction commits; a storage that is away is waited for."""
    for name in names:
        outbox.enqueue(TOPIC, subject, {"file": name}, key=f"document:{name}"[:255])


class DocumentDeliverer:
    """Deletes files from the storage."""

    plugin_id = PLUGIN_ID

    def deliver(self, item: OutboxItem) -> dict[str, Any]:
        storage.delete_file(item.payload["file"])
        return {}

    def delivered(self, item: OutboxItem, answer: dict[str, Any]) -> None:
        """The row stays as it is: it says what was there, and shows nothing."""

    def given_up(self, item: OutboxItem, reason: str) -> None:
        """It waits among the dead items for somebody to mend the storage and replay it."""


def link_to_document(kind: DocumentKind, row_id: int) -> DocumentLink:
    """A link to a version's or a note line's file that ends soon (setting `document_link_minutes`)."""
    return links_to_documents(kind, [row_id])[row_id]


def links_to_documents(kind: DocumentKind, row_ids: Iterable[int]) -> dict[int, DocumentLink]:
    """The same for many rows of one kind."""
    minutes = configuration.load_settings(ConsignmentSettings).document_link_minutes
    ends_at = datetime.now(UTC) + timedelta(minutes=minutes)
    address = f"{public_address()}/{PATH}"
    return {row_id: DocumentLink(address + _token(kind, row_id, ends_at), ends_at) for row_id in row_ids}


def _token(kind: DocumentKind, row_id: int, ends_at: datetime) -> str:
    return tokens.sign_token([kind.value, row_id], ends_at, salt=_SALT)


def serve_document(token: str) -> HttpResponse:
    """The file a link leads to. Mounted by both hosts."""
    try:
        kind, row_id = tokens.open_token(token, salt=_SALT, parts=2)
    except tokens.LinkEnded as error:
        return text_response(str(error), status=403)
    document = _find(DocumentKind(kind), row_id)
    try:
        content = storage.read_file(document.name) if document else None
    except StorageUnavailable as error:
        return text_response(str(error), status=503)
    except FileNotFoundError:
        logger.error("The file of %s %s is missing from storage.", kind, row_id)
        content = None
    if document is None or content is None:
        return text_response("This file is no longer there.", status=410)
    if hashlib.sha256(content).hexdigest() != document.sha256:
        logger.error("The file of %s %s is not the one that was kept.", kind, row_id)
        return text_response("This file was altered in storage and is not shown.", status=410)
    return _download(document, content, f"{kind}-{row_id}")


def _download(document: Document, content: bytes, name: str) -> HttpResponse:
    extension = document.name.rpartition(".")[2]
    response = forbid_caching(HttpResponse(content, content_type=_TYPES.get(extension, "application/octet-stream")))
    response["Content-Disposition"] = f'attachment; filename="{name}.{extension}"'
    # Compared just now: whoever keeps the file can compare it again.
    response["X-Document-SHA256"] = document.sha256
    return response


def _find(kind: DocumentKind, row_id: int) -> Document | None:
    rows: dict[DocumentKind, QuerySet[Any, tuple[str, str]]] = {
        DocumentKind.AGREEMENT: AgreementVersion.objects.values_list("document", "document_sha256"),
        DocumentKind.GOODS: NoteLine.objects.values_list("photo", "photo_sha256"),
        DocumentKind.DAMAGE: StockMovement.objects.values_list("photo", "photo_sha256"),
    }
    row = rows[kind].filter(pk=row_id).first()
    return Document(*row) if row and row[0] else None


def public_address() -> str:
    """Where this host serves `show`, without a slash at its end: /consignment beside Saleor, else the plugin's own."""
    if beside := str(getattr(django_settings, "ODOP_APP_URL", "")):
        return f"{beside}/consignment"
    return addresses.below_saleor(PLUGIN_ID)
