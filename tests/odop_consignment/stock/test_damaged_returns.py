"""Damaged pieces go back to their supplier: never more than came, and each of them once."""

from __future__ import annotations

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from odop_consignment.api import OfferInfo, stock
from odop_consignment.errors import WrongChoice
from odop_consignment.models import Lot, NoteKind, NoteLine, StockAdjustment
from odop_consignment.stock import draft_notes, posted_notes
from odop_consignment.stock.draft_notes import LineInput
from odop_consignment.stock.errors import NotEnoughPieces
from tests.examples import examples
from tests.factories import offer
from tests.odop_consignment.stock.goods import CLERK, lying, receive, sell, send_back

pytestmark = pytest.mark.django_db


def note(of: OfferInfo, *lines: tuple[int, str], kind: str = NoteKind.UNSOLD_RETURN, lot_id: int | None = None) -> None:
    """A posted note of so many pieces in these conditions."""
    made = draft_notes.draft_note(kind, of.supplier_id, of.pickup_point_id, by=CLERK)
    for pieces, condition in lines:
        draft_notes.add_line(made.pk, LineInput(of.id, pieces, condition, lot_id=lot_id))
    posted_notes.post_note(made.pk, by=CLERK)


def return_damaged(of: OfferInfo, *pieces: int, lot_id: int | None = None) -> None:
    note(of, *((each, "damaged") for each in pieces), lot_id=lot_id)


def test_goods_that_never_came_cannot_go_back() -> None:
    kurtas = offer()

    with pytest.raises(NotEnoughPieces, match="Only 0 pieces"):
        return_damaged(kurtas, 1)


def test_no_more_go_back_than_came() -> None:
    # given
    kurtas = offer()
    receive(kurtas, 2)

    # when / then
    with pytest.raises(NotEnoughPieces, match=r"Only 2 pieces .* not 50"):
        return_damaged(kurtas, 50)
    assert lying(kurtas) == [2]


def test_pieces_only_now_seen_to_be_damaged_leave_the_stock() -> None:
    # given
    kurtas = offer()
    receive(kurtas, 5)

    # when
    return_damaged(kurtas, 2)

    # then
    lot = Lot.objects.get()
    assert (lot.in_stock, lot.damaged, lot.sent_back) == (3, 2, 0)
    assert sum(StockAdjustment.objects.values_list("change", flat=True)) == 3


def test_pieces_written_off_before_go_back_once() -> None:
    # given
    kurtas = offer()
    receive(kurtas, 5)
    stock.record_damage(kurtas.id, 2, "moths", by=CLERK)

    # when
    return_damaged(kurtas, 2)

    # then: they had left the stock already, and the next ones are others
    assert lying(kurtas) == [3]
    return_damaged(kurtas, 3)
    assert lying(kurtas) == [0]
    with pytest.raises(NotEnoughPieces):
        return_damaged(kurtas, 1)


def test_pieces_that_came_damaged_go_back() -> None:
    # given
    kurtas = offer()
    note(kurtas, (5, "good"), (2, "damaged"), kind=NoteKind.RECEIPT)

    # when
    return_damaged(kurtas, 2)

    # then
    assert lying(kurtas) == [5]
    with pytest.raises(NotEnoughPieces):
        return_damaged(kurtas, 6)


def test_lines_of_one_note_count_together() -> None:
    # given
    kurtas = offer()
    receive(kurtas, 3)

    # when / then
    with pytest.raises(NotEnoughPieces):
        return_damaged(kurtas, 2, 2)
    assert lying(kurtas) == [3]


def test_sold_pieces_do_not_go_back() -> None:
    # given
    kurtas = offer()
    receive(kurtas, 3)
    sell(kurtas, 2)

    # when / then
    with pytest.raises(NotEnoughPieces, match="Only 1 pieces"):
        return_damaged(kurtas, 2)


def test_line_that_names_a_lot_takes_from_it() -> None:
    # given
    kurtas = offer()
    receive(kurtas, 2, 2)
    first, second = Lot.objects.order_by("id")

    # when
    return_damaged(kurtas, 2, lot_id=second.pk)

    # then
    assert lying(kurtas) == [2, 0]
    with pytest.raises(NotEnoughPieces):
        return_damaged(kurtas, 1, lot_id=second.pk)
    return_damaged(kurtas, 1, lot_id=first.pk)


STEPS = st.tuples(
    st.sampled_from(["receive", "sell", "back", "damaged", "written off", "came damaged"]), st.integers(1, 4)
)


@examples(8, nightly=300)
@given(steps=st.lists(STEPS, max_size=15))
def test_no_more_leaves_than_came_in_whatever_order(steps: list[tuple[str, int]]) -> None:
    with transaction.atomic():
        kurtas = offer()
        acts = {
            "receive": lambda pieces: receive(kurtas, pieces),
            "sell": lambda pieces: sell(kurtas, pieces),
            "back": lambda pieces: send_back(kurtas, pieces),
            "damaged": lambda pieces: return_damaged(kurtas, pieces),
            "written off": lambda pieces: stock.record_damage(kurtas.id, pieces, "moths", by=CLERK),
            "came damaged": lambda pieces: note(kurtas, (pieces, "damaged"), kind=NoteKind.RECEIPT),
        }
        for act, pieces in steps:
            try:
                with transaction.atomic():
                    acts[act](pieces)
            except WrongChoice:
                continue
            lines = NoteLine.objects.filter(note__state="posted").values_list("note__kind", "quantity")
            came = sum(quantity for kind, quantity in lines if kind == NoteKind.RECEIPT)
            back = sum(quantity for kind, quantity in lines if kind == NoteKind.UNSOLD_RETURN)
            assert came >= back + sum(lot.sold + lot.in_stock for lot in Lot.objects.all())
        transaction.set_rollback(True)
