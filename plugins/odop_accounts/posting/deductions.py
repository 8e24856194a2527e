"""What the law takes of a supplier's money: tax collected at source (CGST s.52) and deducted at source (income tax).

Both follow what is credited to the supplier: a sale when it is delivered, and less when pieces come back. How much that
makes hangs on what else was credited: TCS on the seller's month, TDS on the tax year of the PAN. So each credit is
written down once (`tax.collected`, `tax.deductions`), with the tax it brings at that moment, and the books agree with
those rows. TDS of what comes back is not given back; it lowers the next deductions of the same tax year (statutory.md
B6).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from odop_accounts.ledger.chart import Purpose
from odop_accounts.ledger.entries import Line
from odop_accounts.models import TaxCollection, TaxDeduction
from odop_accounts.posting.differences import AGAIN, open_day
from odop_accounts.posting.facts import Fact, Kind, pieces_given_back
from odop_accounts.posting.figures import Amounts, Basis, lines_of, supplier_party
from odop_accounts.tax import records
from odop_accounts.tax.choices import Choices
from odop_accounts.tax.collected import SellersSale, record_collections
from odop_accounts.tax.deductions import Credit, record_deductions, unknown_payee
from odop_accounts.tax.goods import find_goods
from odop_accounts.tax.refusals import NoRate, NoRule
from odop_accounts.tax.supply import Supply, find_place
from odop_accounts.tax.withholding import PanStatus, Payee
from odop_accounts.tax.withholding_rules import Withheld, WithholdingRules
from odop_consignment.api import TaxRegime
from odop_consignment.api.books import SaleForBooks, Taxpayer
from odop_core.india.financial_years import year_of

HAS_GSTIN = frozenset({TaxRegime.REGISTERED, TaxRegime.COMPOSITION})
_WITHHELD = {Kind.TCS: Withheld.TCS, Kind.TDS: Withheld.TDS_SALES}
_ACCOUNTS = {Kind.TCS: Purpose.TAX_COLLECTED, Kind.TDS: Purpose.TAX_DEDUCTED}


@dataclass(frozen=True)
class Taxed:
    """A credit that is written down: on what, and the tax it brought, in paise. `name` is of the fact it came of:
    "delivered"."""

    kind: Kind
    name: str
    base: int
    tax: int
    on: date


@dataclass(frozen=True)
class Untaxed:
    """A credit, or what has changed of it, that is still to be written down."""

    key: str
    kind: Kind
    base: int
    on: date


def bases_of(sale: SaleForBooks, choices: Choices, *, is_nil: bool) -> tuple[int, int]:
    """On what TCS and TDS are reckoned, in paise for all pieces; 0 where there is none.

    Both are on the value without GST; what the shop bears of a discount is part of it, commission is not taken off
    (A3.4, B6). TCS is of other registered sellers only, and not of nil-rated goods.
    """
    collects = not _is_consignment(sale) and sale.tax_regime in HAS_GSTIN and not is_nil
    deducts = choices.deducts_from_consignors or not _is_consignment(sale)
    return sale.value_net_paise * collects, sale.value_net_paise * deducts


def find_nil(sales: Iterable[SaleForBooks]) -> set[int]:
    """Sales of goods that bear no GST by the rules of their day. Of those for which the buyer paid GST, or the rules do
    not tell, none are."""
    asked = [sale for sale in sales if sale.gross_paise == sale.net_paise and sale.tax_regime in HAS_GSTIN]
    goods = find_goods({sale.product_id for sale in asked})
    table = records.rates_of({info.goods.hsn for info in goods.values()})
    found = set()
    for sale in asked:
        if (info := goods.get(sale.product_id)) and sale.quantity:
            try:
                chosen = table.choose(info.goods, sale.net_paise // sale.quantity, sale.ordered_on, with_tax=False)
            except NoRate:
                continue
            if chosen.row.rate_bp == 0:
                found.add(sale.id)
    return found


def untaxed(
    source: str, sale: SaleForBooks, basis: Basis, known: Sequence[Taxed], rules: WithholdingRules,
    *, closed: date | None, today: date,
) -> list[Untaxed]:  # fmt: skip
    """What is credited now less what is written down of it, in the order of the days; what came back comes first on its
    day. Before the first rule, nothing is. Days are as of the entries (see `posting.differences`)."""
    wanted = _credits(sale, basis)
    found = []
    for kind in _WITHHELD:
        before: dict[str, list[Taxed]] = defaultdict(list)
        for each in known:
            if each.kind == kind:
                before[each.name].append(each)
        for name in {**wanted, **before}:
            day, amounts = wanted.get(name, (today, None))
            rows = before[name]
            now = _base(kind, amounts) if _counts(kind, day, sale.delivered_on) else 0
            base = now - sum(row.base for row in rows)
            on = open_day(today if rows else day, closed)
            if base and _has_rule(rules, kind, on):
                again = f"{AGAIN}{len(rows) + 1}" if rows else ""
                found.append(Untaxed(f"{source}:{kind.value}:{name}{again}", kind, base, on))
    return sorted(found, key=lambda each: (each.on, each.base > 0))


def withheld(supplier_id: int, known: Iterable[Taxed]) -> list[Fact]:
    """The taxes of a sale as facts of the books."""
    sums: dict[tuple[Kind, str], int] = defaultdict(int)
    days: dict[tuple[Kind, str], date] = {}
    for each in known:
        sums[each.kind, each.name] += each.tax
        days[each.kind, each.name] = each.on
    return [
        Fact(f"{kind.value}:{name}", kind, days[kind, name], taken(supplier_id, kind, tax))
        for (kind, name), tax in sums.items()
    ]


def taken(supplier_id: int, kind: Kind, tax_paise: int) -> tuple[Line, ...]:
    """So much of what a supplier earned is the government's."""
    supplier = supplier_party(supplier_id)
    return lines_of([(Purpose.SUPPLIER_EARNED, tax_paise, supplier), (_ACCOUNTS[kind], -tax_paise, supplier)])


