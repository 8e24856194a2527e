"""The books agree with the sales: for each fact, what it is worth less what is entered of it is one more entry.

Nothing hangs on which event came, how often or in which order: whoever calls this again enters nothing. The figures of
a sale are frozen when it is first entered, so later settings and rules do not change what is in the books.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import floor

from django.db import transaction

from odop_accounts.ledger.chart import Purpose
from odop_accounts.ledger.entries import Entry, Line, post_entries
from odop_accounts.ledger.periods import closed_until
from odop_accounts.models import JournalLine, SaleFigures
from odop_accounts.posting import deductions
from odop_accounts.posting.differences import Posted, differences, note_posted
from odop_accounts.posting.facts import HEARD_ONCE, Fact, Kind, facts_of_order, facts_of_sale
from odop_accounts.posting.figures import Amounts, Basis
from odop_accounts.posting.holds import held_sales
from odop_accounts.settings import AccountsSettings
from odop_accounts.tax import records
from odop_consignment.api import SupplyModel, TaxRegime
from odop_consignment.api.books import SaleForBooks, sales_for_books
from odop_consignment.api.offers import corporation
from odop_core.database.locks import lock_subjects
from odop_core.india import dates
from odop_core.models import OrderRecord
from odop_core.plugin.configuration import load_settings
from odop_core.store.orders import OrderSnapshot
from odop_core.store.records import order_snapshot


def sync_orders(order_ids: Iterable[str]) -> int:
    """Enter what is missing of these orders; how many entries that were. Raises LedgerError, and enters nothing."""
    with transaction.atomic():
        wanted = sorted(set(order_ids))
        lock_subjects("books", wanted)
        entries = list(missing_entries(wanted, freezes=True))
        post_entries(entries)
    return len(entries)


def sale_source(sale_id: int) -> str:
    """The source of all entries of a sale."""
    return f"sale:{sale_id}"


def is_in_books(order_id: str) -> bool:
    """Something of the order was entered."""
    return SaleFigures.objects.filter(order_id=order_id).exists()


def missing_entries(order_ids: Sequence[str], *, freezes: bool = False) -> Iterator[Entry]:
    """What is to be entered so that the books agree with these orders. With `freezes`, figures of sales that are new
    are written down, and credits on which tax is due; without, entries of such credits have no lines."""
    sales = sales_for_books(order_ids)
    of_orders = [sale for order_id in order_ids for sale in sales.get(order_id, ())]
    bases = _bases(of_orders, freezes)
    held = held_sales(sale.id for sale in of_orders)
    closed, today = closed_until(), dates.today()
    delivered = {sale_source(sale.id): sale for sale in of_orders if sale.delivered_on}
    taxed = deductions.read_taxed(delivered)
    untaxed = _untaxed(delivered, bases, taxed, closed, today)
    if freezes and untaxed:
        deductions.write_down(untaxed, load_settings(AccountsSettings).tax_choices)
        taxed = deductions.read_taxed(delivered)
    elif untaxed:
        yield from (Entry(each.key, each.kind.value, source, each.on, ()) for source, _sale, each in untaxed)
    facts: dict[str, list[Fact]] = {}
    for sale in of_orders:
        withheld = deductions.withheld(sale.supplier_id, taxed[sale_source(sale.id)])
        facts[sale_source(sale.id)] = facts_of_sale(sale, bases[sale.id], withheld=withheld, is_held=sale.id in held)
    for order_id, order in _orders(order_ids).items():
        facts[f"order:{order_id}"] = facts_of_order(order, sales.get(order_id, ()), bases)
    posted = _posted(facts)
    for source, wanted in facts.items():
        yield from differences(source, wanted, posted[source], closed=closed, today=today)


def _untaxed(
    delivered: Mapping[str, SaleForBooks], bases: Mapping[int, Basis], taxed: dict[str, list[deductions.Taxed]],
    closed: date | None, today: date,
) -> list[tuple[str, SaleForBooks, deductions.Untaxed]]:  # fmt: skip
    """Credits that are to be written down, with the source and the sale they are of."""
    if not delivered:
        return []
    rules = records.withholding_rules()
    return [
        (source, sale, each)
        for source, sale in delivered.items()
        for each in deductions.untaxed(source, sale, bases[sale.id], taxed[source], rules, closed=closed, today=today)
    ]


def _posted(sources: Iterable[str]) -> dict[str, dict[str, Posted]]:
    """By source and fact."""
    found: dict[str, dict[str, Posted]] = defaultdict(dict)
    kinds = set(Kind) - HEARD_ONCE
    rows = JournalLine.objects.filter(entry__source__in=list(sources), entry__kind__in=kinds).order_by("id")
    for source, key, kind, purpose, party, amount in rows.values_list(
        "entry__source", "entry__key", "entry__kind", "account__purpose", "account__party", "amount"
    ):
        note_posted(found[source], source, key, Kind(kind), [Line(Purpose(purpose), amount, party)])
    return found


def _orders(order_ids: Sequence[str]) -> dict[str, OrderSnapshot]:
    rows = OrderRecord.objects.filter(order_id__in=order_ids)
    return {row.order_id: order_snapshot(row) for row in rows}


def _bases(sales: Sequence[SaleForBooks], freezes: bool) -> dict[int, Basis]:
    """The figures of each sale: as they were frozen, else as they are now."""
    found = {row.sale_id: row for row in SaleFigures.objects.filter(sale_id__in=[sale.id for sale in sales])}
    new = [sale for sale in sales if sale.id not in found]
    if new:
        settings = load_settings(AccountsSettings)
        nil = deductions.find_nil(new)
        rows = [_figures(sale, settings, sale.id in nil) for sale in new]
        if freezes:
            SaleFigures.objects.bulk_create(rows)
        found |= {row.sale_id: row for row in rows}
    return {sale.id: basis_of(found[sale.id]) for sale in sales}


def _figures(sale: SaleForBooks, settings: AccountsSettings, is_nil: bool) -> SaleFigures:
    tcs_base, tds_base = deductions.bases_of(sale, settings.tax_choices, is_nil=is_nil)
    services = sale.commission_paise + sale.charges_paise
    return SaleFigures(
        sale_id=sale.id,
        order_id=sale.order_id,
        order_number=sale.order_number,
        supplier_id=sale.supplier_id,
        supply_model=sale.supply_model.value,
        tax_regime=sale.tax_regime.value,
        seller_gstin=sale.seller_gstin,
        delivery_gstin=_delivery_gstin(sale.supply_model, sale.seller_gstin),
        seller_state_code=sale.seller_state_code,
        ship_state_code=sale.ship_state_code,
        ordered_on=sale.ordered_on,
        quantity=sale.quantity,
        gross_paise=sale.gross_paise,
        net_paise=sale.net_paise,
        value_gross_paise=sale.value_gross_paise,
        value_net_paise=sale.value_net_paise,
        commission_paise=sale.commission_paise,
        charges_paise=sale.charges_paise,
        services_tax_paise=floor(Fraction(services * settings.commission_gst_bp, 10_000) + Fraction(1, 2)),
        tcs_base_paise=tcs_base,
        tds_base_paise=tds_base,
        supplier_bears_losses=sale.supplier_bears_losses,
    )


def _delivery_gstin(supply_model: str, seller_gstin: str) -> str:
    """The shop's GSTIN for the delivery of a sale: that of the sale, or where another sells its first one."""
    of_sale = seller_gstin if supply_model == SupplyModel.CONSIGNMENT else ""
    return of_sale or next(iter(corporation().gstins), "")


def basis_of(row: SaleFigures) -> Basis:
    return Basis(
        sale_id=row.sale_id,
        supplier_id=row.supplier_id,
        supply_model=SupplyModel(row.supply_model),
        tax_regime=TaxRegime(row.tax_regime),
        seller_gstin=row.seller_gstin,
        quantity=row.quantity,
        supplier_bears_losses=row.supplier_bears_losses,
        # One that had none when it was entered may have one by now.
        delivery_gstin=row.delivery_gstin or _delivery_gstin(row.supply_model, row.seller_gstin),
        amounts=Amounts(
            row.gross_paise, row.net_paise, row.value_gross_paise, row.value_net_paise, row.commission_paise,
            row.charges_paise, row.services_tax_paise, row.tcs_base_paise, row.tds_base_paise,
        ),
    )  # fmt: skip
