"""What must stand in the books, reckoned piece by piece from consignment's rows: slowly, by no code of accounts.

Each piece of a sale has its share of each amount; what becomes of it says on which accounts that stands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from odop_accounts.models import Hold
from odop_consignment.api.offers import corporation
from odop_consignment.models import Sale, SaleReversal
from odop_core.models import OrderRecord
from odop_core.store.records import order_snapshot
from tests.odop_accounts.posting.naive_taxes import NaiveTaxes


@dataclass
class NaiveBill:
    """What a carrier charged for a parcel of these sales."""

    net: int
    tax: int
    gstin: str
    sale_ids: list[int]


def expected_balances(
    taxes: NaiveTaxes, bills: Iterable[NaiveBill] = (), gst_bp: int = 1800
) -> dict[tuple[str, str], int]:
    """By purpose and party; debit above zero. Only of sales in rupees. `taxes` has seen all that was credited."""
    books: Counter[tuple[str, str]] = Counter()
    for sale in Sale.objects.filter(terms__isnull=False).select_related("terms__version").order_by("id"):
        if sale.state != "cancelled":
            _add_sale(books, sale, taxes, gst_bp)
    for bill in bills:
        _add_bill(books, bill, gst_bp)
    for record in OrderRecord.objects.all():
        _add_order(books, record)
    return {account: amount for account, amount in books.items() if amount}


def _add_sale(books: Counter[tuple[str, str]], sale: Sale, taxes: NaiveTaxes, gst_bp: int) -> None:
    terms = sale.terms
    supplier, seller = f"supplier:{terms.supplier_id}", f"seller:{terms.seller_gstin}" if terms.seller_gstin else ""
    services = terms.commission_paise + terms.charges_paise
    whole = {
        "gross": terms.gross_paise, "net": terms.net_paise,
        "value_gross": terms.gross_paise + terms.borne_gross_paise,
        "value_net": terms.net_paise + terms.borne_net_paise,
        "commission": terms.commission_paise, "charges": terms.charges_paise,
        "services": (services * gst_bp * 2 + 10_000) // 20_000,
    }  # fmt: skip
    is_consigned = terms.supply_model == "consignment"
    earned_in_all = -taxes.tcs[sale.pk] - taxes.tds[sale.pk]
    books["tax_collected", supplier] -= taxes.tcs[sale.pk]
    books["tax_deducted", supplier] -= taxes.tds[sale.pk]
    reversals = list(SaleReversal.objects.filter(sale=sale, quantity__gt=0).order_by("id"))
    for place in range(sale.quantity):
        piece = {
            name: amount * (place + 1) // sale.quantity - amount * place // sale.quantity
            for name, amount in whole.items()
        }
        taken = piece["commission"] + piece["charges"] + piece["services"]
        is_net = is_consigned and terms.tax_regime == "unregistered"
        earned = piece["value_net" if is_net else "value_gross"] - taken
        back = _given_back(reversals, place)
        if back is None and not sale.delivered_at:
            books["buyer_receivable", ""] += piece["gross"]
            books["buyer_advance", ""] -= piece["gross"]
        if back is None and sale.delivered_at:
            books["buyer_receivable", ""] += piece["gross"]
            books["commission", ""] -= piece["commission"]
            books["charges", ""] -= piece["charges"]
            books["output_tax", seller if is_consigned else ""] -= piece["services"]
            if is_consigned:
                books["goods_sold", seller] -= piece["net"]
                books["output_tax", seller] -= piece["gross"] - piece["net"]
                books["goods_bought", seller] += piece["net"]
                books["discount", ""] += piece["value_net"] - piece["net"]
                if not is_net:
                    books["tax_credit", seller] += piece["value_gross"] - piece["value_net"]
            else:
                books["discount", ""] += piece["value_gross"] - piece["gross"]
            earned_in_all += earned
        if back == "gone" and not terms.version.supplier_bears_losses:
            books["loss", ""] += earned
            earned_in_all += earned
    books["supplier_payable" if _is_due(sale, reversals) else "supplier_earned", supplier] -= earned_in_all


def _add_bill(books: Counter[tuple[str, str]], bill: NaiveBill, gst_bp: int) -> None:
    """A supplier who bears freight pays their part by value, with GST; paise left over go to the largest fractions."""
    books["freight", ""] += bill.net
    books["tax_credit", f"seller:{bill.gstin}"] += bill.tax
    books["carrier_payable", "carrier:delhivery"] -= bill.net + bill.tax
    sales = list(Sale.objects.filter(pk__in=bill.sale_ids).select_related("terms__version").order_by("id"))
    value = sum(sale.terms.gross_paise for sale in sales)
    exact = [Fraction(abs(bill.net) * sale.terms.gross_paise, value) for sale in sales]
    shares = [floor(part) for part in exact]
    for place in sorted(range(len(sales)), key=lambda place: shares[place] - exact[place])[
        : abs(bill.net) - sum(shares)
    ]:
        shares[place] += 1
    for sale, share in zip(sales, shares, strict=True):
        if sale.terms.version.freight_borne_by == "supplier":
            net = share if bill.net > 0 else -share
            tax = (share * gst_bp * 2 + 10_000) // 20_000 * (1 if bill.net > 0 else -1)
            is_consigned = sale.terms.supply_model == "consignment" and sale.terms.seller_gstin
            books["supplier_payable", f"supplier:{sale.terms.supplier_id}"] += net + tax
            books["charges", ""] -= net
            books["output_tax", f"seller:{sale.terms.seller_gstin}" if is_consigned else ""] -= tax


def _given_back(reversals: list[SaleReversal], place: int) -> str | None:
    """What became of a piece: None while it is sold, "gone" when nobody has it to sell, else "back"."""
    first = 0
    for row in reversals:
        if first <= place < first + row.quantity:
            gone = row.quantity if row.kind == "refunded" else row.damaged
            return "gone" if place < first + gone else "back"
        first += row.quantity
    return None


def _is_due(sale: Sale, reversals: list[SaleReversal]) -> bool:
    if sale.terms.version is None or Hold.objects.filter(sale_id=sale.pk, released_at=None).exists():
        return False
    is_all_back = sum(row.quantity for row in reversals) >= sale.quantity
    is_seen = all(row.kind == "refunded" or row.inspected_at for row in reversals)
    return sale.state == "final" or (is_all_back and is_seen)


def _add_order(books: Counter[tuple[str, str]], record: OrderRecord) -> None:
    order = order_snapshot(record)
    sales = Sale.objects.filter(order_id=order.id, terms__isnull=False)
    if not sales.exists():
        return
    books["gateway", ""] += order.charged.minor
    books["buyer_receivable", ""] -= order.charged.minor
    shipping = order.shipping_gross.minor
    if order.is_refunded_in_full or not sales.exclude(state="cancelled").exists():
        return
    books["buyer_receivable", ""] += shipping
    if not sales.exclude(delivered_at=None).exists():
        books["buyer_advance", ""] -= shipping
        return
    net = order.total_net.minor - sum(line.total_net.minor for line in order.lines)
    net = net if 0 <= net <= shipping else shipping
    consigned = sales.filter(terms__supply_model="consignment").exclude(terms__seller_gstin="").order_by("id").first()
    gstin = consigned.terms.seller_gstin if consigned else next(iter(corporation().gstins), "")
    seller = f"seller:{gstin}" if gstin else ""
    books["shipping_income", seller] -= net
    books["output_tax", seller] -= shipping - net
