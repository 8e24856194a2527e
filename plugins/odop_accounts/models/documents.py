"""Documents that were issued: to buyers, and between the shop and its suppliers. Rows are only ever added, and each
document is the sum of its lines: PostgreSQL's rules, in `migrations/triggers.sql`."""

from __future__ import annotations

import json
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from odop_accounts.models.series import NumberedDocument
from odop_core.database.states import State
from odop_core.security.encryption import EncryptedJSONField, SealedRow, digest_text


class DocumentKind(State):
    TAX_INVOICE = "tax_invoice", "tax invoice"
    BILL_OF_SUPPLY = "bill_of_supply", "bill of supply: no GST is collected"
    INVOICE_CUM_BILL = "invoice_cum_bill", "invoice-cum-bill of supply: some goods are taxed, some not"
    INVOICE = "invoice", "invoice of a seller who is not registered for GST"
    CREDIT_NOTE = "credit_note", "credit note: goods came back, or are paid back"
    DEBIT_NOTE = "debit_note", "debit note: fewer pieces came back than a credit note said"
    RECEIPT_VOUCHER = "receipt_voucher", "receipt voucher: paid in advance"
    REFUND_VOUCHER = "refund_voucher", "refund voucher: an advance that was paid back"
    DELIVERY_CHALLAN = "delivery_challan", "delivery challan: goods are moved and not sold"
    COMMISSION_INVOICE = "commission_invoice", "tax invoice for the shop's commission and charges"
    COMMISSION_CREDIT = "commission_credit", "credit note for commission that the shop gives back"


# What a buyer gets for goods. The others correct one of these, or are about money paid before.
INVOICES = (
    DocumentKind.TAX_INVOICE,
    DocumentKind.BILL_OF_SUPPLY,
    DocumentKind.INVOICE_CUM_BILL,
    DocumentKind.INVOICE,
)
NOTES = (DocumentKind.CREDIT_NOTE, DocumentKind.DEBIT_NOTE)
VOUCHERS = (DocumentKind.RECEIPT_VOUCHER, DocumentKind.REFUND_VOUCHER)
FOR_BUYERS = (*INVOICES, *NOTES, *VOUCHERS)


class Document(SealedRow, NumberedDocument):
    """One document. Amounts are paise; `net_paise` is the taxable value. A credit note's are above zero, too.

    `supplier_id` is whose it is to see besides staff: the vendor in whose name it was issued, or the supplier with whom
    a paper between parties is. `content` is what is printed besides the lines: the parties' names and addresses.
    """

    kind = models.CharField(max_length=20, choices=DocumentKind.choices())
    order_id = models.CharField(max_length=128, default="", blank=True)
    order_number = models.CharField(max_length=64, default="", blank=True)
    supplier_id = models.BigIntegerField(null=True, blank=True)
    # "" for a seller who is not registered, and for a buyer who is not a business.
    seller_gstin = models.CharField(max_length=15, default="", blank=True)
    buyer_gstin = models.CharField(max_length=15, default="", blank=True)
    # GST codes of States; "96" is abroad.
    seller_state_code = models.CharField(max_length=2, default="", blank=True)
    place_of_supply = models.CharField(max_length=2, default="", blank=True)
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections")
    net_paise = models.BigIntegerField(default=0)
    cgst_paise = models.BigIntegerField(default=0)
    # Of the State or of a territory (UTGST).
    sgst_paise = models.BigIntegerField(default=0)
    igst_paise = models.BigIntegerField(default=0)
    gross_paise = models.BigIntegerField(default=0)
    content = EncryptedJSONField()
    # Keyed digest of it, so that nobody puts another in its place: "" for none.
    content_digest = models.CharField(max_length=64, default="", blank=True)
    issued_by = models.CharField(max_length=128)
    issued_at = models.DateTimeField(db_default=Now())

    class Meta(NumberedDocument.Meta):
        abstract = False
        constraints = [
            *NumberedDocument.Meta.constraints,
            models.CheckConstraint(
                condition=Q(gross_paise=F("net_paise") + F("cgst_paise") + F("sgst_paise") + F("igst_paise"))
                & Q(net_paise__gte=0, cgst_paise__gte=0, sgst_paise__gte=0, igst_paise__gte=0),
                name="odop_document_adds_up",
            ),
            # CGST s.32: who is not registered collects no tax; a bill of supply has none (rule 49).
            models.CheckConstraint(
                condition=Q(cgst_paise=0, sgst_paise=0, igst_paise=0)
                | ~Q(seller_gstin="") & ~Q(kind__in=["bill_of_supply", "invoice"]),
                name="odop_document_tax",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["credit_note", "debit_note"]) ^ Q(corrects__isnull=False),
                name="odop_document_corrects",
            ),
        ]
        indexes = [
            models.Index(fields=["order_id", "id"], name="odop_document_order", condition=~Q(order_id="")),
            models.Index(fields=["supplier_id", "-id"], name="odop_document_supplier"),
            models.Index(fields=["kind", "id"], name="odop_document_kind"),
            models.Index(fields=["issued_on", "id"], name="odop_document_day"),
            models.Index(fields=["seller_gstin", "id"], name="odop_document_gstin"),
            models.Index(fields=["number"], name="odop_document_number_find"),
            models.Index(fields=["order_number", "id"], name="odop_document_order_number"),
            models.Index(fields=["issued_at"], name="odop_document_issued_at"),
        ]

    @property
    def is_as_issued(self) -> bool:
        """The content is the one that was written when it was issued."""
        return digest_content(self.content) == self.content_digest


def digest_content(content: Any) -> str:
    """The same for the same content, whatever the order of its names."""
    return digest_text(json.dumps(content, sort_keys=True, ensure_ascii=False))


class DocumentLine(models.Model):
    """One line of it. `subject` is what it is about, once for all time: "sale:12:invoice"."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="lines")
    subject = models.CharField(max_length=160, unique=True)
    sale_id = models.BigIntegerField(null=True, blank=True)
    description = models.CharField(max_length=255)
    hsn = models.CharField(max_length=8, default="", blank=True)
    # GST's code of the unit (UQC): pieces, or "NA".
    unit = models.CharField(max_length=3, default="PCS")
    quantity = models.PositiveIntegerField()
    rate_bp = models.PositiveIntegerField(default=0)
    net_paise = models.BigIntegerField(default=0)
    cgst_paise = models.BigIntegerField(default=0)
    sgst_paise = models.BigIntegerField(default=0)
    igst_paise = models.BigIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["sale_id"], name="odop_document_sale", condition=Q(sale_id__isnull=False))]

    def __str__(self) -> str:
        return self.subject

    @property
    def tax_paise(self) -> int:
        return self.cgst_paise + self.sgst_paise + self.igst_paise

    @property
    def gross_paise(self) -> int:
        return self.net_paise + self.tax_paise


class DocumentVoid(models.Model):
    """A document is void: it was issued by mistake, before the goods left. It keeps its number, and is not deleted."""

    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="void")
    reason = models.CharField(max_length=255)
    voided_by = models.CharField(max_length=128)
    voided_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.document_id} is void"
