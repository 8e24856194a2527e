"""Credit notes for what was invoiced and is called off, comes back or is paid back (CGST s.34(1), rule 53(1A)); a debit
note where fewer pieces came back than was said before (s.34(3))."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from odop_accounts.invoices import delivery
from odop_accounts.invoices.drafts import Draft, DraftLine, draft_line, original_of, seller_of, supply_of
from odop_accounts.invoices.facts import Issued, OrderFacts
from odop_accounts.models import Document, DocumentKind, DocumentLine
from odop_consignment.api import SaleState
from odop_consignment.api.books import SaleForBooks


def notes_of(facts: OrderFacts, issued: Issued) -> Iterator[Draft]:
    """For each invoice: what is given back now, or is no more. Under the name and to the address that stand on the
    invoice, whatever these are now."""
    changes: dict[tuple[int, DocumentKind], list[DraftLine]] = defaultdict(list)
    invoices: dict[int, Document] = {}
    for sale in facts.sales:
        for line in issued.live(f"sale:{sale.id}:invoice"):
            invoices[line.document_id] = line.document
            for kind, change in _changes(facts, sale, line, issued):
                changes[line.document_id, kind].append(change)
    for line, change in delivery.paid_back(facts, issued):
        invoices[line.document_id] = line.document
        changes[line.document_id, DocumentKind.CREDIT_NOTE].append(change)
    for (document_id, kind), lines in changes.items():
        invoice = invoices[document_id]
        content = {**invoice.content, "original": original_of(invoice)}
        yield Draft(kind, seller_of(invoice), supply_of(invoice), tuple(lines), invoice, content, invoice.buyer_gstin)


def _changes(
    facts: OrderFacts, sale: SaleForBooks, line: DocumentLine, issued: Issued
) -> Iterator[tuple[DocumentKind, DraftLine]]:
    back = sum(each.quantity for each in sale.given_back)
    wanted = sale.quantity if sale.state == SaleState.CANCELLED else min(back, sale.quantity)
    credited = sum(
        each.quantity if each.document.kind == DocumentKind.CREDIT_NOTE else -each.quantity
        for each in issued.live(f"sale:{sale.id}:credit")
        if each.document.corrects_id == line.document_id
    )
    if wanted == credited:
        return
    # Cut as the books cut it, so that the parts add up to the whole.
    amounts = facts.bases[sale.id].pieces(min(wanted, credited), max(wanted, credited))
    change = draft_line(
        f"sale:{sale.id}:credit",
        line.description,
        abs(wanted - credited),
        gross=amounts.gross,
        net=amounts.net,
        rate_bp=line.rate_bp,
        seller=seller_of(line.document),
        supply=supply_of(line.document),
        hsn=line.hsn,
        unit=line.unit,
        sale_id=sale.id,
    )
    yield (DocumentKind.CREDIT_NOTE if wanted > credited else DocumentKind.DEBIT_NOTE), change
