"""What stands on a document, in a reader's language, and the PDF of it. Nothing is read but what was written down when
it was issued, so that it is the same whenever it is printed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import translation

from odop_accounts.invoices.kinds import KINDS
from odop_accounts.models import Document, DocumentKind, DocumentLine
from odop_accounts.papers.paper import Letterhead, Pair, Paper, Party, make_pdf
from odop_accounts.tax.baskets import SellerKind
from odop_accounts.tax.rounding import format_percent
from odop_accounts.tax.supply import ABROAD, TERRITORIES
from odop_core.i18n import _
from odop_core.india import states
from odop_core.india.amount_words import amount_in_words
from odop_core.india.money import format_inr

LANGUAGES = ("en", "hi")
BY_HAND = "………"
# What we call services of the shop: goods have names of their own.
OURS = {
    "Delivery": _("Delivery"),
    "Commission": _("Commission"),
    "Charges": _("Charges"),
    "Commission and charges": _("Commission and charges"),
}


class AlteredDocument(RuntimeError):
    """Somebody put another content in the place of what was issued."""


def print_document(document: Document, language: str) -> bytes:
    """Its PDF in English or Hindi (any other language: English). Raises AlteredDocument."""
    if not document.is_as_issued:
        raise AlteredDocument(f"What stands in the database of {document.number} is not what was issued.")
    language = language if language in LANGUAGES else LANGUAGES[0]
    with translation.override(language):
        paper = paper_of(document, list(document.lines.order_by("id")), language)
    return make_pdf(paper, language=language, at=document.issued_at)


def paper_of(document: Document, lines: Sequence[DocumentLine], language: str) -> Paper:
    """In the language that is active."""
    info, content = KINDS[DocumentKind(document.kind)], document.content
    columns = _Columns(document)
    return Paper(
        title=str(info.title),
        number=document.number,
        subtitle=info.rule,
        copy=str(_("Original for the recipient")),
        mark=str(_("VOID")) if getattr(document, "void", None) else "",
        issuer=_letterhead(content["seller"], language),
        facts=_facts(document),
        parties=_parties(content),
        columns=columns.widths,
        head=columns.head,
        rows=[columns.row(place, line) for place, line in enumerate(lines, 1)],
        amounts=columns.amounts,
        totals=columns.totals(),
        words=amount_in_words(document.gross_paise, language) if document.gross_paise or not columns.is_challan else "",
        notes=_notes(document),
        foot=f"{document.number} · {content['seller']['name']}",
    )


class _Columns:
    """The columns of its table: with GST, or without."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.digits = int(document.content.get("hsn_digits", 6))
        kind = DocumentKind(document.kind)
        self.is_challan = kind == DocumentKind.DELIVERY_CHALLAN
        is_taxed = bool(document.seller_gstin) and document.content["seller"]["kind"] == SellerKind.REGISTERED
        self.is_taxed = not self.is_challan and is_taxed and kind != DocumentKind.BILL_OF_SUPPLY
        self.is_split = document.place_of_supply == document.seller_state_code
        self.state_head = "UTGST" if document.seller_state_code in TERRITORIES else "SGST"

    @property
    def heads(self) -> list[tuple[str, str]]:
        """GST heads with the columns that hold them."""
        if not self.is_taxed:
            return []
        return [("CGST", "cgst_paise"), (self.state_head, "sgst_paise")] if self.is_split else [("IGST", "igst_paise")]

    @property
    def head(self) -> list[str]:
        common = ["#", str(_("Description")), "HSN", str(_("Quantity"))]
        if self.is_challan:
            return [*common, str(_("Value without GST (₹)"))]
        if not self.is_taxed:
            return [*common, str(_("Value (₹)"))]
        heads = [f"{name} (₹)" for name, _column in self.heads]
        return [*common, str(_("Taxable value (₹)")), str(_("GST rate")), *heads, str(_("Total (₹)"))]

    @property
    def widths(self) -> list[str]:
        return ["1fr" if place == 1 else "auto" for place in range(len(self.head))]

    @property
    def amounts(self) -> list[int]:
        return list(range(3, len(self.head)))

    def row(self, place: int, line: DocumentLine) -> list[str]:
        quantity = str(line.quantity) if line.unit == "NA" else f"{line.quantity} {line.unit}"
        name = str(OURS[line.description]) if line.unit == "NA" and line.description in OURS else line.description
        common = [str(place), name, line.hsn[: self.digits], quantity]
        if not self.is_taxed:
            # A challan of goods that have no price yet is filled in by hand.
            if self.is_challan and not line.gross_paise:
                return [*common, BY_HAND]
            return [*common, _amount(line.gross_paise)]
        taxes = [_amount(getattr(line, column)) for _name, column in self.heads]
        return [*common, _amount(line.net_paise), format_percent(line.rate_bp), *taxes, _amount(line.gross_paise)]

    def totals(self) -> list[Pair]:
        document = self.document
        if self.is_challan and not document.gross_paise:
            return []
        taxes = [(name, format_inr(getattr(document, column))) for name, column in self.heads]
        whole = (str(_("Total")), format_inr(document.gross_paise))
        return [(str(_("Taxable value")), format_inr(document.net_paise)), *taxes, whole] if taxes else [whole]


