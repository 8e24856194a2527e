"""The table of consignment notes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from odop_consignment.api import imports
from odop_consignment.models import ConsignmentNote, Lot, NoteLine, StockAdjustment, Supplier
from odop_core.india.dates import today
from odop_core.models import OutboxItem
from tests.factories import offer
from tests.odop_consignment.imports.table_files import ALL, as_csv, hand_in, make_supplier, numbers, told

pytestmark = pytest.mark.django_db
HEADER = ("reference", "supplier", "pickup_point_id", "variant_id", "quantity", "condition", "posted", "dated", "kind")


def line(
    reference: str = "RC-1", variant: str = "kurta", quantity: Any = 5, condition: str = "", posted: str = "",
    dated: str = "", kind: str = "", by: str = "UP-1", at: str = "lucknow",
) -> tuple[Any, ...]:  # fmt: skip
    return reference, by, at, f"variant-{variant}", quantity, condition, posted, dated, kind


def hand_in_lines(*lines: tuple[Any, ...], dry_run: bool = False) -> imports.ImportInfo:
    return hand_in(as_csv(HEADER, *lines), "notes", dry_run=dry_run)


def messages(info: imports.ImportInfo) -> str:
    return " ".join(str(problem.message) for problem in imports.import_errors(info.id, ALL))


@pytest.fixture(autouse=True)
def _supplier() -> None:
    known = make_supplier()
    offer("saree", by=_info(known))


def _info(known: Supplier) -> Any:
    from odop_consignment.api import suppliers_by_id

    return suppliers_by_id([known.pk])[known.pk]


def test_rows_after_each_other_with_one_reference_are_one_note() -> None:
    # when
    info = hand_in_lines(
        line(dated="01-11-2026"),
        line(variant="saree", quantity=2, condition="ख़राब"),
        line(reference="RC-2", quantity=1),
    )

    # then
    first, second = ConsignmentNote.objects.order_by("id")
    assert [(row.offer.variant_id, row.quantity, row.condition) for row in first.lines.order_by("id")] == [
        ("variant-kurta", 5, "good"), ("variant-saree", 2, "damaged"),
    ]  # fmt: skip
    assert (first.reference, first.dated, first.state, first.kind) == ("RC-1", date(2026, 11, 1), "draft", "receipt")
    assert second.lines.count() == 1
    assert numbers(info) == (3, 0, 0)


def test_note_that_says_so_is_posted_and_counts() -> None:
    # when
    hand_in_lines(line(posted="yes"), line(variant="saree", quantity=2))

    # then
    assert ConsignmentNote.objects.get().state == "posted"
    assert ConsignmentNote.objects.get().number.startswith("RN/")
    assert sorted(Lot.objects.values_list("in_stock", flat=True)) == [2, 5]


def test_posted_note_handed_in_again_moves_nothing() -> None:
    # given
    hand_in_lines(line(posted="yes"))

    # when
    info = hand_in_lines(line(posted="yes"))

    # then
    assert numbers(info) == (0, 0, 0)
    assert Lot.objects.get().in_stock == 5


def test_posted_note_is_not_changed() -> None:
    # given
    hand_in_lines(line(posted="yes"))

    # when
    info = hand_in_lines(line(quantity=6))

    # then
    assert "stays as it is" in messages(info)
    assert Lot.objects.get().in_stock == 5


def test_draft_gets_the_lines_of_the_table() -> None:
    # given
    hand_in_lines(line(), line(variant="saree"))

    # when
    info = hand_in_lines(line(quantity=7, posted="yes"))

    # then
    assert NoteLine.objects.get().quantity == 7
    assert ConsignmentNote.objects.get().state == "posted"
    assert numbers(info) == (0, 1, 0)


def test_goods_go_back_unsold() -> None:
    # given
    hand_in_lines(line(posted="yes"))

    # when
    hand_in_lines(line("UR-1", quantity=2, kind="वापसी", posted="हाँ"))

    # then
    assert Lot.objects.get().in_stock == 3


def test_of_a_note_with_a_wrong_line_nothing_is_taken() -> None:
    # when
    info = hand_in_lines(line(), line(variant="attar"), line("RC-2"))

    # then
    assert told(info) == [(3, "variant_id")]
    assert numbers(info) == (1, 0, 2)
    assert ConsignmentNote.objects.get().reference == "RC-2"


@pytest.mark.parametrize(
    ("wrong", "column"),
    [
        (line(quantity=""), "quantity"),
        (line(quantity="few"), "quantity"),
        (line(by="UP-9"), "supplier"),
        (line(condition="so-so"), "condition"),
        (line(dated="soon"), "dated"),
        (line(reference="#99"), "reference"),
    ],
)
def test_wrong_cell_is_told(wrong: tuple[Any, ...], column: str) -> None:
    assert told(hand_in_lines(wrong)) == [(2, column)]
    assert not ConsignmentNote.objects.exists()


def test_rows_that_contradict_each_other_are_told() -> None:
    assert told(hand_in_lines(line(posted="yes"), line(variant="saree", posted="no"))) == [(3, "posted")]


def test_rows_of_a_note_that_stand_apart_are_told() -> None:
    # when
    info = hand_in_lines(line(), line("RC-2"), line(variant="saree"))

    # then
    assert "Row 2 seems to belong to the same note" in messages(info)
    assert [note.reference for note in ConsignmentNote.objects.all()] == ["RC-2"]


def test_more_than_there_is_cannot_go_back() -> None:
    # when
    info = hand_in_lines(line(kind="unsold_return", posted="yes"))

    # then
    assert "Only 0 unsold pieces" in messages(info)
    assert not ConsignmentNote.objects.exists()


def test_note_of_tomorrow_is_refused() -> None:
    assert "has not come yet" in messages(hand_in_lines(line(dated=str(today() + timedelta(days=1)))))


def test_dry_run_posts_nothing_and_uses_no_number() -> None:
    # when
    checked = hand_in_lines(line(posted="yes"), dry_run=True)
    hand_in_lines(line(posted="yes"))

    # then
    assert numbers(checked) == (1, 0, 0)
    assert ConsignmentNote.objects.get().serial == 1
    assert StockAdjustment.objects.count() == 1
    assert OutboxItem.objects.filter(topic="consignment.stock").count() == 1


def test_template_is_understood() -> None:
    for language in ("en", "hi"):
        info = hand_in(imports.make_template("notes", "xlsx", language=language), "notes")

        assert "example" in messages(info)
