"""What must be known of an order to issue its documents, and what was issued of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from odop_accounts.invoices.drafts import SellerOfRecord
from odop_accounts.models import DocumentLine, SaleFigures
from odop_accounts.posting.figures import Basis
from odop_accounts.posting.sync import basis_of
from odop_accounts.tax.baskets import SellerKind
from odop_accounts.tax.carts import state_of
from odop_accounts.tax.goods import find_goods
from odop_accounts.tax.supply import Supply, find_place
from odop_consignment.api import SaleInfo, SaleState, sales_of_order
from odop_consignment.api.books import SaleForBooks, sales_for_books
from odop_consignment.api.offers import Seller, corporation, sellers_of_sales
from odop_core.models import OrderRecord
from odop_core.store.orders import OrderLine, OrderSnapshot
from odop_core.store.records import order_snapshot

# The rates GST has or had, in basis points: an amount without a known rate has the nearest.
RATES = (0, 25, 150, 300, 500, 1200, 1800, 2800, 4000)
LEFT = (SaleState.COLLECTED, SaleState.DELIVERED, SaleState.FINAL, SaleState.RETURNED)


@dataclass(frozen=True)
class OrderFacts:
    """Sales that are in the books, oldest first. By sale: what else is known, its figures, and who sells."""

    order: OrderSnapshot
    was_imported: bool
    sales: tuple[SaleForBooks, ...]
    infos: dict[int, SaleInfo]
    bases: dict[int, Basis]
    sellers: dict[int, SellerOfRecord]
    # HSN codes by product.
    hsn: dict[str, str]

    def has_left(self, sale: SaleForBooks) -> bool:
        """The goods were removed for the buyer: by then the invoice is due."""
        return sale.state in LEFT or self.infos[sale.id].collected_at is not None

    def line_of(self, sale: SaleForBooks) -> OrderLine | None:
        line_id = self.infos[sale.id].order_line_id
        return next((line for line in self.order.lines if line.id == line_id), None)

    def rate_of(self, sale: SaleForBooks) -> int:
        """In basis points: as the store says, else as the amounts say."""
        line = self.line_of(sale)
        if line is not None and line.tax_rate_bp is not None:
            return line.tax_rate_bp
        amounts = self.bases[sale.id].amounts
        return nearest_rate(amounts.net, amounts.gross)

    def hsn_of(self, sale: SaleForBooks) -> str:
        return self.hsn.get(self.infos[sale.id].product_id or "", "")

    def supply(self, seller: SellerOfRecord, buyer_gstin: str = "") -> Supply:
        """From where to where this seller supplies this order."""
        order = self.order
        to = order.shipping_address or order.billing_address
        place = find_place(seller.state_code, state_of(order.billing_address), state_of(to), buyer_gstin)
        return Supply(seller.state_code, place)

    def by_seller(self, sales: Iterable[SaleForBooks]) -> list[list[SaleForBooks]]:
        """The sales of each seller of record."""
        groups: dict[str, list[SaleForBooks]] = defaultdict(list)
        for sale in sales:
            groups[self.sellers[sale.id].issuer].append(sale)
        return list(groups.values())


def nearest_rate(net: int, gross: int) -> int:
    if net <= 0:
        return 0
    rate = Fraction((gross - net) * 10_000, net)
    return min(RATES, key=lambda known: abs(known - rate))


def read_facts(order_id: str) -> OrderFacts | None:
    """None for an order that is not known, or of which nothing is in the books."""
    record = OrderRecord.objects.filter(order_id=order_id).first()
    rows = {row.sale_id: row for row in SaleFigures.objects.filter(order_id=order_id)}
    sales = [sale for sale in sales_for_books([order_id]).get(order_id, ()) if sale.id in rows]
    if record is None or not sales:
        return None
    infos = {info.id: info for info in sales_of_order(order_id)}
    sold_by = sellers_of_sales(infos)
    products = {info.product_id for info in infos.values() if info.product_id}
    return OrderFacts(
        order=order_snapshot(record),
        was_imported=record.was_imported_old,
        sales=tuple(sales),
        infos=infos,
        bases={sale.id: basis_of(rows[sale.id]) for sale in sales},
        sellers={sale.id: _seller(sold_by[sale.id].seller) for sale in sales},
        hsn={product_id: info.goods.hsn for product_id, info in find_goods(products).items()},
    )


def shop(gstin: str = "") -> SellerOfRecord | None:
    """The corporation under one of its GSTINs, the first of them by default; None where it has none."""
    found = corporation()
    gstin = gstin or next(iter(found.gstins), "")
    if not gstin:
        return None
    care = " · ".join(filter(None, [found.care_phone, found.care_email]))
    return SellerOfRecord(found.name, "", gstin, gstin[:2], found.address, care, None, SellerKind.REGISTERED)


def _seller(seller: Seller) -> SellerOfRecord:
    registered = SellerKind.REGISTERED if seller.collects_gst else SellerKind.COMPOSITION
    return SellerOfRecord(
        name=seller.name,
        name_hi=seller.name_hi,
        gstin=seller.gstin,
        state_code=seller.state_code,
        address=seller.address,
        care=" · ".join(filter(None, [seller.care_phone, seller.care_email])),
        supplier_id=seller.supplier_id,
        kind=registered if seller.registered else SellerKind.UNREGISTERED,
    )


class Issued:
    """The lines that were issued for an order, by what they are about."""

    def __init__(self, order_id: str) -> None:
        lines = DocumentLine.objects.filter(document__order_id=order_id).select_related("document__void")
        self._times: dict[str, int] = defaultdict(int)
        self._live: dict[str, list[DocumentLine]] = defaultdict(list)
        for line in lines.order_by("id"):
            base = line.subject.partition("#")[0]
            self._times[base] += 1
            if getattr(line.document, "void", None) is None:
                self._live[base].append(line)

    def live(self, subject: str) -> Sequence[DocumentLine]:
        """Those that are not void."""
        return self._live.get(subject, ())

    def live_lines(self) -> Iterable[DocumentLine]:
        return (line for lines in self._live.values() for line in lines)

    def next_subject(self, subject: str) -> str:
        """A name that is free: what was issued before, and is void or was partial, keeps its own."""
        self._times[subject] += 1
        times = self._times[subject]
        return f"{subject}#{times}" if times > 1 else subject
