"""Consignment notes: written, posted once, numbered without gaps, and never changed after that."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from PIL import Image

from odop_consignment.api import stock
from odop_consignment.api.stock import LineInput, NoLongerDraft, NotEnoughPieces, NothingOnNote
from odop_consignment.errors import AlreadyThere, UnknownRow, WrongChoice
from odop_consignment.models import ConsignmentNote, Lot, NoteKind, NoteLine, StockAdjustment, StockMovement
from odop_core.database.pagination import Window
from odop_core.files import storage as files
from odop_core.india.dates import today
from tests.factories import agreement, offer, supplier
from tests.odop_consignment.stock.goods import CLERK, lying, receipt, receive, sell, send_back

pytestmark = pytest.mark.django_db
COPY_LINE = """
INSERT INTO odop_consignment_noteline (note_id, offer_id, description, quantity, condition, photo, photo_sha256)
SELECT note_id, offer_id, '', 1, 'good', '', '' FROM odop_consignment_noteline
"""
AADHAAR = "2341 2341 2346"


def changes() -> list[int]:
    return list(StockAdjustment.objects.order_by("id").values_list("change", flat=True))


def test_a_draft_changes_no_stock() -> None:
    kurtas = offer()

    note = receipt(kurtas, 5)

    assert (note.number, lying(kurtas), changes()) == ("", [], [])


def test_posting_a_receipt_makes_lots_and_tells_the_store() -> None:
    kurtas = offer()

    note = receive(kurtas, 5, 2)

    assert lying(kurtas) == [5, 2]
    assert changes() == [7]
    assert (note.state, note.posted_by) == ("posted", CLERK)
    assert set(StockMovement.objects.values_list("kind", "note")) == {("received", note.pk)}


def test_damaged_pieces_are_on_record_and_become_no_stock() -> None:
    kurtas = offer()
    note = receipt(kurtas, 5)
    stock.add_line(note.pk, LineInput(kurtas.id, 2, condition="damaged", description="torn sleeves"))

    stock.post_note(note.pk, by=CLERK)

    assert lying(kurtas) == [5]
    assert changes() == [5]
    assert stock.note_document(note.pk).damaged_pieces == 2


def test_posting_twice_posts_once() -> None:
    kurtas = offer()
    note = receive(kurtas, 5)

    again = stock.post_note(note.pk, by="somebody else")

    assert again.number == note.number
    assert (lying(kurtas), changes(), again.posted_by) == ([5], [5], CLERK)


def test_numbers_have_no_gaps_in_each_kind_and_financial_year() -> None:
    kurtas = offer()
    last_year = date(2026, 3, 31)

    numbers = [receive(kurtas, 5, dated=date(2026, 4, 1)).number, receive(kurtas, 5, dated=date(2026, 10, 1)).number]
    with pytest.raises(NotEnoughPieces):
        send_back(kurtas, 99, dated=date(2026, 10, 2))
    numbers += [send_back(kurtas, 1, dated=date(2026, 10, 2)).number, receive(kurtas, 5, dated=last_year).number]

    assert numbers == ["RN/26-27/000001", "RN/26-27/000002", "UR/26-27/000001", "RN/25-26/000001"]
    assert all(len(number) <= 16 for number in numbers)


def test_goods_may_lie_as_long_as_the_agreement_in_force_says() -> None:
    consignor = supplier()
    agreement(consignor, shelf_days=90)
    kurtas, unsigned = offer(by=consignor), offer("sari", agreement=None)
    day = date(2026, 6, 1)

    receive(kurtas, 1, dated=day)
    receive(unsigned, 1, dated=day)

    assert [lot.shelf_until - day for lot in Lot.objects.order_by("id")] == [timedelta(days=90), timedelta(days=180)]


def test_an_unsold_return_takes_from_the_oldest_lots() -> None:
    kurtas = offer()
    receive(kurtas, 3, dated=date(2026, 5, 1))
    receive(kurtas, 3, dated=date(2026, 6, 1))

    send_back(kurtas, 4)

    assert lying(kurtas) == [0, 2]
    assert changes() == [3, 3, -4]


def test_an_unsold_return_takes_from_the_lot_it_names() -> None:
    kurtas = offer()
    receive(kurtas, 3, 3)
    newest = Lot.objects.order_by("-id")[0]
    note = receipt(kurtas, 4, kind=NoteKind.UNSOLD_RETURN)
    stock.add_line(note.pk, LineInput(kurtas.id, 2, lot_id=newest.pk))

    stock.post_note(note.pk, by=CLERK)

    assert lying(kurtas) == [0, 0]


def test_more_than_lies_there_is_not_sent_back() -> None:
    kurtas = offer()
    receive(kurtas, 3)
    sell(kurtas, 2)

    with pytest.raises(NotEnoughPieces, match="Only 1 unsold") as refused:
        send_back(kurtas, 2)

    assert refused.value.unsold == 1
    assert "1" in refused.value.text.in_language("hi")
    assert lying(kurtas) == [1]
    assert ConsignmentNote.objects.get(kind=NoteKind.UNSOLD_RETURN).state == "draft"


def test_a_note_without_lines_is_not_posted() -> None:
    with pytest.raises(NothingOnNote):
        stock.post_note(receipt(offer()).pk, by=CLERK)


def test_a_posted_note_stays_as_it_is() -> None:
    kurtas = offer()
    note = receive(kurtas, 1)
    line = NoteLine.objects.get()

    for edit in (
        lambda: stock.change_note(note.pk, remark="x"),
        lambda: stock.cancel_note(note.pk),
        lambda: stock.add_line(note.pk, LineInput(kurtas.id, 1)),
        lambda: stock.change_line(line.pk, quantity=2),
        lambda: stock.remove_line(line.pk),
    ):
        with pytest.raises(NoLongerDraft, match=note.number):
            edit()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE odop_consignment_consignmentnote SET remark = 'x'",
        "DELETE FROM odop_consignment_consignmentnote",
        "UPDATE odop_consignment_noteline SET quantity = 9",
        COPY_LINE,
        "UPDATE odop_consignment_lot SET in_stock = 9",
        "UPDATE odop_consignment_lot SET received_on = '2020-01-01'",
        "DELETE FROM odop_consignment_stockmovement",
        "UPDATE odop_consignment_stockadjustment SET change = 9",
    ],
)
def test_the_database_itself_refuses_to_change_what_was_posted(statement: str) -> None:
    receive(offer(), 1)

    with pytest.raises((IntegrityError, InternalError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_draft_is_cancelled_once_and_counts_for_nothing() -> None:
    kurtas = offer()
    note = receipt(kurtas, 1)

    stock.cancel_note(note.pk)
    stock.cancel_note(note.pk)

    with pytest.raises(NoLongerDraft):
        stock.post_note(note.pk, by=CLERK)
    assert lying(kurtas) == []


def test_lines_must_fit_their_note() -> None:
    kurtas, elsewhere, anothers = offer(), offer("sari", at="agra"), offer("shawl", by=supplier("Rehana"))
    receive(kurtas, 1)
    note = receipt(kurtas)

    for line, words in (
        (LineInput(elsewhere.id, 1), "not of the supplier"),
        (LineInput(anothers.id, 1), "not of the supplier"),
        (LineInput(kurtas.id, 0), "cannot be 0"),
        (LineInput(kurtas.id, 2_000_000), "cannot be 2000000"),
        (LineInput(kurtas.id, 1, condition="lost"), "not 'lost'"),
        (LineInput(kurtas.id, 1, lot_id=Lot.objects.get().pk), "makes its own"),
        (LineInput(kurtas.id, 1, description=f"of {AADHAAR}"), "Aadhaar"),
    ):
        with pytest.raises(WrongChoice, match=words):
            stock.add_line(note.pk, line)
    with pytest.raises(UnknownRow):
        stock.add_line(note.pk, LineInput(999_999, 1))


def test_a_note_is_of_no_day_to_come() -> None:
    with pytest.raises(WrongChoice, match="has not come"):
        receipt(offer(), 1, dated=today() + timedelta(days=1))


def test_goods_of_a_closed_supplier_are_not_taken_but_go_back() -> None:
    closed = offer(by=supplier(state="closed"))

    with pytest.raises(WrongChoice, match="closed"):
        receipt(closed, 1)
    assert receipt(closed, 1, kind=NoteKind.UNSOLD_RETURN).state == "draft"


def test_a_photo_is_made_safe_and_kept_with_its_sha256(settings: Any, tmp_path: Path) -> None:
    settings.ODOP_EVIDENCE_DIR = str(tmp_path)
    image = BytesIO()
    Image.new("RGB", (8, 8), "red").save(image, "JPEG")
    image.seek(0)
    kurtas = offer()

    info = stock.add_line(receipt(kurtas).pk, LineInput(kurtas.id, 1, photo=image))

    kept = files.read_file(NoteLine.objects.get().photo)
    assert info.has_photo
    assert info.photo_sha256 == hashlib.sha256(kept).hexdigest()


def test_many_lines_are_recorded_and_wrong_ones_told() -> None:
    kurtas = offer()
    lines = [LineInput(kurtas.id, 2), LineInput(999_999, 1), LineInput(kurtas.id, -1), LineInput(kurtas.id, 3)]

    recorded = stock.record_note("receipt", kurtas.supplier_id, "lucknow", lines, by="import:1", post=True)

    assert recorded.note is not None
    assert [problem.index for problem in recorded.problems] == [1, 2]
    assert (recorded.note.state, lying(kurtas)) == ("posted", [2, 3])


def test_nothing_is_recorded_of_a_note_without_a_right_line() -> None:
    kurtas = offer()

    recorded = stock.record_note("receipt", kurtas.supplier_id, "lucknow", [LineInput(999_999, 1)], by="import:1")

    assert (recorded.note, len(recorded.problems), ConsignmentNote.objects.count()) == (None, 1, 0)


def test_a_reference_names_one_note_of_a_supplier() -> None:
    kurtas, anothers = offer(), offer("sari", by=supplier("Rehana"))
    receive(kurtas, 1, reference="challan 7")
    receive(anothers, 1, reference="challan 7")

    with pytest.raises(AlreadyThere, match="challan 7"):
        receipt(kurtas, 1, reference="challan 7")
    (found,) = stock.NOTES.read(Window(9), {"supplier_id": kurtas.supplier_id, "reference": "challan 7"})
    assert found.reference == "challan 7"


def test_the_paper_says_in_both_languages_what_it_is() -> None:
    kurtas = offer(by=supplier("Shabana", name_hi="शबाना"))
    note = receive(kurtas, 5, remark="two bundles")

    paper = stock.note_document(note.pk)

    assert (str(paper.title), paper.number, paper.good_pieces) == ("Consignment receipt note", note.number, 5)
    assert (paper.supplier_name_hi, paper.lines[0].condition.in_language("hi"), paper.remark) == (
        "शबाना",
        "ठीक",
        "two bundles",
    )
    assert "no tax invoice" in str(paper.notice)
    assert "Draft" in str(stock.note_document(receipt(kurtas, 1).pk).notice)
