"""Text that a spreadsheet would work out is marked, in whatever dress; and comes back as it was."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from odop_consignment.imports.readers import Limits, read_rows
from odop_core.files.formulas import guard, unguard
from odop_core.files.tables import TableFormat, write_table
from odop_core.normalization import normalize_text
from tests.examples import examples

# OWASP's list (with OWASP/www-community#1115: the line feed), JSONbored/loopover#7439, chobbledotcom/tickets#2238.
DANGEROUS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "＝1+1", "＋1", "－1", "＠x", "﹦1", "﹢1",
    "﹣1", "﹫x", "\ufeff=1+1", "\u200b=1+1", "\u200e@x", "\u202a＝1", "\xa0=1", "\u3000-1", "−1", "'=1", "''=1",
    "=cmd|' /C calc'!A0",
]  # fmt: skip

# No characters, by Unicode: XML, and so a workbook, cannot hold them, and no table of ours has them.
LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Cf"), exclude_characters="\ufffe\uffff")


def in_csv(*values: object) -> list[str]:
    content = b"".join(write_table(TableFormat.CSV, [list(values)]))
    return next(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("text", DANGEROUS)
def test_formulas_are_marked_as_text_in_csv(text: str) -> None:
    (written,) = in_csv(text)

    assert written.startswith("'")


@pytest.mark.parametrize("text", DANGEROUS)
def test_formulas_are_text_in_a_workbook(text: str) -> None:
    # when
    content = b"".join(write_table(TableFormat.XLSX, [[text]], columns=1))

    # then
    cell = openpyxl.load_workbook(io.BytesIO(content)).active["A1"]
    assert (cell.data_type, cell.number_format) == ("s", "@")


@pytest.mark.parametrize("text", ["Ram", "12 Chowk", "a=b", "it's", "'quoted'", "शबाना", "5-6", "", "a@b.in"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert guard(text) == text


@examples(300)
@given(text=st.text(st.sampled_from("=+-@＝'\"09 aक\u200b"), max_size=8))
def test_mark_is_taken_off_again(text: str) -> None:
    assert unguard(guard(text)) == text


@examples(100)
@given(text=st.text(LETTERS, min_size=1, max_size=20))
def test_what_csv_hands_out_is_read_again(text: str) -> None:
    # given: what reading does to any text is done already
    text = " ".join(normalize_text(f"x{text}x").split())

    # when
    titles: list[object] = list("abcdefghijkl")
    content = b"".join(write_table(TableFormat.CSV, [titles, [text, *titles[1:]], titles]))
    _header, row, _last = read_rows(content, Limits(10, 1024))

    # then
    assert row.cells[0].text == text


def test_columns_of_a_workbook_are_text_however_far_down_somebody_writes() -> None:
    # when
    content = b"".join(write_table(TableFormat.XLSX, [["Account number", "Phone"]], columns=2))

    # then
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert [sheet.column_dimensions[letter].number_format for letter in "AB"] == ["@", "@"]


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b", "a\uffffb", "a\x07b"])
def test_what_a_workbook_cannot_hold_is_left_out(text: str) -> None:
    for format_ in TableFormat:
        (row,) = read_rows(b"".join(write_table(format_, [[text]])), Limits(10, 1024 * 1024))
        assert row.cells[0].text == "ab"
