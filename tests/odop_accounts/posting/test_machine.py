"""Whatever happens to an order, in whatever order and however often: the books end where the pieces say.

The sequences are those of consignment's own test (sales, edits, returns, refunds, carriers, suppliers), with payments,
holds and damaged goods besides. Invariants after the public fuzz harness of Blnk (model/invariant_fuzz_test.go):
conservation, a balance is the sum of its entries, holds are accounted for, a repeat leaves no trace.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import example, given, settings
from hypothesis import strategies as st

from odop_accounts import api
from odop_accounts.ledger.checks import find_contradictions
from odop_accounts.models import DayTotal, Hold, JournalEntry, WithholdingRate
from odop_accounts.posting.freight import Charge, enter_charge
from odop_accounts.posting.sync import sync_orders
from odop_consignment.api import SupplierInfo
from odop_consignment.api import sales as sales_api
from odop_consignment.models import Sale, Supplier
from odop_core.database.pagination import Window
from odop_core.money import Money
from odop_core.store.orders import OrderLine
from tests import factories
from tests.effort import effort
from tests.odop_accounts.posting.naive import NaiveBill, expected_balances
from tests.odop_accounts.posting.naive_taxes import NaiveTaxes
from tests.odop_consignment.sales.order_states import returned
from tests.odop_consignment.sales.test_machine import EVENTS, Shop

pytestmark = pytest.mark.django_db

GSTIN = "09AAACH7409R1ZZ"
OF_BOOKS = ["pay_back", "pay", "hold", "release", "hold_supplier", "replay", "sync", "bring_refunded", "damage",
            "give_pan", "freight"]  # fmt: skip
# An individual's, known from the first or only later; "" for nobody's.
PANS = ["ABCPK1234F", "later", ""]
# In paise: low enough that some sequences pass it.
LIMIT = 90_000
WAYS = [("consignment", "unregistered"), ("consignment", "registered"), ("marketplace_vendor", "registered")]


class Books(Shop):
    """The same shop, whose prices do not divide evenly, and whose books are kept."""

    def __init__(self, way: tuple[str, str], share_bp: int, discount: int, bears_losses: bool, pan: str) -> None:
        self.discount, self.pan = discount, pan
        self.taxes = NaiveTaxes(LIMIT)
        self.bills: list[NaiveBill] = []
        WithholdingRate.objects.create(
            kind="tds_sales", valid_from=date(2026, 4, 1), revision=1, rate_bp=10, no_pan_rate_bp=500,
            limit_paise=LIMIT, limit_for="individuals_with_pan", citation="a low limit", confidence="H",
        )  # fmt: skip
        self.way, self.share_bp, self.bears_losses = way, share_bp, bears_losses
        factories.switch("odop.consignment", corporation_name="UP Handicrafts", gstins=[GSTIN])
        super().__init__()

    def supplier(self, name: str) -> SupplierInfo:
        model, tax = self.way
        pan = self.pan if len(self.pan) == 10 and name != "C" else ""
        made = factories.supplier(name, model=model, tax=tax, gstin=GSTIN if tax == "registered" else "", pan=pan)
        factories.agreement(made, 1_250, supplier_discount_bp=self.share_bp, supplier_bears_losses=self.bears_losses,
            freight_borne_by="supplier" if self.bears_losses else "seller",
        )  # fmt: skip
        return made

    def _tell(self) -> None:
        lines = tuple(self._priced(line) for line in self.told.lines)
        goods = sum(line.total_gross.minor for line in lines)
        total = {
            "lines": lines, "shipping_gross": Money(11_801, "INR"), "total_gross": Money(goods + 11_801, "INR"),
            "total_net": Money(sum(line.total_net.minor for line in lines) + 10_001, "INR"),
        }  # fmt: skip
        self.told = self.told.model_copy(update=total)
        super()._tell()

    def _priced(self, line: OrderLine) -> OrderLine:
        gross, net = 33_337 * line.quantity - 1, 31_749 * line.quantity + 1
        before = {"undiscounted_total_gross": Money(gross + self.discount, "INR"),
                  "undiscounted_total_net": Money(net + self.discount * 20 // 21, "INR")}  # fmt: skip
        prices = {
            "unit_price_gross": Money(33_337, "INR"), "unit_price_net": Money(31_749, "INR"),
            "total_gross": Money(gross, "INR"), "total_net": Money(net, "INR"),
        }  # fmt: skip
        return line.model_copy(update=prices | before)

    def pay_back(self) -> None:
        some = Money(min(5_000, self.told.charged.minor), "INR")
        self._becomes(self.told.model_copy(update={
            "charged": self.told.charged - some, "refunded": self.told.refunded + some}))  # fmt: skip

    def pay(self) -> None:
        self._becomes(self.told.model_copy(update={"charged": self.told.charged + Money(7_001, "INR")}))

    def hold(self) -> None:
        for sale in Sale.objects.exclude(supplier=None).order_by("-id")[:1]:
            if not Hold.objects.filter(sale_id=sale.pk, released_at=None).exists():
                api.hold_sale(sale.pk, reason="The buyer disputes it.", by="user:1")

    def hold_supplier(self) -> None:
        (first, *_rest) = self.offers
        if not Hold.objects.filter(supplier_id=first.supplier_id, sale_id=None, released_at=None).exists():
            api.hold_supplier(first.supplier_id, reason="Suspended.", by="user:1")

    def release(self) -> None:
        for hold in Hold.objects.filter(released_at=None)[:1]:
            api.release_hold(hold.pk, reason="Settled.", by="user:1")

    def replay(self) -> None:
        for _turn in range(2):
            self.sync()

    def sync(self) -> None:
        sync_orders([self.told.id])

    def bring_refunded(self) -> None:
        """What was refunded is sent back after all: the recorded refund shrinks."""
        refunded = sum(p.quantity for f in self.told.fulfillments if f.status == "REFUNDED" for p in f.lines)
        if refunded and not self.told.is_withdrawn:
            self._becomes(returned(self.told, "lucknow", "REFUNDED_AND_RETURNED", kurta=1))

    def give_pan(self) -> None:
        """Two of them are one taxpayer, we hear."""
        for supplier in Supplier.objects.filter(name__in=["A", "B"]):
            if not supplier.pan and self.pan:
                supplier.pan = PANS[0]
                supplier.save()

    def freight(self) -> None:
        """A carrier bills the parcel of all sales, too much and too little by turns; each bill is heard of twice."""
        number = len(self.bills)
        net = -1_003 if number % 3 == 2 else 8_001
        sales = Sale.objects.filter(terms__isnull=False).order_by("id")
        charge = Charge(str(number), "delhivery", "7", net, net // 5, date(2026, 11, 7), gstin=GSTIN)
        for _heard in range(2):
            enter_charge(charge, [sale.pk for sale in sales], 1800)
        self.bills.append(NaiveBill(net, net // 5, GSTIN, [sale.pk for sale in sales]))

    def see(self) -> None:
        """The books are kept, and the taxes reckoned anew."""
        self.sync()
        self.taxes.see()

    def damage(self) -> None:
        for waiting in sales_api.RETURNS.read(Window(1), {"needs_inspection": True}):
            sales_api.inspect_return(waiting.id, good=waiting.quantity - 1, damaged=1, by="user:1")


@settings(max_examples=effort(20, nightly=500))
@given(
    way=st.sampled_from(WAYS),
    share_bp=st.sampled_from([0, 0, 3_333, 10_000]),
    discount=st.sampled_from([0, 10_001]),
    bears_losses=st.booleans(),
    pan=st.sampled_from(PANS),
    events=st.lists(st.sampled_from([*EVENTS, *OF_BOOKS]), max_size=effort(6, nightly=14)),
)
@example(WAYS[0], 0, 10_001, False, PANS[0], ["collect", "deliver", "final", "send", "give_back", "damage", "hold"])
@example(WAYS[0], 0, 0, True, PANS[0], ["send", "deliver", "freight", "freight", "freight", "final", "give_back"])
@example(WAYS[2], 3_333, 10_001, False, "", ["send", "send", "refund", "bring_refunded", "inspect", "cancel"])
@example(WAYS[0], 0, 0, False, "later", ["collect", "deliver", "give_pan", "collect", "deliver", "send", "give_back"])
def test_the_books_end_where_the_pieces_say(
    way: tuple[str, str], share_bp: int, discount: int, bears_losses: bool, pan: str, events: list[str]
) -> None:
    with transaction.atomic():
        shop = Books(way, share_bp, discount, bears_losses, pan)
        for event in events:
            shop.happens(event)
            shop.see()
            assert _balances() == expected_balances(shop.taxes, shop.bills)
        _repeat_leaves_no_trace(shop)
        assert find_contradictions() == []
        transaction.set_rollback(True)


def _balances() -> dict[tuple[str, str], int]:
    rows = DayTotal.objects.values_list("account__purpose", "account__party").annotate(
        debit=Sum("debit"), credit=Sum("credit")
    )
    return {(purpose, party): int(debit - credit) for purpose, party, debit, credit in rows if debit != credit}


def _repeat_leaves_no_trace(shop: Any) -> None:
    shop.sync()
    before = JournalEntry.objects.count()
    shop.replay()
    assert JournalEntry.objects.count() == before
