"""The posting rules as pure functions: whatever the figures, entries balance and parts add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odop_accounts.ledger.chart import Purpose
from odop_accounts.ledger.entries import Line
from odop_accounts.posting import buyers, deductions, deliveries, dues, returns
from odop_accounts.posting.facts import Kind
from odop_accounts.posting.figures import Amounts, Basis
from odop_consignment.api import SupplyModel, TaxRegime

PAISE = st.integers(0, 10**9)
WAYS = [
    (SupplyModel.CONSIGNMENT, TaxRegime.UNREGISTERED),
    (SupplyModel.CONSIGNMENT, TaxRegime.REGISTERED),
    (SupplyModel.MARKETPLACE_VENDOR, TaxRegime.REGISTERED),
    (SupplyModel.MARKETPLACE_VENDOR, TaxRegime.COMPOSITION),
    (SupplyModel.ENROLLED_SUPPLIER, TaxRegime.ENROLLED),
]


@st.composite
def sales(draw: st.DrawFn) -> Basis:
    model, tax = draw(st.sampled_from(WAYS))
    amounts = Amounts(*(draw(PAISE) for _field in range(9)))
    return Basis(1, 7, model, tax, "09AAACH7409R1ZZ", draw(st.integers(1, 50)), amounts, draw(st.booleans()))


def sums(lines: Iterable[Line]) -> Counter[tuple[Purpose, str]]:
    found: Counter[tuple[Purpose, str]] = Counter()
    for line in lines:
        found[line.purpose, line.party] += line.amount
    return Counter({account: amount for account, amount in found.items() if amount})


@given(sale=sales())
def test_every_entry_balances(sale: Basis) -> None:
    for lines in (
        buyers.sold(sale),
        buyers.called_off(sale),
        deliveries.delivered(sale, sale.amounts),
        returns.given_back(sale, sale.amounts, was_delivered=True),
        returns.given_back(sale, sale.amounts, was_delivered=False),
        returns.lost(sale, sale.amounts),
        dues.due(sale, sale.earned(sale.amounts)),
        deductions.taken(sale.supplier_id, Kind.TCS, sale.amounts.tcs_base),
        deductions.taken(sale.supplier_id, Kind.TDS, sale.amounts.tds_base),
    ):
        assert sum(line.amount for line in lines) == 0


@given(sale=sales(), cut=st.integers(0, 50))
def test_parts_of_a_sale_add_up_to_the_whole(sale: Basis, cut: int) -> None:
    # given: given back in two parts, cut anywhere
    first = min(cut, sale.quantity)
    parts = (sale.pieces(0, first), sale.pieces(first, sale.quantity))

    # when
    undone = [line for part in parts for line in returns.given_back(sale, part, was_delivered=True)]
    made = [*buyers.sold(sale), *deliveries.delivered(sale, sale.amounts), *undone]

    # then: nothing is left
    assert sums(made) == Counter()


@given(sale=sales())
def test_what_a_supplier_earns_is_paid_for_goods_that_are_gone(sale: Basis) -> None:
    earned = -sums(deliveries.delivered(sale, sale.amounts))[Purpose.SUPPLIER_EARNED, sale.supplier]
    paid = -sums(returns.lost(sale, sale.amounts))[Purpose.SUPPLIER_EARNED, sale.supplier]

    assert paid == (0 if sale.supplier_bears_losses else earned)


@pytest.mark.parametrize(("model", "tax"), WAYS)
def test_the_buyer_pays_what_the_buyer_owes(model: SupplyModel, tax: TaxRegime) -> None:
    sale = Basis(1, 7, model, tax, "", 1, Amounts(118_000, 100_000, 118_000, 100_000, 10_000, 0, 1_800))

    found = sums([*buyers.sold(sale), *deliveries.delivered(sale, sale.amounts), *buyers.paid(118_000, owed=118_000)])

    assert found[Purpose.BUYER_RECEIVABLE, ""] == found[Purpose.BUYER_ADVANCE, ""] == 0


@pytest.mark.parametrize(("owed", "rounding"), [(1_000, 0), (1_001, 1), (999, -1)])
def test_rounding_of_another_currency_has_its_own_account(owed: int, rounding: int) -> None:
    assert sums(buyers.paid(1_000, owed=owed))[Purpose.ROUNDING, ""] == rounding