def write_down(of_sales: Sequence[tuple[str, SaleForBooks, Untaxed]], choices: Choices) -> None:
    """Raises OtherAmount."""
    record_collections(
        [
            SellersSale(
                each.key, source, sale.supplier_id, sale.seller_gstin, supply_of(sale).heads, each.base, each.on
            )
            for source, sale, each in of_sales
            if each.kind == Kind.TCS
        ]
    )
    record_deductions(
        [
            Credit(
                each.key, Withheld.TDS_SALES, sale.taxpayer.pan_digest or unknown_payee(sale.supplier_id),
                payee_of(sale.taxpayer), each.base, each.on, sale.supplier_id, source,
            )
            for source, sale, each in of_sales
            if each.kind == Kind.TDS
        ],
        choices,
    )  # fmt: skip


def read_taxed(sources: Iterable[str], using: str = "default") -> dict[str, list[Taxed]]:
    """What is written down, by source; of others nothing. Two queries, none for no sources."""
    wanted = list(sources)
    found: dict[str, list[Taxed]] = defaultdict(list)
    if not wanted:
        return found
    columns = "source", "key", "tax_paise", "on"
    collected = TaxCollection.objects.using(using).filter(source__in=wanted).order_by("id")
    for source, key, tax, on, base in collected.values_list(*columns, "amount_paise"):
        found[source].append(Taxed(Kind.TCS, fact_name(source, key), base, tax, on))
    deducted = TaxDeduction.objects.using(using).filter(source__in=wanted).order_by("id")
    for source, key, tax, on, base in deducted.values_list(*columns, "amount_paise"):
        found[source].append(Taxed(Kind.TDS, fact_name(source, key), base, tax, on))
    return found


def fact_name(source: str, key: str) -> str:
    """`fact_name("sale:12", "sale:12:tds:given_back:3#2") == "given_back:3"`."""
    _kind, _, name = key.removeprefix(f"{source}:").partition(":")
    return name.partition(AGAIN)[0]


def payee_of(taxpayer: Taxpayer) -> Payee:
    if not taxpayer.holder:
        return Payee(PanStatus.MISSING)
    return Payee(PanStatus.INOPERATIVE if taxpayer.is_refused else PanStatus.VALID, taxpayer.holder)


def supply_of(sale: SaleForBooks) -> Supply:
    """From where to where the goods were sold."""
    place = find_place(sale.seller_state_code, sale.bill_state_code, sale.ship_state_code)
    return Supply(sale.seller_state_code, place)


def _credits(sale: SaleForBooks, basis: Basis) -> dict[str, tuple[date, Amounts]]:
    """By fact; with a minus what came back."""
    if not sale.delivered_on:
        return {}
    nothing = basis.pieces(0, 0)
    found = {"delivered": (sale.delivered_on, basis.amounts)}
    for back, first in pieces_given_back(sale):
        found[f"given_back:{back.id}"] = back.day, nothing - basis.pieces(first, first + back.quantity)
    return found


def _base(kind: Kind, amounts: Amounts | None) -> int:
    if amounts is None:
        return 0
    return amounts.tcs_base if kind == Kind.TCS else amounts.tds_base


def _counts(kind: Kind, day: date, delivered_on: date | None) -> bool:
    """What comes back lowers TDS only in the tax year of its sale."""
    return kind == Kind.TCS or delivered_on is None or year_of(day) == year_of(delivered_on)


def _has_rule(rules: WithholdingRules, kind: Kind, on: date) -> bool:
    try:
        rules.rule_on(_WITHHELD[kind], on)
    except NoRule:
        return False
    return True


def _is_consignment(sale: SaleForBooks) -> bool:
    return sale.supply_model == "consignment"
