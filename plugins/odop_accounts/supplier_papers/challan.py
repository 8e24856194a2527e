"""A delivery challan for goods that move and are not sold (rule 55(1)(c)): what a consignor hands over, or gets back.
One for each posted consignment note. Its value is provisional, since nothing is sold: the price without GST of the
latest sale of the same variant. What was never sold has none, and somebody writes it in by hand.
"""

from __future__ import annotations

from odop_accounts.invoices.drafts import Draft, DraftLine, split_tax
from odop_accounts.invoices.records import write_document
from odop_accounts.models import Document, DocumentKind, DocumentLine
from odop_accounts.settings import AccountsSettings
from odop_accounts.supplier_papers.parties import as_party, find_supplier, shop_near
from odop_accounts.tax.goods import find_goods
from odop_accounts.tax.supply import Place, Supply
from odop_consignment.api.books import latest_prices
from odop_consignment.api.errors import WrongChoice
from odop_consignment.api.offers import offers_by_id
from odop_consignment.api.stock import note_lines, notes_by_id
from odop_core.database.locks import lock_subject
from odop_core.i18n import _
from odop_core.plugin.configuration import load_settings


def issue_challan(note_id: int, *, by: str) -> Document:
    """The same one when asked for again. Raises UnknownRow, WrongChoice (the note is not posted)."""
    lock_subject("challan", str(note_id))
    known = DocumentLine.objects.filter(subject__startswith=f"note:{note_id}:line:").first()
    if known:
        return known.document
    note = notes_by_id([note_id]).get(note_id)
    if note is None or not note.number:
        raise WrongChoice(_("Only a note that is posted has a challan. Post the note first."))
    supplier = find_supplier(note.supplier_id)
    seller = shop_near(supplier)
    rows = note_lines([note_id])[note_id]
    products = {offer.id: offer.product_id for offer in offers_by_id([row.offer_id for row in rows]).values()}
    goods = find_goods({product for product in products.values() if product})
    prices = latest_prices(row.variant_id for row in rows)
    place = Place(supplier.state_code, _("the goods stay in that State"), "CGST rule 55(1)")
    supply = Supply(seller.state_code, place)
    lines = tuple(
        DraftLine(
            f"note:{note_id}:line:{row.id}",
            row.description or row.variant_id,
            row.quantity,
            0,
            prices.get(row.variant_id, 0) * row.quantity,
            split_tax(0, supply),
            hsn=goods[product].goods.hsn if (product := products.get(row.offer_id, "")) in goods else "",
        )
        for row in rows
    )
    is_receipt = note.kind == "receipt"
    content = {
        "billed": as_party(supplier),
        "language": supplier.language,
        "note": {"number": note.number, "day": note.dated.isoformat()},
        "consigned_by": "supplier" if is_receipt else "shop",
    }
    draft = Draft(DocumentKind.DELIVERY_CHALLAN, seller, supply, lines, buyer_gstin=supplier.gstin)
    return write_document(
        draft,
        [line.subject for line in lines],
        content=content,
        by=by,
        settings=load_settings(AccountsSettings),
        supplier_id=supplier.id,
    )
