from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from odop_consignment import api
from odop_consignment.models import Sale, SaleState
from odop_consignment.offers.selection import usable_offers
from odop_consignment.sales.sync import sync_sales
from odop_core.store.orders import OrderLine
from tests.examples import examples
from tests.factories import cancelled, line, offer, order
from tests.odop_consignment.sales.order_states import placed

pytestmark = pytest.mark.django_db


POINTS = ["lucknow", "unnao", "kannauj"]
quantities = st.dictionaries(st.sampled_from(POINTS), st.integers(1, 4), max_size=3)


@contextmanager
def anew(points_of_suppliers: list[str]) -> Iterator[None]:
    """With these suppliers and nothing else; all that happens is undone in the end (what only grows is never
    deleted)."""
    with transaction.atomic():
        for point in points_of_suppliers:
            offer("kurta", at=point)
        yield
        transaction.set_rollback(True)


def line_of(pieces: dict[str, int], unallocated: int = 0) -> OrderLine:
    return line("kurta", sum(pieces.values()) + unallocated, at=pieces)


@examples(6, nightly=300)
@given(
    history=st.lists(
        st.integers(0, 6).map(lambda n: {"lucknow": n // 2 + n % 2, "unnao": n // 2}), min_size=1, max_size=5
    ),
    seen=st.data(),
)
def test_states_that_were_missed_or_seen_twice_make_no_difference_in_the_end(
    history: list[dict[str, int]], seen: st.DataObject
) -> None:
    # given
    told = [order(line_of(pieces), minute=minute) for minute, pieces in enumerate(history)]
    with anew(["lucknow", "unnao"]):
        sync_sales(told[-1])
        expected = pieces_by_point()

    # when
    with anew(["lucknow", "unnao"]):
        for number in sorted(seen.draw(st.lists(st.integers(0, len(told) - 1), max_size=8))):
            sync_sales(told[number])
        sync_sales(told[-1])
        found = pieces_by_point()

    # then
    assert found == expected


def pieces_by_point() -> Counter[str]:
    found: Counter[str] = Counter()
    for _line, point, quantity in placed():
        found[point] += quantity
    return found


@examples(6, nightly=300)
@given(
    offers=st.lists(st.sampled_from(POINTS), unique=True),
    steps=st.lists(
        st.one_of(
            st.tuples(st.just("change"), quantities, st.integers(0, 2)),
            st.tuples(st.just("collect"), st.integers(0, 5)),
            st.tuples(st.just("repeat")),
            st.tuples(st.just("offer"), st.sampled_from(POINTS)),
            st.tuples(st.just("cancel")),
        ),
        max_size=10,
    ),
)
def test_pieces_of_a_line_are_those_of_its_standing_sales_whatever_happens(
    offers: list[str], steps: list[tuple[Any, ...]]
) -> None:
    with anew(offers):
        go_through(steps)


def go_through(steps: list[tuple[Any, ...]]) -> None:
    # given
    current = order(line_of({"lucknow": 2}))
    sync_sales(current)
    pieces = dict(Sale.objects.values_list("id", "quantity"))

    # when
    for what, *how in steps:
        if what == "change" and not current.is_withdrawn:
            current = order(line_of(*how))
        elif what == "collect":
            api.collect_sales(list(Sale.objects.values_list("id", flat=True))[: how[0]])
        elif what == "offer":
            offer("kurta", at=how[0])
        elif what == "cancel":
            current = cancelled(current)
        sync_sales(current)

        # then
        standing = Sale.objects.exclude(state=SaleState.CANCELLED)
        collected = sum(standing.filter(state=SaleState.COLLECTED).values_list("quantity", flat=True))
        wanted = 0 if current.is_withdrawn else current.lines[0].quantity
        assert sum(standing.values_list("quantity", flat=True)) == max(wanted, collected)

        # then: no sale ever changes its pieces
        now = dict(Sale.objects.values_list("id", "quantity"))
        assert pieces.items() <= now.items()
        pieces = now

        # then: nobody waits who could be served
        for sale in standing.filter(offer=None, state=SaleState.PLACED):
            assert not usable_offers(sale.variant_id or "", sale.pickup_point_id)
