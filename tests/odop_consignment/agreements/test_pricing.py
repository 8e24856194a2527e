from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odop_consignment.agreements.figures import CHARGE, COMMISSION, PART, format_percent, round_half_up
from odop_consignment.agreements.pricing import Priced, priced
from odop_consignment.agreements.terms import ChargeTerms, Rule, Terms, Tier
from odop_consignment.models import ChargeBasis, ChargeKind, CommissionKind, CommissionScope

SHARE, FIXED = CommissionKind.SHARE, CommissionKind.FIXED
ALL, CRAFT, CATEGORY, PRODUCT = (
    CommissionScope.ALL, CommissionScope.CRAFT, CommissionScope.CATEGORY, CommissionScope.PRODUCT,
)  # fmt: skip
MUCH = 10**12


def rule(*tiers: tuple[int, int], scope: CommissionScope = ALL, target: str = "", **changes: Any) -> Rule:
    values: dict[str, Any] = {"kind": SHARE, "tiers": tuple(Tier(*tier) for tier in tiers)}
    return Rule(scope, target, **values | changes)


def sell(*rules: Rule, net: int, pieces: int = 1, before: int = 0, charges: tuple[ChargeTerms, ...] = ()) -> Priced:
    return priced(
        Terms("ODOP/2026/000001", 2, rules, charges),
        pieces=pieces, product_id="product-1", category_ids=["shawls", "textiles"], craft_slug="chikankari",
        gross_paise=net, net_paise=net, cumulative_paise=before,
    )  # fmt: skip


def commission_words(sale: Priced) -> str:
    return next(str(figure["words"]) for figure in sale.figures if figure["code"] == COMMISSION)


# which rule


@pytest.mark.parametrize(
    ("there", "chosen"),
    [
        ((PRODUCT, CATEGORY, CRAFT, ALL), PRODUCT),
        ((ALL, CRAFT, CATEGORY), CATEGORY),
        ((ALL, CRAFT), CRAFT),
        ((ALL,), ALL),
    ],
)
def test_most_special_rule_decides(there: tuple[CommissionScope, ...], chosen: CommissionScope) -> None:
    targets = {PRODUCT: "product-1", CATEGORY: "textiles", CRAFT: "chikankari", ALL: ""}
    sale = sell(*(rule((0, 100), scope=scope, target=targets[scope]) for scope in there), net=1000)
    assert sale.rule is not None
    assert sale.rule.scope == chosen


def test_own_category_comes_before_its_parent() -> None:
    rules = [rule((0, bp), scope=CATEGORY, target=target) for target, bp in (("textiles", 1000), ("shawls", 500))]
    assert sell(*rules, net=10_000).commission_paise == 500


def test_without_a_fitting_rule_nothing_is_kept() -> None:
    sale = sell(rule((0, 1000), scope=CRAFT, target="zardozi"), net=10_000)
    assert (sale.rule, sale.commission_paise) == (None, 0)


# what it comes to


def test_commission_is_told_in_words() -> None:
    # when
    sale = sell(rule((0, 1200), scope=CRAFT, target="chikankari"), net=118_000)

    # then
    assert commission_words(sale) == (
        "Commission 12 % of ₹1,180.00 (craft chikankari, agreement ODOP/2026/000001 version 2): ₹141.60"
    )
    assert next(figure["words"].in_language("hi") for figure in sale.figures if figure["code"] == COMMISSION) == (
        "कमीशन ₹1,180.00 का 12 % (शिल्प chikankari, अनुबंध ODOP/2026/000001 संस्करण 2): ₹141.60"
    )


def test_half_a_paisa_is_rounded_up() -> None:
    assert sell(rule((0, 1250)), net=4).commission_paise == 1


def test_sale_that_crosses_a_tier_is_split() -> None:
    # given: 10 % up to one lakh rupees, then 8 %
    tiers = rule((0, 1000), (10_000_000, 800))

    # when
    sale = sell(tiers, net=1_000_000, before=9_600_000)

    # then
    parts = [figure["amount_paise"] for figure in sale.figures if figure["code"] == PART]
    assert (parts, sale.commission_paise) == ([40_000, 48_000], 88_000)


def test_sale_that_begins_at_a_tier_is_wholly_in_it() -> None:
    assert sell(rule((0, 1000), (500, 100)), net=10_000, before=500).commission_paise == 100


def test_commission_per_piece() -> None:
    assert sell(rule((0, 2_500), kind=FIXED), net=100_000, pieces=3).commission_paise == 7_500


def test_floor_and_cap_say_why() -> None:
    assert commission_words(sell(rule((0, 100), floor_paise=2_000), net=10_000)).endswith(
        ", at least ₹20.00 a sale: ₹20.00"
    )
    assert commission_words(sell(rule((0, 1000), cap_paise=500), net=10_000)).endswith(", at most ₹5.00 a sale: ₹5.00")


def test_charges_of_each_basis() -> None:
    # given
    charges = (
        ChargeTerms(ChargeKind.PACKING, ChargeBasis.PER_PIECE, 1_000),
        ChargeTerms(ChargeKind.TRANSPORT, ChargeBasis.PER_SALE, 500),
        ChargeTerms(ChargeKind.OTHER, ChargeBasis.SHARE, 150, "website"),
    )

    # when
    sale = sell(rule((0, 1000)), net=100_000, pieces=2, charges=charges)

    # then
    taken = [figure["amount_paise"] for figure in sale.figures if figure["code"].startswith(CHARGE)]
    assert (taken, sale.charges_paise) == ([2_000, 500, 1_500], 4_000)


