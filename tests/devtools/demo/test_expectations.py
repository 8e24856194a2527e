"""What ought to happen to the recorded orders, checked against what their stories tell."""

from __future__ import annotations

import pytest

from devtools.demo.expectations import ExpectedOrder, Suppliers, expected
from devtools.replay import Recording, recorded_ids
from devtools.sample import sample_catalogue

Pieces = list[tuple[str | None, int, str, bool]]


@pytest.fixture(scope="module")
def suppliers() -> Suppliers:
    return Suppliers.of(sample_catalogue(), recorded_ids())


def pieces_of(order: ExpectedOrder) -> Pieces:
    return [(piece.supplier, piece.quantity, piece.ending, piece.notified) for piece in order.pieces.values()]


@pytest.mark.parametrize(
    ("slug", "pieces"),
    [
        ("single-line", [("rehana-begum", 1, "placed", True)]),
        ("no-offer", [(None, 1, "placed", False)]),
        ("cash-on-delivery", []),
        ("cash-on-delivery-cancelled", []),
        ("cancelled-and-refunded", [("ramesh-maurya", 1, "cancelled", True)]),
        ("cash-on-delivery-collected", [("phoolmati-prajapati", 2, "collected", False)]),
        ("full-refund-after-delivery", [("nadeem-raza", 1, "collected", True)]),
        ("paid-twice-by-mistake", [("ram-prakash-mishra", 1, "collected", True)]),
        ("shipment-cancelled-and-repeated", [("budhram-prajapati", 1, "collected", True)]),
        ("partly-no-offer", [(None, 2, "placed", False), ("kailash-vishwakarma", 1, "placed", True)]),
    ],
)
def test_a_story_ends_as_it_is_told(
    stories: dict[str, Recording], suppliers: Suppliers, slug: str, pieces: Pieces
) -> None:
    # when
    (order,) = expected(stories[slug].deliveries, suppliers).values()

    # then
    assert pieces_of(order) == pieces


def test_goods_of_one_line_at_two_places_are_two_suppliers_pieces(
    stories: dict[str, Recording], suppliers: Suppliers
) -> None:
    # when
    (order,) = expected(stories["two-pickup-points-one-line"].deliveries, suppliers).values()

    # then
    assert {piece.supplier for piece in order.pieces.values()} == {"rehana-begum", "kakori-mahila-samuh"}
    assert sum(piece.quantity for piece in order.pieces.values()) == 8


def test_the_wrong_way_round_ends_the_same(stories: dict[str, Recording], suppliers: Suppliers) -> None:
    # given
    deliveries = stories["telephone-order"].deliveries

    # when
    (straight,) = expected(deliveries, suppliers).values()
    (reversed_,) = expected(deliveries[::-1], suppliers).values()

    # then
    assert pieces_of(straight) == pieces_of(reversed_)
