"""A document that was issued by mistake is void: it keeps its number and is not deleted. Once goods have left, or a
note corrects it, a credit note is the only way (CGST s.34)."""

from __future__ import annotations

from odop_accounts.invoices.facts import read_facts
from odop_accounts.models import Document, DocumentVoid
from odop_accounts.models.documents import INVOICES
from odop_accounts.series.numbers import typed_refusals
from odop_consignment.api.errors import UnknownRow, WrongChoice
from odop_consignment.api.sales import refuse_own_interest
from odop_core.database.locks import lock_subject
from odop_core.i18n import _

REASON_LENGTH = 255


def void_document(document_id: int, *, reason: str, by: str) -> Document:
    """Raises UnknownRow, WrongChoice."""
    document = Document.objects.filter(pk=document_id).first()
    if document is None:
        raise UnknownRow(_("There is no document {document}.", document=document_id))
    refuse_own_interest(by, [document.supplier_id])
    with typed_refusals():
        lock_subject("documents", document.order_id or f"document:{document.pk}")
        if DocumentVoid.objects.filter(document=document).exists():
            raise WrongChoice(_("Document {number} is void already.", number=document.number))
        if document.kind in INVOICES:
            _require_goods_here(document)
        elif document.order_id:
            raise WrongChoice(
                _("Document {number} is no invoice. What it says happened, so it stays.", number=document.number)
            )
        DocumentVoid.objects.create(document=document, reason=reason[:REASON_LENGTH], voided_by=by)
    return Document.objects.select_related("void").get(pk=document.pk)


def _require_goods_here(document: Document) -> None:
    if document.corrections.filter(void=None).exists():
        raise WrongChoice(
            _("A credit note corrects {number} already, so it cannot be void any more.", number=document.number)
        )
    facts = read_facts(document.order_id)
    sold = set(document.lines.values_list("sale_id", flat=True))
    if facts and any(facts.has_left(sale) for sale in facts.sales if sale.id in sold):
        raise WrongChoice(
            _("Goods of {number} have left: it stays, and a credit note corrects it.", number=document.number)
        )
