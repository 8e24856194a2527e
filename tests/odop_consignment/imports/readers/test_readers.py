"""Files as spreadsheets write them, and as nobody should."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from odop_consignment.imports.problems import CELL_ERROR, FORMULA, ROUNDED, BadTable
from odop_consignment.imports.readers import Cell, Limits, Row, read_rows
from tests.odop_consignment.imports.table_files import as_csv, as_xlsx, saved

LIMITS = Limits(rows=1000, unpacked=5 * 1024 * 1024)


def read(content: bytes, limits: Limits = LIMITS) -> list[Row]:
    return list(read_rows(content, limits))


def texts(content: bytes) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in read(content)]


def cell(value: object, number_format: str = "General") -> Cell:
    """How a workbook's cell is read."""
    book = openpyxl.Workbook()
    book.active["A1"] = value
    book.active["A1"].number_format = number_format
    return read(saved(book))[0].cells[0]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_in_every_common_dress(delimiter: str, encoding: str) -> None:
    content = as_csv(("name", "नाम"), ("शबाना", "2"), delimiter=delimiter, encoding=encoding)

    assert texts(content) == [["name", "नाम"], ["शबाना", "2"]]


def test_quoted_csv_may_hold_delimiters_and_line_breaks() -> None:
    assert texts(b'a;"b;,\n c"\n"1\n2";3') == [["a", "b;, c"], ["1 2", "3"]]


def test_empty_rows_are_passed_over_and_still_counted() -> None:
    assert [row.number for row in read(b"a\n\n,,\nb\n")] == [1, 4]
    assert [row.number for row in read(as_xlsx(["a"], [], ["b"]))] == [1, 3]


def test_csv_that_is_not_utf_8_is_refused() -> None:
    with pytest.raises(BadTable, match="UTF-8"):
        read("name\nMüller\n".encode("latin-1"))


@pytest.mark.parametrize("content", [b"PK\x03\x04 nonsense", as_xlsx(["a"])[:-40]], ids=["damaged", "cut off"])
def test_damaged_workbooks_are_refused(content: bytes) -> None:
    with pytest.raises(BadTable, match="damaged"):
        read(content)


def test_workbook_that_unpacks_to_too_much_is_refused_before_it_is_unpacked() -> None:
    # given: 30 MB of zeros in 30 kB
    output = io.BytesIO(as_xlsx(["a"]))
    with zipfile.ZipFile(output, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/bomb.bin", b"\0" * 30 * 1024 * 1024)
    assert len(output.getvalue()) < 100_000

    # when / then
    with pytest.raises(BadTable, match="unpacks to more than 5 MB"):
        read(output.getvalue())


def test_workbook_that_declares_entities_is_refused() -> None:
    # given
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(as_xlsx(["a"]))) as good, zipfile.ZipFile(output, "w") as evil:
        for part in good.infolist():
            content = good.read(part)
            if part.filename.endswith("sheet1.xml"):
                content = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + content
            evil.writestr(part.filename, content)

    # when / then
    with pytest.raises(BadTable):
        read(output.getvalue())


def test_too_many_rows_are_refused() -> None:
    with pytest.raises(BadTable, match="more than 2 rows"):
        read(b"a\n1\n2\n3\n", Limits(2, 1024))
    with pytest.raises(BadTable, match="more than 2 rows"):
        read(as_xlsx(["a"], [1], [2], [3]), Limits(2, 1024 * 1024))


@pytest.mark.parametrize(("place", "told"), [("A1048576", "row 1048576"), ("XFD2", "more than 256 columns")])
def test_a_cell_at_the_far_end_of_a_sheet_is_named_and_costs_nothing(place: str, told: str) -> None:
    # given
    book = openpyxl.Workbook()
    book.active["A1"] = "a"
    book.active[place] = "far"

    # when / then
    with pytest.raises(BadTable, match=told):
        read(saved(book))


