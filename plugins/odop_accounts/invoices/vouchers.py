"""Vouchers for money that was paid before an invoice: when it is received (CGST s.31(3)(d), rule 50; only where the
shop wants them), and when it is paid back because nothing is supplied (s.31(3)(e), rule 51)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from odop_accounts.invoices import delivery
from odop_accounts.invoices.drafts import Draft, original_of
from odop_accounts.invoices.facts import Issued, OrderFacts
from odop_accounts.invoices.goods import drafts_of
from odop_accounts.models import DocumentKind, DocumentLine
from odop_accounts.posting.facts import in_paise
from odop_consignment.api import SaleState
from odop_core.i18n import Text

_GIVES_BACK = {DocumentKind.CREDIT_NOTE: 1, DocumentKind.REFUND_VOUCHER: 1, DocumentKind.DEBIT_NOTE: -1}


def receipts_of(
    facts: OrderFacts, issued: Issued, problems: list[Text], invoiced_now: Collection[int | None]
) -> Iterator[Draft]:
    """For all that is paid and not invoiced yet."""
    if not facts.order.is_paid:
        return
    waiting = [
        sale
        for sale in facts.sales
        if sale.state != SaleState.CANCELLED
        and sale.id not in invoiced_now
        and not issued.live(f"sale:{sale.id}:invoice")
        and not issued.live(f"sale:{sale.id}:receipt")
    ]
    for draft in drafts_of(facts, waiting, "receipt", problems):
        yield replace(draft, kind=DocumentKind.RECEIPT_VOUCHER)


def refunds_of(facts: OrderFacts, issued: Issued, problems: list[Text]) -> Iterator[Draft]:
    """For what was called off before an invoice and is paid back. The store says of refunds only their sum: a voucher
    waits until that covers it, besides what other documents have given back."""
    off = [
        sale
        for sale in facts.sales
        if sale.state == SaleState.CANCELLED
        and not issued.live(f"sale:{sale.id}:invoice")
        and not issued.live(f"sale:{sale.id}:refund")
    ]
    if not off or not facts.order.refunded.minor:
        return
    left = in_paise(facts.order.refunded, facts.sales) - sum(map(_given_back, issued.live_lines()))
    for draft in delivery.with_refund(facts, issued, drafts_of(facts, off, "refund", problems)):
        # Amounts of another currency were each rounded to a paisa.
        if draft.gross_paise <= left + len(draft.lines):
            left -= draft.gross_paise
            receipts = [line for each in draft.lines for line in issued.live(each.subject.replace("refund", "receipt"))]
            about = {"original": original_of(receipts[0].document)} if receipts else {}
            yield replace(draft, kind=DocumentKind.REFUND_VOUCHER, content=draft.content | about)


def _given_back(line: DocumentLine) -> int:
    return _GIVES_BACK.get(DocumentKind(line.document.kind), 0) * line.gross_paise
