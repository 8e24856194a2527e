"""CSV of other countries, of other programs, and with quotes that do not fit."""

from __future__ import annotations

import pytest

from odop_consignment.imports.problems import BadTable
from odop_consignment.imports.readers import Limits, read_rows

LIMITS = Limits(rows=1000, unpacked=1024 * 1024)


def texts(content: bytes) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in read_rows(content, LIMITS)]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-32", "utf-16"])
@pytest.mark.parametrize("name", ["शबाना", "Shabana"])
def test_wide_encodings_are_read_with_a_mark_and_without(encoding: str, name: str) -> None:
    """Without one each letter would come with a NUL: genspark-ai/genoffice#438."""
    assert texts(f"name,नाम\r\n{name},1\r\n".encode(encoding)) == [["name", "नाम"], [name, "1"]]


def test_curly_quotes_of_windows_are_read() -> None:
    assert texts("name,item\nRam,‘Chikan’ – “white”…\n".encode("cp1252"))[1][1] == "‘Chikan’ – “white”…"


def test_letters_of_an_unknown_encoding_are_refused_with_their_line() -> None:
    with pytest.raises(BadTable, match=r"UTF-8 \(line 3\)"):
        texts("name\nRam\nMüller\n".encode("latin-1"))


def test_the_mark_by_which_dos_ends_a_file_is_no_row() -> None:
    assert texts(b"name\r\nRam\r\n\x1a") == [["name"], ["Ram"]]


@pytest.mark.parametrize(
    ("row", "complaint"),
    [("Ram," + "x" * 200_000, "more than 131072 characters"), ('"Ram,' + "x\n" * 100_000, "quotation mark")],
)
def test_a_cell_without_end_is_told_from_a_quote_that_is_never_closed(row: str, complaint: str) -> None:
    """Python's csv gives up at the same length for both: python/cpython#44062."""
    with pytest.raises(BadTable, match=f"line 2 .*{complaint}"):
        texts(f"name,item\n{row}\n".encode())


@pytest.mark.parametrize("line", ["sep=;", '"sep=;"', "SEP=;"])
def test_line_that_names_the_delimiter_is_no_row(line: str) -> None:
    # when
    rows = list(read_rows(f"{line}\r\nname;city\r\nRam;1,2,3,4\r\n".encode(), LIMITS))

    # then: as a spreadsheet counts, which does not show that line
    assert [(row.number, [cell.text for cell in row.cells]) for row in rows] == [
        (1, ["name", "city"]), (2, ["Ram", "1,2,3,4"]),
    ]  # fmt: skip


def test_unusual_delimiter_is_understood_where_it_is_named() -> None:
    """alexcaza/export-to-csv#43."""
    assert texts(b"sep=~\nColumn A~Column B\n1~2\n") == [["Column A", "Column B"], ["1", "2"]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_is_not_mistaken_for_commas_of_a_title_or_of_addresses(delimiter: str) -> None:
    # given
    quoted = [f'"{number}, Chowk, Lucknow, UP, India"' for number in (1, 2)]
    rows = [["ref", "name", "address"], ["1", "Ram", quoted[0]], ["2", "Asha", quoted[1]]]
    lines = ["List of artisans, Lucknow, November, 2026", *map(delimiter.join, rows)]

    # when
    read = texts("\n".join(lines).encode())

    # then
    assert read[1:] == [[cell.strip('"') for cell in row] for row in rows]


@pytest.mark.parametrize(
    ("content", "width"),
    [
        ("a;b;c\n1;12, Chowk, Lucknow, UP, India, Asia, Earth;3\n", 3),
        ("a,b,c\n1,x; y; z; u; v; w,3\n", 3),
        ("a,b,c,d\n1\n2,3,4,5\n3,x;y\n4,x;y\n5,x;y\n", 4),
        ("a\tb\n1\tx, y, z\n", 2),
    ],
)
def test_delimiter_is_what_all_lines_have(content: str, width: int) -> None:
    assert len(texts(content.encode())[0]) == width


@pytest.mark.parametrize(
    ("content", "line"),
    [
        # cldf/csvw#52: a curly quote at the end
        ("Row,Content\n1,\"i am an unclosed comment”\n2,Lorem\n3,ipsum\n", 2),
        # JoshClose/CsvHelper#308
        ("CBH,A,1,CARRS,1.TXT\nCBH,B,2,\"CARRS\n\"\",2.TXT\nCBH,C,3,CARRS,3.TXT\n", 2),
        # JoshClose/CsvHelper#1341: a missing quote, an extra one, one in the middle
        ('"No","Name"\n"1","Good"\n"2","Missing\n"3","Good"\n', 3),
        ('"No","Name"\n"1","Good"\n"2","Extra""\n"3","Good"\n', 3),
        ('"No","Name"\n"1","Good"\n"2","Mid"dle"\n"3","Good"\n', 3),
        # halogenandtoast/excelsior#8
        ('"Foo","Bar","Baz', 1),
        ("sep=,\nref,name\n1,\"Ram\n2,Asha\n", 3),
    ],
)  # fmt: skip
def test_quote_that_is_not_closed_is_named_with_the_line_it_begins_in(content: str, line: int) -> None:
    with pytest.raises(BadTable, match=f"In line {line} a quotation mark"):
        texts(content.encode())


def test_quote_within_a_text_is_a_letter() -> None:
    assert texts(b'ref,item\n1,Tray 12"\n2,5\'6" cloth\n') == [["ref", "item"], ["1", 'Tray 12"'], ["2", "5'6\" cloth"]]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        # of the suite max-mapper/csv-spectrum
        ("first,last,address\nJohn,Doe,\"120, any st.\"\n", ["John", "Doe", "120, any st."]),
        ('a,b\n1,"ha ""ha"" ha"\n', ["1", 'ha "ha" ha']),
        ('a,b,c\n1,"",""\n', ["1"]),
        ('key,val\n1,"{""type"": ""Point"", ""c"": [102.0, 0.5]}"\n', ["1", '{"type": "Point", "c": [102.0, 0.5]}']),
        ("a,b,c\n1,2,ʤ\n", ["1", "2", "ʤ"]),
        ('a,b,c\r\n1,2,"x\r\ny"\r\n', ["1", "2", "x y"]),
    ],
)  # fmt: skip
def test_published_cases_of_csv_are_read(content: str, expected: list[str]) -> None:
    assert texts(content.encode())[1] == expected


def test_space_before_a_quote_is_passed_over() -> None:
    assert texts(b'a, "b, c", d\n') == [["a", "b, c", "d"]]


def test_very_wide_row_is_refused_and_a_row_of_commas_is_not() -> None:
    with pytest.raises(BadTable, match="more than 256 columns"):
        texts(b"a\n" + b"x," * 300 + b"\n")
    assert texts(b"a,b\n1,2" + b"," * 100_000 + b"\n") == [["a", "b"], ["1", "2"]]


@pytest.mark.parametrize("content", [b"\x00\x01\x02\x03\x04" * 100, b"name\nR\x00am\n"])
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(BadTable, match="neither XLSX nor CSV"):
        texts(content)
