"""Rounding: each amount is reckoned exactly and rounded once."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor

ONE_IN_BP = 10_000
PAISE_IN_RUPEE = 100


def round_half_up(exact: Fraction) -> int:
    """To the whole; halves away from zero."""
    whole = floor(abs(exact) + Fraction(1, 2))
    return whole if exact >= 0 else -whole


def round_to_rupee(paise: int) -> int:
    """CGST s.170: to the nearest rupee, fifty paise up. Only for what is paid or refunded as a whole, never for a line
    (statutory.md A6.4)."""
    return round_half_up(Fraction(paise, PAISE_IN_RUPEE)) * PAISE_IN_RUPEE


def apportion(total: int, weights: Sequence[int]) -> list[int]:
    """`total` in whole parts that are as the weights and sum to it; what remains goes to the largest fractions, the
    first of equals first. Without any weight all of it is the first's. Weights are not negative."""
    whole = sum(weights)
    if not weights:
        raise ValueError("There is nothing to apportion to.")
    if whole == 0:
        return [total, *(0 for _weight in weights[1:])]
    parts = [total * weight // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda place: -(total * weights[place] % whole))
    for place in order[: total - sum(parts)]:
        parts[place] += 1
    return parts


def format_percent(basis_points: int) -> str:
    """`format_percent(25) == "0.25 %"`."""
    return f"{Decimal(basis_points).scaleb(-2).normalize():f} %"
