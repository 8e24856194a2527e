"""GST of baskets, worked by hand from statutory.md A5.n1 to n3 and A6."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from odop_accounts.tax.baskets import SellerKind, tax_basket
from odop_accounts.tax.choices import Choices, Exports
from odop_accounts.tax.rates import Goods
from odop_accounts.tax.refusals import NoRate
from odop_accounts.tax.rounding import apportion, round_to_rupee
from odop_accounts.tax.supply import ABROAD, Head, Supply, find_place
from tests.odop_accounts.tax.rules import (
    BANGLES,
    CARPET,
    CHANDIGARH,
    DELHI,
    JAGGERY_LOOSE,
    JAGGERY_PACKED,
    KURTA,
    LOCK,
    RATES,
    UP,
    basket,
)

CGST, SGST, UTGST, IGST = Head.CGST, Head.SGST, Head.UTGST, Head.IGST
GOODS = [KURTA, CARPET, BANGLES, JAGGERY_LOOSE, JAGGERY_PACKED, LOCK]


@pytest.mark.parametrize(
    ("goods", "paise", "to", "net", "taxes"),
    [
        # A5 carpets 5 %, A6.1: 1,050.00 is 1,000.00 and 25.00 twice.
        (CARPET, 105000, UP, 100000, {CGST: 2500, SGST: 2500}),
        # A6.1: to another State the same tax is IGST.
        (CARPET, 105000, DELHI, 100000, {IGST: 5000}),
        # A5 locks 18 %.
        (LOCK, 118000, UP, 100000, {CGST: 9000, SGST: 9000}),
        # A5 glass bangles are nil-rated.
        (BANGLES, 49900, UP, 49900, {CGST: 0, SGST: 0}),
        # A6.4: 999.00 × 2.5 ÷ 105 is 23.7857…, so 23.79 twice: equal halves, and all sums to the price.
        (CARPET, 99900, UP, 95142, {CGST: 2379, SGST: 2379}),
        # IGST is rounded by itself: 999.00 × 5 ÷ 105 is 47.5714…
        (CARPET, 99900, DELHI, 95143, {IGST: 4757}),
        # A5.n1: 2,625.00 with tax is the dearest at 5 %.
        (KURTA, 262500, UP, 250000, {CGST: 6250, SGST: 6250}),
        # A5.n1: 2,950.01 is at 18 %: × 18 ÷ 118 is 450.0015…
        (KURTA, 295001, DELHI, 250001, {IGST: 45000}),
        # A5.n1: in between, the higher: 2,800.00 × 9 ÷ 118 is 213.559…
        (KURTA, 280000, UP, 237288, {CGST: 21356, SGST: 21356}),
        (BANGLES, 0, UP, 0, {CGST: 0, SGST: 0}),
    ],
)
def test_a_price_with_tax_inside(goods: Goods, paise: int, to: str, net: int, taxes: dict[Head, int]) -> None:
    # When one piece is sold
    line = tax_basket(basket((goods, 1, paise), to=to), RATES).lines[0]

    # Then its tax is as the law reckons it, and the price is the price
    assert (line.net_paise, line.tax_paise, line.gross_paise) == (net, taxes, paise)


@pytest.mark.parametrize(
    ("goods", "paise", "to", "taxes"),
    [
        (CARPET, 100000, UP, {CGST: 2500, SGST: 2500}),
        (CARPET, 33333, UP, {CGST: 833, SGST: 833}),
        (CARPET, 33333, DELHI, {IGST: 1667}),
        (KURTA, 250000, DELHI, {IGST: 12500}),
        (KURTA, 250001, DELHI, {IGST: 45000}),
    ],
)
def test_a_price_without_tax(goods: Goods, paise: int, to: str, taxes: dict[Head, int]) -> None:
    line = tax_basket(basket((goods, 1, paise), to=to, with_tax=False), RATES).lines[0]

    assert (line.net_paise, line.tax_paise) == (paise, taxes)


def test_a_discount_can_bring_a_piece_below_the_slab() -> None:
    # Given three kurtas at 2,700, less a voucher of 300 in all (A5.n1: re-evaluate after any discount)
    sold = basket((KURTA, 3, 3 * 270000 - 30000))

    # When the basket is taxed
    line = tax_basket(sold, RATES).lines[0]

    # Then 2,600 a piece are at 5 %
    assert line.rate_bp == 500


def test_delivery_is_shared_between_the_rates_of_the_goods_by_value() -> None:
    # Given a carpet for 3,000 (5 %), a lock for 1,000 (18 %) and bangles for 1,000 (nil), sent for 100 (A5.n3)
    sold = basket((CARPET, 1, 300000), (LOCK, 1, 100000), (BANGLES, 1, 100000), to=DELHI, delivery=10000)

    # When the basket is taxed
    parts = {part.rate_bp: part for part in tax_basket(sold, RATES).delivery}

    # Then of the 100, 60 are at 5 % (2.857…), 20 at 18 % (3.0508…), and 20 without tax
    assert {rate: (part.gross_paise, part.tax_paise[IGST]) for rate, part in parts.items()} == {
        500: (6000, 286), 1800: (2000, 305), 0: (2000, 0)
    }  # fmt: skip


def test_delivery_of_what_costs_nothing_has_the_highest_rate() -> None:
    # Given free goods of two rates
    sold = basket((CARPET, 1, 0), (LOCK, 1, 0), delivery=5000)

    # Then all of the delivery is taxed by the higher
    assert [(part.rate_bp, part.gross_paise) for part in tax_basket(sold, RATES).delivery] == [(1800, 5000)]


@pytest.mark.parametrize("seller", [SellerKind.COMPOSITION, SellerKind.UNREGISTERED])
def test_who_may_not_collect_gst_shows_none(seller: SellerKind) -> None:
    # Given a lock, sold by somebody who is not registered, or pays under the composition scheme (A7.3, A7.7)
    taxed = tax_basket(basket((LOCK, 1, 118000), seller=seller, delivery=5000), RATES)

    # Then there is no tax in the price
    assert (taxed.net_paise, taxed.tax_paise) == (123000, {CGST: 0, SGST: 0})


def test_one_line_without_a_rate_refuses_the_basket() -> None:
    with pytest.raises(NoRate):
        tax_basket(basket((CARPET, 1, 100), (Goods("99999999"), 1, 100)), RATES)


@pytest.mark.parametrize(("choice", "tax"), [(Exports.WITH_TAX, 5000), (Exports.UNDER_LUT, 0)])
def test_exports_bear_igst_unless_there_is_a_letter_of_undertaking(choice: Exports, tax: int) -> None:
    taxed = tax_basket(basket((CARPET, 1, 105000), to=ABROAD), RATES, Choices(exports=choice))

    assert taxed.tax_paise == {IGST: tax}


@pytest.mark.parametrize(
    ("bill", "ship", "gstin", "state"),
    [
        (UP, UP, "", UP),  # A6.1
        (UP, DELHI, "", DELHI),  # A6.2: billing and delivery differ: the delivery
        (DELHI, "", "", DELHI),  # A6.2: the address on the invoice
        ("", "", "", UP),  # A6.2: none recorded: the seller's
        (ABROAD, DELHI, "", DELHI),
        (ABROAD, "", "", UP),
        (UP, ABROAD, "", ABROAD),
        (DELHI, DELHI, "07AAPFU0939F1Z9", DELHI),  # A6.3: where the movement ends
        (DELHI, UP, "07AAPFU0939F1Z9", DELHI),  # A6.3: bill to, ship to: who directs
    ],
)
def test_the_place_of_supply(bill: str, ship: str, gstin: str, state: str) -> None:
    assert find_place(UP, bill, ship, gstin).state == state


def test_a_territory_has_utgst() -> None:
    assert Supply(CHANDIGARH, find_place(CHANDIGARH, "", CHANDIGARH)).heads == (CGST, UTGST)


@pytest.mark.parametrize(("paise", "rounded"), [(12349, 12300), (12350, 12400), (49, 0), (50, 100), (-12350, -12400)])
def test_what_is_paid_on_a_return_is_rounded_to_the_rupee(paise: int, rounded: int) -> None:
    """A6.4, CGST s.170: fifty paise up."""
    assert round_to_rupee(paise) == rounded


LINES = some.lists(some.tuples(some.sampled_from(GOODS), some.integers(1, 9), some.integers(0, 10**8)), min_size=1,
                   max_size=6)  # fmt: skip


@given(LINES, some.sampled_from([UP, DELHI, ABROAD]), some.integers(0, 10**6), some.booleans())
def test_all_parts_sum_to_what_is_paid(lines: Any, to: str, delivery: int, with_tax: bool) -> None:
    # When any basket is taxed
    taxed = tax_basket(basket(*lines, to=to, delivery=delivery, with_tax=with_tax), RATES)

    # Then what was asked for is there to the paisa, and the heads of a State are equal
    asked = delivery + sum(paise for _goods, _units, paise in lines)
    assert (taxed.gross_paise if with_tax else taxed.net_paise) == asked
    assert taxed.gross_paise == taxed.net_paise + sum(taxed.tax_paise.values())
    assert all(len(set(one.tax_paise.values())) == 1 and min(one.tax_paise.values()) >= 0 for one in taxed.all)


@given(some.integers(0, 10**7), some.integers(1, 10**4), some.booleans())
def test_a_dearer_piece_never_has_a_lower_rate(paise: int, more: int, with_tax: bool) -> None:
    cheap, dear = (
        tax_basket(basket((KURTA, 1, price), with_tax=with_tax), RATES).lines[0] for price in (paise, paise + more)
    )

    assert dear.rate_bp >= cheap.rate_bp


@given(some.sampled_from(GOODS), some.integers(1, 12), some.integers(0, 10**7), some.sampled_from([UP, DELHI]))
def test_pieces_that_come_back_one_by_one_sum_to_the_line(goods: Goods, pieces: int, paise: int, to: str) -> None:
    # Given a line
    line = tax_basket(basket((goods, pieces, paise), to=to), RATES).lines[0]

    # When its pieces come back one by one
    parts = [line.portion(before, 1) for before in range(pieces)]

    # Then nothing is left over
    assert sum(part.net_paise for part in parts) == line.net_paise
    assert {head: sum(part.tax_paise[head] for part in parts) for head in line.tax_paise} == line.tax_paise


@given(some.integers(0, 10**9), some.lists(some.integers(0, 10**7), min_size=1, max_size=9))
def test_what_is_apportioned_sums_to_the_whole(total: int, weights: list[int]) -> None:
    parts = apportion(total, weights)

    assert sum(parts) == total
    whole = sum(weights)
    if whole:
        assert all(abs(part * whole - total * weight) < whole for part, weight in zip(parts, weights, strict=True))
