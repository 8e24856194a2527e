"""A document that is to be issued: whose, for what, and of which kind.

Law: tax invoice, rule 46; bill of supply, rule 49 and s.31(3)(c); both in one, rule 46A (statutory.md A7).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from odop_accounts.invoices.kinds import series_of
from odop_accounts.models import Document, DocumentKind
from odop_accounts.tax.baskets import SellerKind
from odop_accounts.tax.supply import Head, Place, Supply
from odop_core.i18n import Text


@dataclass(frozen=True)
class SellerOfRecord:
    """Whose name is on the invoice; `supplier_id` is None for the corporation."""

    name: str
    name_hi: str
    gstin: str
    state_code: str
    address: str
    care: str
    supplier_id: int | None
    kind: SellerKind

    @property
    def issuer(self) -> str:
        """Whose series it is: the GSTIN's, or that of a supplier without one."""
        return self.gstin or f"supplier:{self.supplier_id}"

    @property
    def is_shop(self) -> bool:
        return self.supplier_id is None


@dataclass(frozen=True)
class DraftLine:
    """`subject` names what it is about, without the number of the attempt. Amounts are paise; `tax` is by head."""

    subject: str
    description: str
    quantity: int
    rate_bp: int
    net_paise: int
    tax: dict[Head, int]
    hsn: str = ""
    unit: str = "PCS"
    sale_id: int | None = None

    @property
    def gross_paise(self) -> int:
        return self.net_paise + sum(self.tax.values())


@dataclass(frozen=True)
class Draft:
    kind: DocumentKind
    seller: SellerOfRecord
    supply: Supply
    lines: tuple[DraftLine, ...]
    corrects: Document | None = None
    # More of what is printed.
    content: dict[str, Any] = field(default_factory=dict)
    buyer_gstin: str = ""

    @property
    def gross_paise(self) -> int:
        return sum(line.gross_paise for line in self.lines)

    @property
    def series_key(self) -> tuple[str, str]:
        return (self.seller.issuer, series_of(self.kind))


def draft_line(
    subject: str,
    description: str,
    quantity: int,
    *,
    gross: int,
    net: int,
    rate_bp: int,
    seller: SellerOfRecord,
    supply: Supply,
    **more: Any,
) -> DraftLine:
    """A line of what the buyer is charged. Who may not collect GST (s.32, 10(4)) charges the price and no tax."""
    if seller.kind != SellerKind.REGISTERED:
        net, rate_bp = gross, 0
    return DraftLine(subject, description, quantity, rate_bp, net, split_tax(gross - net, supply), **more)


def split_tax(tax_paise: int, supply: Supply) -> dict[Head, int]:
    """CGST and the State's half, or IGST. Halves are equal; only where the store's own tax class came to an odd sum is
    one of them a paisa more."""
    heads = supply.heads
    if len(heads) == 1:
        return {heads[0]: tax_paise}
    half = tax_paise // 2
    return {heads[0]: half, heads[1]: tax_paise - half}


def invoices_of(draft: Draft) -> Iterator[Draft]:
    """The same as the document, or the two, that the law wants for these goods."""
    taxed = [line for line in draft.lines if line.rate_bp]
    exempt = [line for line in draft.lines if not line.rate_bp]
    if draft.seller.kind == SellerKind.UNREGISTERED:
        yield replace(draft, kind=DocumentKind.INVOICE)
    elif draft.seller.kind == SellerKind.COMPOSITION:
        yield replace(draft, kind=DocumentKind.BILL_OF_SUPPLY)
    elif draft.supply.is_export or not exempt:
        yield replace(draft, kind=DocumentKind.TAX_INVOICE)
    elif not taxed:
        yield replace(draft, kind=DocumentKind.BILL_OF_SUPPLY)
    elif not draft.buyer_gstin:
        yield replace(draft, kind=DocumentKind.INVOICE_CUM_BILL)
    else:
        # Both in one is for buyers who are not registered.
        yield replace(draft, kind=DocumentKind.TAX_INVOICE, lines=tuple(taxed))
        yield replace(draft, kind=DocumentKind.BILL_OF_SUPPLY, lines=tuple(exempt))


def sums_of(lines: Sequence[DraftLine]) -> dict[str, int]:
    """The amounts of a document, as its columns are called."""
    return {
        "net_paise": sum(line.net_paise for line in lines),
        **{column: sum(of_heads(line.tax, heads) for line in lines) for column, heads in COLUMNS.items()},
        "gross_paise": sum(line.gross_paise for line in lines),
    }


COLUMNS = {
    "cgst_paise": (Head.CGST,),
    "sgst_paise": (Head.SGST, Head.UTGST),
    "igst_paise": (Head.IGST,),
}


def of_heads(tax: dict[Head, int], heads: Iterable[Head]) -> int:
    return sum(tax.get(head, 0) for head in heads)


def seller_of(document: Document) -> SellerOfRecord:
    """In whose name it was issued, as it stands on it."""
    kept = dict(document.content["seller"])
    return SellerOfRecord(**kept | {"kind": SellerKind(kept["kind"])})


def supply_of(document: Document) -> Supply:
    place = document.content["place"]
    return Supply(
        document.seller_state_code,
        Place(document.place_of_supply, Text.from_json(place["why"]), place["citation"]),
    )


def original_of(document: Document) -> dict[str, str]:
    """What a note or voucher says of the document it is about."""
    return {"number": document.number, "issued_on": document.issued_on.isoformat(), "kind": document.kind}
