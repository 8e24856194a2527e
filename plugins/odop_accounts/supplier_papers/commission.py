"""The document for what the shop kept of a supplier's money as its commission and charges, with GST: a tax invoice
(rule 46), one for each account sales, whose sums it has to the paisa.

Commission that is given back, because goods came back, lowers it; where more was given back than kept, the document is
a credit note (s.34(1)) that names the last invoice before.
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from odop_accounts.events import StatementIssued
from odop_accounts.invoices.drafts import Draft, DraftLine, original_of, split_tax
from odop_accounts.invoices.facts import nearest_rate
from odop_accounts.invoices.records import write_document
from odop_accounts.models import Document, DocumentKind, DocumentLine, Statement
from odop_accounts.settings import AccountsSettings
from odop_accounts.statements.totals import NOTHING, Totals, totals_of
from odop_accounts.supplier_papers.parties import as_party, find_supplier, shop_near
from odop_accounts.tax.rounding import apportion
from odop_accounts.tax.supply import Place, Supply
from odop_consignment.api.errors import WrongChoice
from odop_core.database.locks import lock_subject
from odop_core.i18n import _
from odop_core.plugin.configuration import load_settings

# Services provided for a fee, on retail trade; support of trade by packing and the like goes with it.
SAC = "996211"
SYSTEM = "system"


def on_statement(event: StatementIssued) -> None:
    """A shop without a GSTIN issues none."""
    if load_settings(AccountsSettings).commission_documents:
        with suppress(WrongChoice):
            issue_commission_document(event.statement_id)


def issue_commission_document(statement_id: int, *, by: str = SYSTEM) -> Document | None:
    """Once for each statement; None where there is nothing to invoice. Raises UnknownRow, WrongChoice."""
    lock_subject("commission", str(statement_id))
    known = DocumentLine.objects.filter(subject__startswith=f"statement:{statement_id}:").first()
    if known:
        return known.document
    totals = totals_of([statement_id]).get(statement_id, NOTHING)
    kept = lines_kept(totals)
    if not kept:
        return None
    is_credit = min(kept.values()) < 0
    amounts = {name: abs(amount) for name, amount in kept.items()}
    statement = Statement.objects.get(pk=statement_id)
    supplier = find_supplier(statement.supplier_id)
    seller = shop_near(supplier)
    why = _("the supplier's address is in that State")
    supply = Supply(seller.state_code, Place(supplier.state_code, why, "IGST s.12(2)"))
    taxes = apportion(abs(totals.services_tax_paise), list(amounts.values()))
    lines = tuple(
        DraftLine(
            f"statement:{statement_id}:{name.lower()}",
            name,
            1,
            nearest_rate(amount, amount + tax),
            amount,
            split_tax(tax, supply),
            hsn=SAC,
            unit="NA",
        )
        for (name, amount), tax in zip(amounts.items(), taxes, strict=True)
    )
    kind = DocumentKind.COMMISSION_CREDIT if is_credit else DocumentKind.COMMISSION_INVOICE
    draft = Draft(kind, seller, supply, lines, buyer_gstin=supplier.gstin)
    content = {
        "billed": as_party(supplier),
        "language": supplier.language,
        "statement": {"number": statement.number, "day": statement.issued_on.isoformat()},
        **(_original(seller.issuer, supplier.id) if is_credit else {}),
    }
    return write_document(
        draft,
        [line.subject for line in lines],
        content=content,
        by=by,
        settings=load_settings(AccountsSettings),
        supplier_id=supplier.id,
    )


def lines_kept(totals: Totals) -> dict[str, int]:
    """What was kept by name, all of one sign: below zero, given back. Where one was kept and more of the other given
    back they are one line. Empty where there is nothing to write down."""
    found = {"Commission": totals.commission_paise, "Charges": totals.charges_paise}
    if min(found.values()) < 0 < max(found.values()):
        found = {"Commission and charges": sum(found.values())}
    found = {name: amount for name, amount in found.items() if amount}
    return found if sum(found.values()) * totals.services_tax_paise >= 0 else {}


def _original(issuer: str, supplier_id: int) -> dict[str, Any]:
    """The last invoice for commission to this supplier; nothing where there is none."""
    invoices = Document.objects.filter(
        issuer=issuer, supplier_id=supplier_id, kind=DocumentKind.COMMISSION_INVOICE, void=None
    )
    last = invoices.order_by("id").last()
    return {"original": original_of(last)} if last else {}
