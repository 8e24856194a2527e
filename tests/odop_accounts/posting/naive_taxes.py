"""Taxes at source, reckoned anew from a list of all that was credited: slowly, by no code of accounts.

TCS: half a percent of what a seller sold in a month, a quarter for the centre and a quarter for the State, never below
nought. TDS: of a PAN's year, what is above what bore it already; an individual pays nothing up to the limit.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from odop_consignment.models import Sale, SaleReversal
from odop_core.india import dates


@dataclass
class Credit:
    sale_id: int
    supplier_id: int
    payee: str
    on: date
    paise: int
    taxed: int = 0


class NaiveTaxes:
    """`see` is told whenever something may have been credited; `tcs` and `tds` are what was taken of each sale."""

    def __init__(self, limit_paise: int) -> None:
        self.limit = limit_paise
        self.known: Counter[tuple[int, str]] = Counter()
        self.seen: set[tuple[int, str]] = set()
        # What came back in a later tax year than that of its sale: no matter of TDS.
        self.late: set[tuple[int, str]] = set()
        self.credits: list[Credit] = []
        self.tcs: Counter[int] = Counter()
        self.tds: Counter[int] = Counter()

    def see(self) -> None:
        sales = Sale.objects.filter(terms__isnull=False).exclude(delivered_at=None).select_related("terms__regime")
        for sale in sales.order_by("id"):
            changes = sorted(self._changes(sale), key=lambda change: (change[0], change[1] > 0))
            for on, paise, name in changes:
                self._credit(sale, on, paise, is_late=(sale.pk, name) in self.late)

    def _changes(self, sale: Sale) -> list[tuple[date, int, str]]:
        value = sale.terms.net_paise + sale.terms.borne_net_paise
        now = {"delivered": (dates.indian_day(sale.delivered_at), value)}
        first = 0
        for row in SaleReversal.objects.filter(sale=sale, quantity__gt=0).order_by("id"):
            last = first + row.quantity
            pieces = value * last // sale.quantity - value * first // sale.quantity
            now[f"back {row.pk}"] = dates.indian_day(row.recorded_at), -pieces
            first = last
        gone = {name for sale_id, name in self.seen if sale_id == sale.pk} - set(now)
        changes = []
        for name, (day, paise) in {**now, **{name: (dates.today(), 0) for name in gone}}.items():
            place = sale.pk, name
            if change := paise - self.known[place]:
                changes.append((dates.today() if place in self.seen else day, change, name))
                if place not in self.seen and _year(day) != _year(now["delivered"][0]):
                    self.late.add(place)
                self.known[place] = paise
                self.seen.add(place)
        return changes

    def _credit(self, sale: Sale, on: date, paise: int, *, is_late: bool) -> None:
        supplier, gstin = sale.supplier, sale.terms.regime.gstin
        pan = supplier.pan or gstin[2:12]
        credit = Credit(sale.pk, supplier.pk, pan or f"unknown {supplier.pk}", on, paise)
        if sale.terms.supply_model == "marketplace_vendor":
            before = self._month(on)
            self.credits.append(credit)
            self.tcs[sale.pk] += self._month(on) - before
        else:
            self.credits.append(credit)
        if is_late:
            credit.payee = ""
            return
        year = [each for each in self._same_payee(credit, pan) if _year(each.on) == _year(on)]
        total = sum(each.paise for each in year)
        if pan[3:4] in ("P", "H") and total <= self.limit:
            return
        credit.taxed = max(total - sum(each.taxed for each in year), 0)
        self.tds[sale.pk] += _percent(credit.taxed, 10 if pan else 500)

    def _month(self, on: date) -> int:
        sold = sum(each.paise for each in self.credits if (each.on.year, each.on.month) == (on.year, on.month))
        return 2 * _percent(max(sold, 0), 25)

    def _same_payee(self, credit: Credit, pan: str) -> list[Credit]:
        """Of this PAN, and of whoever has it now while it was not known."""
        holders = {each.supplier_id for each in self.credits if each.payee == credit.payee} if pan else set()
        names = {credit.payee, *(f"unknown {holder}" for holder in holders)}
        return [each for each in self.credits if each.payee in names]


def _percent(paise: int, basis_points: int) -> int:
    """Halves up."""
    return (paise * basis_points * 2 + 10_000) // 20_000


def _year(day: date) -> int:
    return day.year - (day.month < 4)
