"""Wrong rows are handed out with their errors, mended, and handed in again."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import openpyxl
import pytest

from odop_consignment.api import WrongChoice, imports
from odop_consignment.imports import wrong_rows
from odop_consignment.models import ConsignmentNote, Supplier, TableImport, WrongRow
from tests.odop_consignment.imports.table_files import (
    SUPPLIERS,
    as_csv,
    as_xlsx,
    hand_in,
    make_supplier,
    numbers,
    supplier_rows,
    told,
)

pytestmark = pytest.mark.django_db


def handed_out(info: imports.ImportInfo, format_: str = "csv", **options: Any) -> list[list[str]]:
    content = b"".join(imports.export_wrong_rows(info.id, format_, **options))
    if format_ == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        return [[str(value or "") for value in row] for row in sheet.iter_rows(values_only=True)]
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize("format_", ["csv", "xlsx"])
def test_wrong_rows_come_as_they_were_with_what_is_wrong(format_: str) -> None:
    # given
    rows = [
        ("Mobile No.", "Reference", "Name", "Shoe size"),
        ("12", "UP-1", "", "38"),
        ("9800000002", "UP-2", "Asha", ""),
    ]
    info = hand_in(as_csv(*rows), "suppliers")

    # when
    header, row, *others = handed_out(info, format_)

    # then
    assert header == ["What is wrong", *rows[0]]
    assert row[1:] == list(rows[1])
    assert "Name: This must not be empty." in row[0]
    assert "Phone: " in row[0]
    assert others == []


@pytest.mark.parametrize("format_", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["en", "hi"])
def test_mended_they_can_be_handed_in_again(format_: str, language: str) -> None:
    # given
    info = hand_in(as_csv(SUPPLIERS, *supplier_rows(2), ("UP-3", "", "9800000003")), "suppliers")
    header, row = handed_out(info, format_, language=language)

    # when
    row[header.index("name")] = "Ram"
    again = hand_in(as_csv(header, [f'"{cell}"' for cell in row]), "suppliers")

    # then
    assert (told(again), numbers(again)) == ([], (1, 0, 0))
    assert Supplier.objects.get(reference="UP-3").name == "Ram"


def test_wrong_again_they_have_one_column_of_errors() -> None:
    # given
    info = hand_in(as_csv(SUPPLIERS, ("UP-3", "", "1")), "suppliers")
    header, row = handed_out(info)

    # when
    again = hand_in(as_csv(header, [f'"{cell}"' for cell in row]), "suppliers")

    # then
    assert handed_out(again)[0] == ["What is wrong", *SUPPLIERS]


def test_all_rows_of_a_note_that_was_refused_are_handed_out() -> None:
    # given
    make_supplier()
    header = ("reference", "supplier", "pickup_point_id", "variant_id", "quantity")
    lines = [("RC-1", "UP-1", "lucknow", "variant-kurta", "5"), ("RC-1", "UP-1", "lucknow", "variant-kurta", "few")]

    # when
    rows = handed_out(hand_in(as_csv(header, *lines), "notes"))

    # then
    assert [row[1:] for row in rows[1:]] == [list(line) for line in lines]
    assert not ConsignmentNote.objects.exists()


def test_aadhaar_numbers_are_not_kept_and_the_rest_is_encrypted() -> None:
    # given
    row = ("UP-1", "Ram", "9800000001", "Aadhaar 2341 2341 2346, Chowk")

    # when
    info = hand_in(as_xlsx((*SUPPLIERS, "address"), row), "suppliers")

    # then
    (_header, kept) = handed_out(info)
    assert kept[1:] == ["UP-1", "Ram", "9800000001", "Aadhaar ×××× ×××× ××××, Chowk"]
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT cells FROM odop_consignment_wrongrow")
        assert not any("9800000001" in cells for (cells,) in cursor.fetchall())


def test_unreadable_cells_are_handed_out_as_they_stood() -> None:
    info = hand_in(as_csv((*SUPPLIERS, "address"), ("UP-1", "Ram", "9.8E+09", "=A1")), "suppliers")

    assert handed_out(info)[1][1:] == ["UP-1", "Ram", "9.8E+09", "'=A1"]


def test_dry_run_hands_them_out_too() -> None:
    assert len(handed_out(hand_in(as_csv(SUPPLIERS, ("UP-1", "", "1")), "suppliers", dry_run=True))) == 2


def test_table_without_wrong_rows_has_none_to_hand_out() -> None:
    info = hand_in(as_csv(SUPPLIERS, *supplier_rows(1)), "suppliers")

    with pytest.raises(WrongChoice, match="No wrong rows"):
        imports.export_wrong_rows(info.id, "csv")


def test_they_are_deleted_after_some_weeks() -> None:
    # given
    old = hand_in(as_csv(SUPPLIERS, ("UP-1", "", "1")), "suppliers")
    new = hand_in(as_csv(SUPPLIERS, ("UP-2", "", "1")), "suppliers")
    task = TableImport.objects.get(pk=old.id)
    TableImport.objects.filter(pk=old.id).update(created_at=task.created_at - wrong_rows.KEPT - timedelta(hours=1))

    # when
    wrong_rows.delete_old_rows()

    # then
    assert set(WrongRow.objects.values_list("table_id", flat=True)) == {new.id}