def _amount(paise: int) -> str:
    return format_inr(paise).replace("₹", "")


def _letterhead(seller: dict[str, Any], language: str) -> Letterhead:
    name = (seller["name_hi"] if language == "hi" else "") or seller["name"]
    gstin = [("GSTIN", seller["gstin"])] if seller["gstin"] else []
    state = [(str(_("State")), _state(seller["state_code"]))]
    return Letterhead(name, [seller["address"]] if seller["address"] else [], [*gstin, *state])


def _state(code: str) -> str:
    return f"{_('Outside India') if code == ABROAD else states.name_of(code)} ({code})" if code else ""


def _facts(document: Document) -> list[Pair]:
    content = document.content
    order, original = content.get("order"), content.get("original")
    found = [(str(_("Number")), document.number), (str(_("Date")), _day(document.issued_on))]
    if order:
        found += [
            (str(_("Order number")), order["number"]),
            (str(_("Order date")), _day(date.fromisoformat(order["day"]))),
        ]
    if statement := content.get("statement"):
        day = _day(date.fromisoformat(statement["day"]))
        found.append((str(_("Account sales")), f"{statement['number']}, {day}"))
    if note := content.get("note"):
        found.append((str(_("Consignment note")), f"{note['number']}, {_day(date.fromisoformat(note['day']))}"))
    if original:
        day = _day(date.fromisoformat(original["issued_on"]))
        found.append((str(KINDS[DocumentKind(original["kind"])].title), f"{original['number']}, {day}"))
    if document.place_of_supply:
        found.append((str(_("Place of supply")), _state(document.place_of_supply)))
    if document.seller_gstin and document.kind != DocumentKind.DELIVERY_CHALLAN:
        found.append((str(_("Tax payable on reverse charge")), str(_("No"))))
    found += [(str(label), value) for label, value in content.get("facts", [])]
    return found


def _day(day: date) -> str:
    return f"{day:%d-%m-%Y}"


def _parties(content: dict[str, Any]) -> list[Party]:
    billed, shipped = content.get("billed"), content.get("shipped")
    found = []
    if billed:
        gstin = [f"GSTIN: {billed['gstin']}"] if billed.get("gstin") else []
        state = [f"{_('State')}: {_state(billed['state'])}"] if billed["state"] else []
        label = _("Supplier") if content.get("consigned_by") else _("Billed to")
        found.append(Party(str(label), billed["name"], [*billed["lines"], *state, *gstin]))
    if shipped and shipped != {name: value for name, value in (billed or {}).items() if name != "gstin"}:
        state = [f"{_('State')}: {_state(shipped['state'])}"] if shipped["state"] else []
        found.append(Party(str(_("Sent to")), shipped["name"], [*shipped["lines"], *state]))
    return found


def _notes(document: Document) -> list[str]:
    content, kind = document.content, DocumentKind(document.kind)
    seller = content["seller"]
    found = []
    if kind == DocumentKind.DELIVERY_CHALLAN:
        found.append(_("Goods for sale on consignment: nothing is sold by this paper."))
        found.append(_("The value is provisional: the price of the latest sale. Write it in where it is missing."))
    if content.get("consigned_by") == "supplier":
        found.append(_("The supplier sends the goods, and the corporation receives them."))
    if content.get("consigned_by") == "shop":
        found.append(_("The corporation sends the goods back, and the supplier receives them."))
    if seller["kind"] == SellerKind.COMPOSITION:
        found.append(_("Composition taxable person, not eligible to collect tax on supplies."))
    if seller["kind"] == SellerKind.UNREGISTERED:
        found.append(_("The seller is not registered for GST. No GST is charged."))
    if document.place_of_supply == ABROAD and document.igst_paise:
        found.append(_("Supply meant for export on payment of integrated tax."))
    elif document.place_of_supply == ABROAD:
        found.append(_("Supply meant for export under letter of undertaking without payment of integrated tax."))
    if kind == DocumentKind.REFUND_VOUCHER and "original" not in content:
        found.append(_("The price was paid in advance, nothing was supplied, and no invoice was issued."))
    if currency := content.get("currency"):
        code, rate = currency["code"], currency["rate"]
        found.append(_("Paid in {code}; ₹{rate} for 1 {code}, by the rate of the day.", code=code, rate=rate))
    if operator := content.get("operator"):
        found.append(_("Issued for the seller by {operator}, through whose shop it was sold.", operator=operator))
    if seller["care"]:
        found.append(_("Customer care: {care}", care=seller["care"]))
    found.append(_("Issued electronically; it needs no signature."))
    return [str(note) for note in found]
