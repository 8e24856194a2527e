"""Documents that were issued, as plain data. All amounts are paise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import models, transaction

from odop_accounts.invoices import voids
from odop_accounts.invoices.attachments import attach_now
from odop_accounts.invoices.einvoice import einvoice_of
from odop_accounts.invoices.links import link_to
from odop_accounts.invoices.printing import print_document
from odop_accounts.invoices.sync import NotReady, find_problems
from odop_accounts.invoices.sync import issue_documents as issue
from odop_accounts.models import Document, DocumentKind, DocumentLine, DocumentObstacle
from odop_accounts.models.documents import FOR_BUYERS
from odop_accounts.supplier_papers import challan
from odop_accounts.supplier_papers.links import link_to_note
from odop_core.database.filters import Choice, Days, Moments, RowID, StoreID, String
from odop_core.database.lists import RECORDED, RowList, Sort
from odop_core.i18n import Text

__all__ = [
    "DOCUMENTS",
    "DOCUMENT_OBSTACLES",
    "DocumentInfo",
    "DocumentKind",
    "LineInfo",
    "NotReady",
    "ObstacleInfo",
    "attach_documents",
    "documents_by_id",
    "documents_of",
    "documents_of_orders",
    "einvoices",
    "find_problems",
    "is_issued",
    "issue_challan",
    "issue_documents",
    "link_to",
    "link_to_note",
    "pdf_of",
    "void_document",
]


@dataclass(frozen=True)
class LineInfo:
    sale_id: int | None
    description: str
    hsn: str
    unit: str
    quantity: int
    rate_bp: int
    net_paise: int
    cgst_paise: int
    sgst_paise: int
    igst_paise: int

    @property
    def gross_paise(self) -> int:
        return self.net_paise + self.cgst_paise + self.sgst_paise + self.igst_paise


@dataclass(frozen=True)
class DocumentInfo:
    """`supplier_id` is whose it is to see besides staff and the buyer; `corrects_id` what a note corrects.
    `void_reason` is "" for one that holds."""

    id: int
    kind: str
    number: str
    issued_on: date
    issued_at: datetime
    issued_by: str
    order_id: str
    order_number: str
    supplier_id: int | None
    seller_name: str
    seller_gstin: str
    buyer_gstin: str
    place_of_supply: str
    net_paise: int
    cgst_paise: int
    sgst_paise: int
    igst_paise: int
    gross_paise: int
    corrects_id: int | None
    void_reason: str
    voided_by: str
    voided_at: datetime | None
    lines: tuple[LineInfo, ...]


@dataclass(frozen=True)
class ObstacleInfo:
    """Why documents of an order are due and not issued; `since` and `tried_at` are UTC."""

    id: int
    order_id: str
    order_number: str
    reason: Text
    since: datetime
    tried_at: datetime


def issue_documents(order_id: str, *, by: str, buyer_gstin: str = "") -> list[DocumentInfo]:
    """The invoices of an order, also for goods that have not left, and what else is missing. Returns all documents of
    the order. Raises NotReady."""
    issue(order_id, by=by, buyer_gstin=buyer_gstin)
    return documents_of_orders([order_id]).get(order_id, [])


def attach_documents(order_id: str) -> list[str]:
    """Show all documents of an order in the store; the IDs of its invoices. Raises StoreRefused, StoreUnavailable."""
    rows = Document.objects.filter(order_id=order_id, kind__in=FOR_BUYERS).order_by("id")
    return [attach_now(row) for row in rows]


@transaction.atomic
def issue_challan(note_id: int, *, by: str) -> DocumentInfo:
    """A delivery challan for the goods of a posted consignment note; the same one when asked for again. Raises
    UnknownRow, WrongChoice."""
    return _show([challan.issue_challan(note_id, by=by)], "default")[0]


def void_document(document_id: int, *, reason: str, by: str) -> DocumentInfo:
    """Raises UnknownRow, WrongChoice."""
    return _show([voids.void_document(document_id, reason=reason, by=by)], "default")[0]


def is_issued(order_id: str, reference: str) -> bool:
    """Whether the store's invoice with this reference of ours is one of our documents."""
    return reference.isdigit() and Document.objects.filter(pk=int(reference), order_id=order_id).exists()


def documents_by_id(ids: Iterable[int], using: str = "default") -> dict[int, DocumentInfo]:
    rows = Document.objects.using(using).filter(pk__in=list(ids)).select_related("void")
    return {info.id: info for info in _show(list(rows), using)}


