"""What carriers charge: a cost of the shop, and of suppliers where their agreement says so.

Each line of a carrier's bill is entered once, by its key; a correction (a disputed weight) is a line of its own, of
what is billed more or less. What a supplier bears is charged to them as a service, with GST, and taken off what is due.
Who is the seller of record does not matter: nobody is charged whose agreement does not say "the supplier pays".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db import transaction

from odop_accounts.ledger.chart import Purpose
from odop_accounts.ledger.entries import Entry, Line, post_entries
from odop_accounts.ledger.periods import closed_until
from odop_accounts.ledger.refusals import KeyReused
from odop_accounts.models import JournalEntry, JournalLine
from odop_accounts.posting.differences import open_day
from odop_accounts.posting.facts import Kind
from odop_accounts.posting.figures import lines_of, seller_party, supplier_party
from odop_accounts.tax.rounding import ONE_IN_BP, apportion, round_half_up
from odop_consignment.api.books import FreightTerms, freight_terms
from odop_core.database.locks import lock_subject


@dataclass(frozen=True)
class Charge:
    """A line of a carrier's bill, in paise: `net` without GST, `tax` its GST; below zero where less is owed than was
    billed before. `gstin` is ours on the bill: without one its GST cannot be taken off, and is a cost."""

    key: str
    carrier: str
    shipment: str
    net: int
    tax: int
    on: date
    is_return: bool = False
    gstin: str = ""


@transaction.atomic
def enter_charge(charge: Charge, sale_ids: Sequence[int], service_gst_bp: int) -> None:
    """The parcel held these sales. The same again enters nothing. Raises KeyReused where the books say another amount
    or carrier, LedgerError."""
    lock_subject("freight", charge.key)
    if JournalEntry.objects.filter(key=cost_key(charge)).exists():
        _refuse_other(charge)
        return
    on = open_day(charge.on, closed_until())
    post_entries(entries_of(charge, freight_terms(sale_ids), service_gst_bp, on))


def entries_of(charge: Charge, sales: Sequence[FreightTerms], service_gst_bp: int, on: date) -> Iterator[Entry]:
    """The cost, and what each supplier bears of it: by value, and with a minus as much of a correction."""
    yield Entry(cost_key(charge), Kind.FREIGHT.value, f"shipment:{charge.shipment}", on, cost(charge))
    if not sales:
        return
    sign = 1 if charge.net >= 0 else -1
    shares = apportion(abs(charge.net), [sale.gross_paise for sale in sales])
    for sale, share in zip(sales, shares, strict=True):
        if share and (sale.supplier_bears_returns if charge.is_return else sale.supplier_bears_freight):
            lines = charged_to_supplier(sale, sign * share, service_gst_bp)
            key = f"{cost_key(charge)}:sale:{sale.sale_id}"
            yield Entry(key, Kind.FREIGHT_CHARGED.value, f"sale:{sale.sale_id}", on, lines)


def cost(charge: Charge) -> tuple[Line, ...]:
    """The carrier is owed the bill. Its GST is taken off the GST that is owed, under the GSTIN it names."""
    tax = (Purpose.TAX_CREDIT, charge.tax, seller_party(charge.gstin))
    if not charge.gstin:
        tax = (Purpose.FREIGHT, charge.tax, "")
    owed = (Purpose.CARRIER_PAYABLE, -charge.net - charge.tax, carrier_party(charge.carrier))
    return lines_of([(Purpose.FREIGHT, charge.net, ""), tax, owed])


def charged_to_supplier(sale: FreightTerms, net: int, service_gst_bp: int) -> tuple[Line, ...]:
    """A service of the shop, like the charges of the agreement."""
    tax = round_half_up(Fraction(net * service_gst_bp, ONE_IN_BP))
    return lines_of(
        [
            (Purpose.SUPPLIER_PAYABLE, net + tax, supplier_party(sale.supplier_id)),
            (Purpose.CHARGES, -net, ""),
            (Purpose.OUTPUT_TAX, -tax, seller_party(sale.shop_gstin)),
        ]
    )


def cost_key(charge: Charge) -> str:
    return f"freight:{charge.key}"


def carrier_party(carrier: str) -> str:
    return f"carrier:{carrier}"


def _refuse_other(charge: Charge) -> None:
    lines = JournalLine.objects.filter(entry__key=cost_key(charge), account__purpose=Purpose.CARRIER_PAYABLE)
    known = lines.values_list("account__party", "amount").first()
    if known != (carrier_party(charge.carrier), -charge.net - charge.tax):
        raise KeyReused(f"The carrier's charge {charge.key} is in the books, and says something else.")
