"""The worked examples of `docs/accounts/examples`: a sale as somebody tells it, and the entries that come of it.

A block ```sale says what is so from now on, one thing a line; the block ```books after it holds the entries that this
brings, and what the supplier has then. `python -m tests.odop_accounts.posting.story` writes the second kind again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from math import floor
from pathlib import Path

from odop_accounts.ledger.chart import Purpose
from odop_accounts.ledger.entries import Entry
from odop_accounts.posting import deductions
from odop_accounts.posting.differences import Posted, differences, note_posted
from odop_accounts.posting.facts import HEARD_ONCE, Kind, facts_of_order, facts_of_sale
from odop_accounts.posting.figures import Amounts, Basis
from odop_accounts.posting.freight import Charge, entries_of
from odop_accounts.tax.choices import CAUTIOUS
from odop_accounts.tax.collection import TaxableSale, collect
from odop_accounts.tax.withholding import YearToDate, deduct
from odop_accounts.tax.withholding_rules import Withheld
from odop_consignment.api import SaleState, SupplyModel, TaxRegime
from odop_consignment.api.books import FreightTerms, GivenBack, SaleForBooks, Taxpayer
from odop_consignment.api.sales import ReversalKind
from odop_core.india.financial_years import year_of
from odop_core.india.money import format_inr
from odop_core.money import Money, money
from odop_core.store.orders import ChargeStatus, OrderSnapshot, OrderStatus
from tests.odop_accounts.tax.rules import WITHHOLDING

EXAMPLES = Path(__file__).parents[3] / "docs" / "accounts" / "examples"
PAIR = re.compile(r"```sale\n(?P<sale>.*?)```\n(?P<between>.*?)```books\n(?P<books>.*?)```", re.DOTALL)
MODELS = {
    "consignment": SupplyModel.CONSIGNMENT,
    "vendor": SupplyModel.MARKETPLACE_VENDOR,
    "enrolled supplier": SupplyModel.ENROLLED_SUPPLIER,
}
PANS = {
    "individual": Taxpayer("digest", "P"),
    "company": Taxpayer("digest", "C"),
    "none": Taxpayer(),
    "inoperative": Taxpayer("digest", "P", is_refused=True),
}
SHOP, ARTISAN = "09AAACU1234A1Z5", "supplier:1"
NEVER = date(2026, 11, 1)


def rerun(text: str) -> str:
    """The same document with the entries that its stories bring."""
    story = Story()
    return PAIR.sub(lambda found: _written(found, story), text)


def _written(found: re.Match[str], story: Story) -> str:
    books = "\n".join(story.tell(found["sale"]))
    return f"```sale\n{found['sale']}```\n{found['between']}```books\n{books}\n```"


class Story:
    """A sale, from line to line."""

    def __init__(self) -> None:
        self.said: dict[str, str] = {}
        self.posted: dict[str, dict[str, Posted]] = {"sale:1": {}, "order:1": {}}
        self.taxed: list[deductions.Taxed] = []
        self.billed: dict[str, Entry] = {}
        self.months: dict[str, list[TaxableSale]] = {}
        self.year: YearToDate | None = None

    def tell(self, lines: str) -> list[str]:
        if "model:" in lines:
            self.__init__()  # type: ignore[misc]
        for line in filter(None, map(str.strip, lines.splitlines())):
            name, _, value = line.partition(":")
            self.said[name.strip()] = value.strip()
        entries = list(self._entries())
        for entry in entries:
            kind = Kind(entry.kind)
            place = "heard once" if kind in HEARD_ONCE else entry.source
            note_posted(self.posted.setdefault(place, {}), entry.source, entry.key, kind, entry.lines)
        written = [line for entry in entries for line in _entry(entry)]
        return [*written, *self._standing()]

    def _entries(self) -> Iterator[Entry]:
        sale, basis = self._sale(), self._basis()
        today = self._day("today") or NEVER
        self._write_down(sale, basis, today)
        is_held = "held" in self.said and self.said["held"] != "no"
        facts = {
            "sale:1": facts_of_sale(sale, basis, withheld=deductions.withheld(1, self.taxed), is_held=is_held),
            "order:1": facts_of_order(self._order(), [sale], {1: basis}) if self._mentions_order() else [],
        }
        for source, wanted in facts.items():
            yield from differences(source, wanted, self.posted[source], closed=self._day("closed until"), today=today)
        yield from self._billed_by_carrier()

    def _billed_by_carrier(self) -> Iterator[Entry]:
        """ "carrier bills 1: 80.00 and GST 14.40 on 2026-11-07", "carrier bills for the return 2: …" """
        bearer = self.said.get("freight paid by"), self.said.get("returns paid by")
        gstin = SHOP if self.said["model"].startswith("consignment") else ""
        terms = FreightTerms(1, 1, gstin, self._amounts().gross, bearer[0] == "supplier", bearer[1] == "supplier")
        for said, value in self.said.items():
            if said.startswith("carrier bills") and said not in self.billed:
                net, tax, day = re.match(r"(\S+) and GST (\S+) on (\S+)", value).groups()  # type: ignore[union-attr]
                key, on = said.rpartition(" ")[2], date.fromisoformat(day)
                charge = Charge(key, "delhivery", "7", _paise(net), _paise(tax), on, "return" in said, SHOP)
                for entry in entries_of(charge, [terms], 1800, on):
                    self.billed[said] = entry
                    yield entry

    def _write_down(self, sale: SaleForBooks, basis: Basis, today: date) -> None:
        """As `deductions.write_down` does, without a database."""
        closed = self._day("closed until")
        for each in deductions.untaxed("sale:1", sale, basis, self.taxed, WITHHOLDING, closed=closed, today=today):
            tax = self._collect(sale, each) if each.kind == Kind.TCS else self._deduct(sale, each)
            name = deductions.fact_name("sale:1", each.key)
            self.taxed.append(deductions.Taxed(each.kind, name, each.base, tax, each.on))

    def _collect(self, sale: SaleForBooks, each: deductions.Untaxed) -> int:
        month = self.months.setdefault(f"{each.on:%Y-%m}", [])
        before = collect(month, WITHHOLDING).tax_paise
        month.append(TaxableSale(each.on, each.base, deductions.supply_of(sale).heads))
        return collect(month, WITHHOLDING).tax_paise - before

    def _deduct(self, sale: SaleForBooks, each: deductions.Untaxed) -> int:
        year = self.year or YearToDate(year_of(each.on), self._one("sold before in the tax year"))
        payee = deductions.payee_of(sale.taxpayer)
        found = deduct(each.key, Withheld.TDS_SALES, each.base, each.on, payee, year, WITHHOLDING)
        self.year = found.after
        return found.tax_paise

    def _standing(self) -> list[str]:
        sums = {Purpose.SUPPLIER_EARNED: 0, Purpose.SUPPLIER_PAYABLE: 0}
        for facts in self.posted.values():
            for fact in facts.values():
                for (purpose, party), amount in fact.sums.items():
                    if party == ARTISAN and purpose in sums:
                        sums[purpose] -= amount
        earned, due = (format_inr(paise) for paise in sums.values())
        return [f"The supplier has earned {earned} that are not due, and {due} that are."]

    def _sale(self) -> SaleForBooks:
        amounts = self._amounts()
        model, tax = (part.strip() for part in self.said["model"].split(","))
        return SaleForBooks(
            id=1, order_id="1", order_number="1", supplier_id=1, product_id="",
            taxpayer=PANS[self.said.get("PAN", "individual")], supply_model=MODELS[model],
            tax_regime=TaxRegime(tax), seller_gstin=SHOP if model == "consignment" else "",
            seller_state_code="09", bill_state_code="09", ship_state_code="09", ordered_on=self._day("sold") or NEVER,
            quantity=self._pieces(), gross_paise=amounts.gross, net_paise=amounts.net,
            value_gross_paise=amounts.value_gross, value_net_paise=amounts.value_net,
            commission_paise=amounts.commission, charges_paise=amounts.charges, is_agreed=True,
            supplier_bears_losses=self.said.get("losses") == "supplier", rate=None, state=self._state(),
            sold_on=self._day("sold") or NEVER, delivered_on=self._day("delivered"), final_on=self._day("final"),
            cancelled_on=self._day("called off"), given_back=tuple(self._given_back()),
        )  # fmt: skip

    def _basis(self) -> Basis:
        sale = self._sale()
        tcs, tds = deductions.bases_of(sale, CAUTIOUS, is_nil=self.said.get("GST rate") == "nil")
        amounts = replace(self._amounts(), tcs_base=tcs, tds_base=tds)
        return Basis(
            1, 1, sale.supply_model, sale.tax_regime, sale.seller_gstin, sale.quantity, amounts,
            sale.supplier_bears_losses,
        )  # fmt: skip

    def _amounts(self) -> Amounts:
        gross, net = self._two("buyer pays")
        value_gross, value_net = self._two("settled") if "settled" in self.said else (gross, net)
        amounts = Amounts(gross, net, value_gross, value_net, self._one("commission"), self._one("charges"))
        services = Fraction((amounts.commission + amounts.charges) * 18, 100)
        return replace(amounts, services_tax=floor(services + Fraction(1, 2)))

    def _state(self) -> SaleState:
        for said, state in (("called off", SaleState.CANCELLED), ("final", SaleState.FINAL)):
            if said in self.said:
                return state
        return SaleState.DELIVERED if "delivered" in self.said else SaleState.PLACED

    def _given_back(self) -> Iterator[GivenBack]:
        """ "returned 7: 1 piece on 2026-11-09, seen on 2026-11-12, damaged 1" """
        for said, value in self.said.items():
            kind, _, number = said.partition(" ")
            if kind not in {"returned", "refunded", "replaced"}:
                continue
            first, *more = (part.strip() for part in value.split(","))
            pieces, day = re.match(r"(\d+) pieces? on (\S+)", first).groups()  # type: ignore[union-attr]
            seen = next((part.removeprefix("seen on ") for part in more if part.startswith("seen")), None)
            damaged = next((part.removeprefix("damaged ") for part in more if part.startswith("damaged")), "0")
            if int(pieces):
                yield GivenBack(
                    int(number or 1), ReversalKind(kind), int(pieces), date.fromisoformat(day), int(damaged),
                    date.fromisoformat(seen) if seen else None,
                )  # fmt: skip

    def _mentions_order(self) -> bool:
        return bool({"paid", "shipping"} & set(self.said))

    def _order(self) -> OrderSnapshot:
        shipping, shipping_net = self._two("shipping") if "shipping" in self.said else (0, 0)
        paid, day = self.said.get("paid", f"0 on {NEVER}").split(" on ")
        goods = self._amounts()
        return OrderSnapshot(
            id="1", number="1", status=OrderStatus.UNFULFILLED, charge_status=ChargeStatus.FULL, channel="in",
            currency="INR", created_at=datetime(2026, 11, 1, tzinfo=UTC),
            updated_at=datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC),
            total_gross=Money(goods.gross + shipping, "INR"), total_net=Money(shipping_net, "INR"),
            shipping_gross=Money(shipping, "INR"), charged=money(paid.replace(",", ""), "INR"),
            refunded=Money(0, "INR"), lines=(),
        )  # fmt: skip

    def _pieces(self) -> int:
        return int(self.said.get("pieces", "1"))

    def _day(self, name: str) -> date | None:
        return date.fromisoformat(self.said[name]) if name in self.said else None

    def _one(self, name: str) -> int:
        return money(self.said.get(name, "0").split(" ")[0].replace(",", ""), "INR").minor

    def _two(self, name: str) -> tuple[int, int]:
        """ "1,180.00, without GST 1,000.00" """
        gross, _, net = self.said[name].partition(", without GST ")
        return tuple(money(amount.replace(",", ""), "INR").minor for amount in (gross, net or gross))  # type: ignore[return-value]


def _paise(amount: str) -> int:
    return money(amount.replace(",", ""), "INR").minor


def _entry(entry: Entry) -> Iterator[str]:
    yield f"{entry.effective_on} {entry.key}"
    for line in sorted(entry.lines, key=lambda line: (line.amount < 0, line.purpose)):
        side = "Dr" if line.amount > 0 else "Cr"
        name = f"{line.purpose.value} {line.party}".strip()
        yield f"  {side} {name:<40}{format_inr(abs(line.amount)):>14}"


if __name__ == "__main__":
    for path in sorted(EXAMPLES.glob("*.md")):
        path.write_text(rerun(path.read_text(encoding="utf-8")), encoding="utf-8")