def documents_of_orders(order_ids: Iterable[str], using: str = "default") -> dict[str, list[DocumentInfo]]:
    """What the buyers of these orders got, oldest first. Two queries."""
    rows = Document.objects.using(using).filter(order_id__in=list(order_ids), kind__in=FOR_BUYERS)
    found: dict[str, list[DocumentInfo]] = defaultdict(list)
    for info in _show(list(rows.select_related("void").order_by("id")), using):
        found[info.order_id].append(info)
    return found


def einvoices(ids: Iterable[int], using: str = "default") -> dict[int, dict[str, Any]]:
    """The fields of e-invoices (INV-01); documents of a kind that has none are left out."""
    rows = Document.objects.using(using).filter(pk__in=list(ids)).prefetch_related("lines")
    return {row.pk: found for row in rows if (found := einvoice_of(row))}


def pdf_of(document_id: int, language: str) -> bytes:
    """Raises Document.DoesNotExist."""
    return print_document(Document.objects.select_related("void").get(pk=document_id), language)


def _show(rows: list[Document], using: str) -> list[DocumentInfo]:
    lines: dict[int, list[LineInfo]] = defaultdict(list)
    for line in DocumentLine.objects.using(using).filter(document__in=[row.pk for row in rows]).order_by("id"):
        lines[line.document_id].append(
            LineInfo(
                line.sale_id, line.description, line.hsn, line.unit, line.quantity, line.rate_bp, line.net_paise,
                line.cgst_paise, line.sgst_paise, line.igst_paise,
            )
        )  # fmt: skip
    return [_info(row, tuple(lines[row.pk])) for row in rows]


def _info(row: Document, lines: tuple[LineInfo, ...]) -> DocumentInfo:
    void = getattr(row, "void", None)
    return DocumentInfo(
        id=row.pk,
        kind=row.kind,
        number=row.number,
        issued_on=row.issued_on,
        issued_at=row.issued_at,
        issued_by=row.issued_by,
        order_id=row.order_id,
        order_number=row.order_number,
        supplier_id=row.supplier_id,
        seller_name=row.content["seller"]["name"],
        seller_gstin=row.seller_gstin,
        buyer_gstin=row.buyer_gstin,
        place_of_supply=row.place_of_supply,
        net_paise=row.net_paise,
        cgst_paise=row.cgst_paise,
        sgst_paise=row.sgst_paise,
        igst_paise=row.igst_paise,
        gross_paise=row.gross_paise,
        corrects_id=row.corrects_id,
        void_reason=void.reason if void else "",
        voided_by=void.voided_by if void else "",
        voided_at=void.voided_at if void else None,
        lines=lines,
    )


DOCUMENTS = RowList(
    Document,
    rows=lambda using: Document.objects.using(using).select_related("void"),
    show=_show,
    filters={
        "kind": Choice("kind", "What kind of document they are.", states=DocumentKind),
        "order_id": StoreID("order_id", "The order they are of."),
        "order_number": String("order_number", "The number of the order they are of."),
        "number": String("number", "Their own number."),
        "supplier_id": RowID("supplier_id", "The supplier in whose name they are, or with whom.", of="Supplier"),
        "seller_gstin": String("seller_gstin", "The GSTIN they were issued under."),
        "date": Days("issued_on", "The Indian day on which they were issued."),
        "created_at": Moments("issued_at", "When they were issued."),
    },
    sorts={"created_at": RECORDED, "date": Sort("The day on which they were issued.", "issued_on")},
)


DOCUMENT_OBSTACLES = RowList(
    DocumentObstacle,
    rows=lambda using: DocumentObstacle.objects.using(using).all(),
    show=lambda rows, _using: [
        ObstacleInfo(row.pk, row.order_id, row.order_number, row.reason, row.since, row.tried_at) for row in rows
    ],
    filters={
        "order_id": StoreID("order_id", "The order."),
        "created_at": Moments("since", "Since when it waits."),
    },
    owner="",
)


def documents_of(supplier_id: int | None) -> RowList[DocumentInfo]:
    """The same of one supplier (None: of all): issued in their name, or papers with them."""
    if supplier_id is None:
        return DOCUMENTS
    return replace(DOCUMENTS, rows=lambda using: DOCUMENTS.rows(using).filter(models.Q(supplier_id=supplier_id)))
