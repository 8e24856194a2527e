"""What a line came to before discounts, from Saleor's prices of a unit."""

from __future__ import annotations

import pytest

from odop_core.money import Money
from odop_core.store.orders import undiscounted_totals


def rupees(*paise: int) -> list[Money]:
    return [Money(each, "INR") for each in paise]


@pytest.mark.parametrize(
    ("unit", "quantity", "total", "before"),
    [
        ((118_000, 100_000), 2, (236_000, 200_000), (236_000, 200_000)),
        # the rounding of three units is no discount, in either direction
        ((3_333, 3_174), 3, (10_000, 9_524), (10_000, 9_524)),
        ((3_334, 3_175), 3, (10_000, 9_524), (10_000, 9_524)),
        ((118_000, 100_000), 1, (0, 0), (118_000, 100_000)),
        ((118_000, 100_000), 1, (130_000, 110_000), (130_000, 110_000)),
        ((0, 0), 0, (0, 0), (0, 0)),
    ],
)
def test_only_what_is_more_than_rounding_was_taken_off(
    unit: tuple[int, int], quantity: int, total: tuple[int, int], before: tuple[int, int]
) -> None:
    (unit_gross, unit_net), (gross, net) = rupees(*unit), rupees(*total)
    found = undiscounted_totals(unit_gross, unit_net, quantity, gross, net)

    assert [amount.minor for amount in found] == list(before)
