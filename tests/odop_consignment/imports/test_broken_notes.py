"""A note is taken whole or not at all, wherever its rows stand and whatever they lack."""

from __future__ import annotations

from typing import Any

import pytest

from odop_consignment.api import imports
from odop_consignment.imports.groups import find_broken_groups
from odop_consignment.imports.notes import NOTES
from odop_consignment.imports.readers import Cell
from odop_consignment.imports.records import Record
from odop_consignment.imports.suppliers import SUPPLIERS
from odop_consignment.models import ConsignmentNote, Lot
from tests.odop_consignment.imports.table_files import as_csv, hand_in, make_supplier, numbers, told

HEADER = ("reference", "supplier", "pickup_point_id", "variant_id", "quantity", "condition", "posted", "kind")


def line(reference: str = "RC-1", by: str = "UP-1", quantity: Any = 5, **changes: str) -> tuple[Any, ...]:
    values = {"condition": "", "posted": "yes", "kind": ""} | changes
    return reference, by, "lucknow", "variant-kurta", quantity, *values.values()


def broken(*keys: tuple[str, str]) -> set[int]:
    """The first rows of the notes that are not taken, of rows with these references and suppliers, from row 2 on."""
    records = [
        Record(number, {"reference": Cell(reference), "supplier": Cell(supplier)})
        for number, (reference, supplier) in enumerate(keys, start=2)
    ]
    return set(find_broken_groups(NOTES, records))


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ([("A", "S"), ("A", "S"), ("B", "S")], set()),
        ([("A", "S"), ("B", "S"), ("A", "S")], {2, 4}),
        ([("A", "S"), ("B", "S"), ("a", "s"), ("B", "S")], {2, 3, 4, 5}),
        ([("A", "S"), ("", "S"), ("B", "S")], {2, 4}),
        ([("A", "S"), ("", "S"), ("B", "T")], {2}),
        ([("A", "S"), ("", ""), ("B", "T")], {2, 4}),
        ([("A", "S"), ("A", ""), ("B", "S")], {2}),
        ([("A", ""), ("B", "S"), ("A", "S")], {4}),
        ([("", "S"), ("A", "S")], {3}),
        ([("A", "S"), ("", "S"), ("", "S")], {2}),
        ([("A", "S"), ("B", "T"), ("", "S")], set()),
        ([("RC–1", "S"), ("RC-1", "S")], set()),
        ([("A", "S"), ("A", "T"), ("A", "S")], {2, 4}),
    ],
)
def test_notes_whose_rows_stand_apart_or_lack_their_name_are_found(
    keys: list[tuple[str, str]], expected: set[int]
) -> None:
    assert broken(*keys) == expected


def test_other_tables_have_no_groups() -> None:
    assert find_broken_groups(SUPPLIERS, [Record(2, {}), Record(3, {})]) == {}


@pytest.mark.django_db
class TestImport:
    @pytest.fixture(autouse=True)
    def _supplier(self) -> None:
        make_supplier()

    def hand_in_lines(self, *lines: tuple[Any, ...]) -> imports.ImportInfo:
        return hand_in(as_csv(HEADER, *lines), "notes")

    def test_note_whose_second_row_lacks_its_reference_is_refused_whole(self) -> None:
        # when
        info = self.hand_in_lines(line(), line(""), line("RC-2", by="UP-9"))

        # then
        assert not ConsignmentNote.objects.exists()
        assert not Lot.objects.exists()
        assert numbers(info) == (0, 0, 3)
        assert (3, "reference") in told(info)

    def test_note_whose_rows_stand_apart_is_refused_whole(self) -> None:
        # when
        info = self.hand_in_lines(line(), line("RC-2"), line())

        # then
        assert [note.reference for note in ConsignmentNote.objects.all()] == ["RC-2"]
        assert numbers(info) == (1, 0, 2)
        assert {row for row, _column in told(info)} == {2, 4}

    def test_total_below_the_last_note_belongs_to_none(self) -> None:
        # when
        info = self.hand_in_lines(line(), line(), ("Total", "", "", "", 10, "", "", ""))

        # then
        assert ConsignmentNote.objects.get().lines.count() == 2
        assert numbers(info) == (2, 0, 0)

    @pytest.mark.parametrize("quantity", ["5,00", "0", "-5", "5.5", "1000001", "5E+2"])
    def test_quantity_that_may_mean_something_else_is_told(self, quantity: str) -> None:
        info = self.hand_in_lines(line(quantity=f'"{quantity}"'))

        assert told(info) == [(2, "quantity")]
        assert not ConsignmentNote.objects.exists()

    @pytest.mark.parametrize(("quantity", "pieces"), [("1,00,000", 100_000), ("५००", 500), ("5.0", 5)])
    def test_quantity_as_it_is_written_in_india(self, quantity: str, pieces: int) -> None:
        self.hand_in_lines(line(quantity=f'"{quantity}"'))

        assert Lot.objects.get().received == pieces

    def test_damaged_pieces_that_never_came_cannot_go_back(self) -> None:
        # given
        self.hand_in_lines(line(quantity=2))

        # when
        info = self.hand_in_lines(
            line("UR-1", quantity=1), line("UR-1", quantity=50, condition="damaged", kind="return")
        )

        # then
        assert [note.reference for note in ConsignmentNote.objects.all()] == ["RC-1"]
        assert told(info) == [(3, "quantity")]