def test_format_at_the_far_end_of_a_sheet_is_nothing() -> None:
    # given
    book = openpyxl.Workbook()
    book.active["A1"] = "a"
    book.active["XFD1048576"].number_format = "@"

    # when / then
    assert texts(saved(book)) == [["a"]]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (9876543210, "General", "9876543210"),
        (9876543210.0, "0.00E+00", "9876543210"),
        (9, "00", "09"),
        (7, "000000", "000007"),
        (12.5, "General", "12.5"),
        (True, "General", "yes"),
        ("  शबाना\n परवीन ", "General", "शबाना परवीन"),
    ],
)
def test_what_a_spreadsheet_shows_is_what_is_read(value: object, number_format: str, text: str) -> None:
    assert cell(value, number_format).text == text


def test_dates_and_their_serial_numbers_are_days() -> None:
    assert cell(datetime(2026, 11, 23)).day == date(2026, 11, 23)  # noqa: DTZ001  (a spreadsheet's)
    assert cell(46349).day == date(2026, 11, 23)
    assert cell(46349).text == "46349"
    assert cell(5).day is None


@pytest.mark.parametrize("value", [1234567890123456, 1.5e18])
def test_number_with_lost_digits_is_refused(value: object) -> None:
    assert cell(value).problem == ROUNDED


def test_number_shortened_in_csv_is_refused() -> None:
    assert [each.problem for each in read(b"9.87654E+09,12E4,UP-1E+2")[0].cells] == [ROUNDED, None, None]


def test_formulas_are_not_worked_out() -> None:
    assert cell("=1+1").problem == FORMULA
    assert read(b'=HYPERLINK("http://x")\n')[0].cells[0].problem == FORMULA


def test_errors_of_a_spreadsheet_are_told() -> None:
    assert cell("#REF!").problem == CELL_ERROR


def test_mark_of_an_export_is_taken_off_again() -> None:
    assert texts(b"'+919800000001,'=1,it's,'quoted'") == [["+919800000001", "=1", "it's", "'quoted'"]]


def test_ways_to_keep_zeros_in_csv_are_understood() -> None:
    """As people are told to do: newbetuts.com/861964 (="…") and rpmsoftware.com/wiki (the apostrophe)."""
    assert texts(b'="0306703",\'0001') == [["0306703", "0001"]]


@pytest.mark.parametrize("written", ["#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "Err:502", "########"])
def test_errors_saved_as_text_are_told(written: str) -> None:
    assert read(f"{written}\n".encode())[0].cells[0].problem == CELL_ERROR


@pytest.mark.parametrize("written", ["5.00001E+14", "5,00001E+14", "1.2e+07", "9.87654E09"])
def test_shortened_numbers_are_refused_however_they_are_written(written: str) -> None:
    """1.2E+07 for 012345678: Microsoft's own page "Keep leading zeros"."""
    assert read(f"a;b\n{written};x\n".encode())[1].cells[0].problem == ROUNDED


def test_number_with_a_nought_behind_the_point_keeps_its_digits() -> None:
    (row,) = read(b"50100012345679.0,9800000001.0,5.0,1234567890123456.0")

    assert [cell.text for cell in row.cells] == ["50100012345679", "9800000001", "5.0", ""]
    assert [cell.is_number for cell in row.cells] == [True, True, False, False]
    assert row.cells[3].problem == ROUNDED


@pytest.mark.parametrize("mark", ["\u200b", "\u200e", "\u202a", "\ufeff", "\xa0"])
def test_marks_that_nobody_sees_are_taken_out(mark: str) -> None:
    assert texts(f"{mark}98000{mark}00001{mark}".encode())[0][0].replace(" ", "") == "9800000001"


def test_texts_that_excel_keeps_apart_are_read() -> None:
    # given: Excel keeps each text once, in a part of its own, and cells only point there
    strings = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>नाम</t></si></sst>'
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/>'
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(as_xlsx(["x", "x"]))) as made, zipfile.ZipFile(output, "w") as excel:
        for part in made.infolist():
            content = made.read(part).decode()
            if part.filename == "[Content_Types].xml":
                content = content.replace("</Types>", f"{override}</Types>")
            if part.filename.endswith("sheet1.xml"):
                content = content.replace('t="inlineStr"><is><t>x</t></is>', 't="s"><v>0</v>')
                assert 't="s"' in content
            excel.writestr(part.filename, content)
        excel.writestr("xl/sharedStrings.xml", strings)

    # when / then
    assert texts(output.getvalue()) == [["नाम", "नाम"]]
