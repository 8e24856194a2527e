"""Rates by HSN code, worked by hand from statutory.md A5 (rows of the table, notes n1 and n2)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from odop_accounts.tax.choices import CAUTIOUS, Choices, SlabBase, SlabGap
from odop_accounts.tax.rates import Goods, RateRow, RateTable, read_hsn
from odop_accounts.tax.refusals import BadHsn, HsnTooShort, NoHsn, NoRate, PriceInGap, UnknownEntry, UnknownHsn
from tests.odop_accounts.tax.rules import BANGLES, CARPET, KURTA, ON, RATES

RUPEE = 100


def rate(goods: Goods, rupees: float, *, with_tax: bool = False, choices: Choices = CAUTIOUS) -> int:
    return RATES.choose(goods, Fraction(str(rupees)) * RUPEE, ON, with_tax=with_tax, choices=choices).row.rate_bp


@pytest.mark.parametrize(
    ("hsn", "handicraft", "packaged", "entry", "rupees", "expected"),
    [
        ("610910", False, False, "", 2500, 500),  # A5: knitted apparel up to 2,500 a piece
        ("610910", False, False, "", 2500.01, 1800),  # and above
        ("621142", True, False, "", 9000, 1800),  # A5: woven apparel, no relief for handicraft
        ("630210", True, False, "", 2501, 1800),  # A5: made-ups, no handicraft relief above the slab
        ("621410", True, False, "", 40000, 500),  # A5: shawl, handmade, at any price
        ("621410", False, False, "", 2501, 1800),
        ("61171010", True, False, "", 3000, 500),
        ("50072010", False, False, "", 90000, 500),  # A5: sarees, no slab
        ("540710", False, False, "", 90000, 500),
        ("940440", False, False, "", 2500, 500),  # A5: quilts
        ("940440", False, False, "", 2600, 1800),
        ("581010", False, False, "", 1, 500),
        ("640351", False, False, "", 2500, 500),  # A5: footwear by the pair
        ("640351", False, False, "", 2501, 1800),
        ("570110", False, False, "", 250000, 500),
        ("420222", True, False, "", 800, 500),  # A5: handbag, if handicraft
        ("420222", False, False, "", 800, 1800),
        ("42022220", False, False, "", 800, 500),  # A5: bag of cotton: the longer code wins
        ("420310", True, False, "", 800, 1800),  # A5: leather garments
        ("42032110", False, False, "", 800, 500),  # A5: sports gloves
        ("442010", False, False, "", 800, 500),
        ("94038300", False, False, "", 5000, 500),  # A5: furniture of bamboo or cane
        ("94015200", False, False, "", 5000, 500),
        ("940360", False, False, "", 5000, 1800),  # A5: wooden furniture
        ("680291", True, False, "", 5000, 500),  # A5: carved stone
        ("680291", False, False, "", 5000, 1800),  # A5: slabs
        ("691110", False, False, "", 100, 500),
        ("69120040", False, False, "", 10, 0),  # A5: clay lamps
        ("691310", False, False, "clay-idol", 500, 0),  # A5: clay idols, by description
        ("691310", False, False, "", 500, 500),
        ("70181010", False, False, "", 100, 0),  # A5: glass bangles
        ("70181020", False, False, "", 100, 500),  # A5: glass beads
        ("70189010", True, False, "", 100, 500),  # A5: glass art ware
        ("70189010", False, False, "", 100, 1800),
        ("701337", False, False, "", 100, 1800),
        ("741810", False, False, "", 100, 500),  # A5: utensils
        ("741810", False, False, "part", 100, 1800),
        ("74198030", True, False, "", 100, 500),  # A5: brass artware
        ("74198030", False, False, "", 100, 1800),
        ("830140", False, False, "", 100, 1800),  # A5: locks
        ("711311", False, False, "", 100, 300),  # A5: silver filigree
        ("711790", False, False, "", 100, 300),  # A5: imitation jewellery
        ("711790", False, False, "lac-bangle", 100, 0),
        ("950300", False, False, "", 100, 500),  # A5: toys
        ("950691", False, False, "", 100, 1800),  # A5: gym equipment
        ("950662", False, False, "", 100, 500),  # A5: sports goods
        ("920600", True, False, "indigenous-instrument", 100, 0),  # A5: Annexure II
        ("920600", True, False, "", 100, 1800),
        ("330300", False, False, "", 100, 1800),  # A5: attar, perfume
        ("330741", False, False, "", 100, 500),  # A5: agarbatti
        ("170114", False, False, "", 100, 0),  # A5: jaggery, loose
        ("170114", False, True, "", 100, 500),  # A5: jaggery, packed
        ("100630", False, False, "", 100, 0),  # A5: Kala namak rice
        ("100630", False, True, "", 100, 500),
        ("0405", False, False, "", 100, 500),  # A5: ghee
        ("480210", True, False, "", 100, 500),
    ],
)
def test_each_row_of_the_table_gives_its_rate(
    hsn: str, handicraft: bool, packaged: bool, entry: str, rupees: float, expected: int
) -> None:
    # Given goods of a row of the table
    goods = Goods(hsn, handicraft, packaged, entry)

    # When their rate is looked for, at a price without tax
    found = rate(goods, rupees)

    # Then it is the row's
    assert found == expected


@pytest.mark.parametrize(
    ("rupees", "expected", "in_gap"),
    [
        (2624.99, 500, False),
        (2625, 500, False),  # A5.n1: 2,625 ÷ 1.05 is 2,500
        (2625.01, 1800, True),
        (2800, 1800, True),
        (2950, 1800, True),  # A5.n1: 2,950 ÷ 1.18 is 2,500, which is not above it
        (2950.01, 1800, False),
    ],
)
def test_a_price_with_tax_is_judged_without_it(rupees: float, expected: int, in_gap: bool) -> None:
    # Given a kurta with a price that includes GST
    price = Fraction(str(rupees)) * RUPEE

    # When its rate is chosen
    chosen = RATES.choose(KURTA, price, ON, with_tax=True)

    # Then the price without GST decides, and where neither rate fits it is the higher
    assert (chosen.row.rate_bp, chosen.in_gap) == (expected, in_gap)


def test_a_price_to_which_no_rate_fits_can_be_refused() -> None:
    # Given a shop that would rather set another price
    choices = Choices(slab_gap=SlabGap.REFUSE)

    # When a kurta for 2,800 with GST is to be sold
    with pytest.raises(PriceInGap) as refused:
        rate(KURTA, 2800, with_tax=True, choices=choices)

    # Then it is told which prices would do (A5.n1)
    assert str(refused.value) == (
        "At ₹2,800.00 a piece with GST, neither rate fits. Set ₹2,625.00 or less, or more than ₹2,950.00."
    )


@pytest.mark.parametrize(("rupees", "expected"), [(2500, 500), (2500.01, 1800)])
def test_the_price_as_shown_can_decide(rupees: float, expected: int) -> None:
    # Given a shop whose accountant reads "sale value" as what the buyer pays
    choices = Choices(slab_base=SlabBase.AS_SHOWN)

    # Then that price decides
    assert rate(KURTA, rupees, with_tax=True, choices=choices) == expected


def test_a_set_is_counted_by_its_pieces_only_where_that_is_recorded() -> None:
    # Given three kurtas for 6,000, once recorded as a set of three
    # Then each costs 2,000, or the set is one piece of 6,000
    assert rate(Goods("621142", pieces=3), 6000) == 500
    assert rate(Goods("621142"), 6000) == 1800


@pytest.mark.parametrize(
    ("goods", "refusal"),
    [
        (Goods(""), NoHsn),
        (Goods("99999999"), UnknownHsn),
        (Goods("7419"), HsnTooShort),
        (Goods("330112"), UnknownHsn),
        (Goods("62114290", entry="lac-bangle"), UnknownEntry),
    ],
)
def test_goods_without_a_rate_are_refused_and_never_taxed_at_18(goods: Goods, refusal: type[NoRate]) -> None:
    # When the rate of goods that no rule covers is asked for
    with pytest.raises(NoRate) as refused:
        RATES.bands(goods, ON)

    # Then the refusal says why
    assert type(refused.value) is refusal


def test_a_day_before_all_rules_has_no_rate() -> None:
    with pytest.raises(UnknownHsn, match="21 September 2025"):
        RATES.bands(BANGLES, date(2025, 9, 21))


def test_a_later_version_replaces_the_former_as_a_whole_from_its_day() -> None:
    # Given a rule of two bands, and one without bands from 1 January on
    until, since = date(2026, 12, 31), date(2027, 1, 1)
    old = list(RATES.version_on("62", "", ON))
    new = RateRow("62", 500, since, "1/2027-CT(R)", "H")
    table = RateTable([*old, new])

    # Then each day has its own
    assert [row.rate_bp for row in table.bands(KURTA, until)] == [500, 1800]
    assert [row.rate_bp for row in table.bands(KURTA, since)] == [500]


def test_a_correction_replaces_what_it_corrects() -> None:
    # Given a rule of 12 % that was a slip, and its correction
    wrong = RateRow("57", 1200, ON, "9/2025-CT(R)", "H")
    right = RateRow("57", 500, ON, "9/2025-CT(R)", "H", revision=1)

    # Then only the correction counts, in whatever order they are read
    for rows in ([wrong, right], [right, wrong]):
        assert [row.rate_bp for row in RateTable(rows).bands(CARPET, ON)] == [500]


def test_a_rule_that_ended_leaves_the_goods_to_the_shorter_code() -> None:
    # Given a relief for a part of a code, which ends
    general = RateRow("4202", 1800, date(2025, 9, 22), "9/2025-CT(R)", "M")
    relief = RateRow("420222", 500, date(2025, 9, 22), "9/2025-CT(R)", "H", valid_to=date(2026, 11, 1))
    table = RateTable([general, relief])

    # Then from the next day on the general rule holds
    assert [table.bands(Goods("42022290"), day)[0].rate_bp for day in (date(2026, 11, 1), ON)] == [500, 1800]


@pytest.mark.parametrize(
    ("text", "digits"), [("6214", "6214"), ("6214 10.90", "62141090"), ("६२१४", "6214"), (" 6214-10 ", "621410")]
)
def test_a_code_is_read_however_it_is_written(text: str, digits: str) -> None:
    assert read_hsn(text) == digits


@pytest.mark.parametrize("text", ["", "62", "621", "62141", "6214109", "621410901", "62A4", "6214,10"])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(BadHsn):
        read_hsn(text)