def test_charges_take_no_more_than_is_left() -> None:
    charges = tuple(ChargeTerms(ChargeKind.PACKING, ChargeBasis.PER_SALE, 700) for _ in range(2))
    sale = sell(rule((0, 1000)), net=1_000, charges=charges)
    assert (sale.commission_paise, sale.charges_paise) == (100, 900)
    assert "as far as anything is left" in str(sale.figures[-1]["words"])


@pytest.mark.parametrize(("basis_points", "words"), [(1200, "12 %"), (1250, "12.5 %"), (25, "0.25 %"), (0, "0 %")])
def test_percent(basis_points: int, words: str) -> None:
    assert format_percent(basis_points) == words


# what holds for every agreement

money = st.integers(0, MUCH)
tiers = st.lists(st.integers(1, MUCH), max_size=4, unique=True).flatmap(
    lambda starts: st.lists(st.integers(0, 10_000), min_size=len(starts) + 1, max_size=len(starts) + 1).map(
        lambda rates: tuple(Tier(*tier) for tier in zip([0, *sorted(starts)], rates, strict=True))
    )
)
plain_rules = st.builds(Rule, st.just(ALL), st.just(""), st.sampled_from(CommissionKind), tiers)
bounds = st.one_of(st.none(), money)
bounded_rules = st.builds(
    lambda plain, low, high: Rule(
        ALL, "", plain.kind, plain.tiers, *(sorted((low, high)) if None not in (low, high) else (low, high))
    ),
    plain_rules, bounds, bounds,
)  # fmt: skip
charges = st.lists(
    st.builds(ChargeTerms, st.sampled_from(ChargeKind), st.sampled_from(ChargeBasis), st.integers(0, 10_000)),
    max_size=3,
).map(tuple)


@given(bounded_rules, charges, money, st.integers(1, 500), money)
def test_nothing_negative_is_kept_and_never_more_than_the_value(
    one: Rule, some: tuple[ChargeTerms, ...], net: int, pieces: int, before: int
) -> None:
    # when
    sale = sell(one, net=net, pieces=pieces, before=before, charges=some)

    # then
    assert sale.commission_paise >= 0
    assert sale.charges_paise >= 0
    assert sale.commission_paise + sale.charges_paise <= net
    assert sale.commission_paise >= min(one.floor_paise or 0, net)
    assert one.cap_paise is None or sale.commission_paise <= one.cap_paise
    taken = [figure for figure in sale.figures if figure["code"] == COMMISSION or figure["code"].startswith(CHARGE)]
    assert sum(figure["amount_paise"] for figure in taken) == sale.commission_paise + sale.charges_paise


@given(bounded_rules, st.integers(0, 10**8), st.integers(1, 500), money)
def test_one_piece_more_never_costs_less(one: Rule, unit: int, pieces: int, before: int) -> None:
    fewer = sell(one, net=unit * pieces, pieces=pieces, before=before)
    more = sell(one, net=unit * (pieces + 1), pieces=pieces + 1, before=before)
    assert more.commission_paise >= fewer.commission_paise


@given(plain_rules, st.integers(10_000, 10**8), st.integers(1, 100), st.integers(1, 100), money)
def test_two_sales_cost_what_one_costs_to_the_paisa(one: Rule, unit: int, first: int, second: int, before: int) -> None:
    # given: the same goods, sold at once or one after the other
    together = sell(one, net=unit * (first + second), pieces=first + second, before=before)

    # when
    apart = [
        sell(one, net=unit * first, pieces=first, before=before),
        sell(one, net=unit * second, pieces=second, before=before + unit * first),
    ]

    # then: each of the two sales may round a paisa away
    assert abs(sum(sale.commission_paise for sale in apart) - together.commission_paise) <= len(apart)


@given(plain_rules, money, st.integers(1, 500), money)
def test_parts_add_up_to_the_commission(one: Rule, net: int, pieces: int, before: int) -> None:
    sale = sell(one, net=net, pieces=pieces, before=before)
    parts = [figure["amount_paise"] for figure in sale.figures if figure["code"] == PART]
    if len(one.tiers) > 1 and sale.commission_paise < net:
        assert sum(parts) == sale.commission_paise


@given(tiers, money, money)
def test_share_is_what_each_paisa_costs_in_its_tier(some: tuple[Tier, ...], net: int, before: int) -> None:
    """Reckoned in another way: the commission on everything sold so far, less that on what was sold before."""

    def on_all(sold: int) -> int:
        ends = [*(tier.from_paise for tier in some[1:]), MUCH * 10]
        return sum(max(0, min(end, sold) - tier.from_paise) * tier.value for tier, end in zip(some, ends, strict=True))

    sale = sell(Rule(ALL, "", SHARE, some), net=net, before=before)
    exact = on_all(before + net) - on_all(before)
    assert sale.commission_paise == (exact + 5_000) // 10_000


def test_rounding_is_half_up() -> None:
    from fractions import Fraction

    assert [round_half_up(Fraction(n, 4)) for n in range(5)] == [0, 0, 1, 1, 1]
