"""Which column is which, in the headers that offices write."""

from __future__ import annotations

import pytest

from odop_consignment.imports.columns import Column, normalise_header
from odop_consignment.imports.header import Header, find_header
from odop_consignment.imports.kinds import TABLES
from odop_consignment.imports.problems import HIDDEN_COLUMN, HIDDEN_ROW, BadTable
from odop_consignment.imports.readers import Cell, Row
from odop_consignment.models import TableKind

NEEDED = ("reference", "name", "phone")


def header(*titles: str, kind: str = "suppliers", above: tuple[str, ...] = ()) -> Header:
    rows = [Row(number, [Cell(text)]) for number, text in enumerate(above, start=1)]
    rows.append(Row(len(rows) + 1, [Cell(title) for title in titles]))
    return find_header(rows, TABLES[TableKind(kind)].columns)


@pytest.mark.parametrize(
    ("title", "column"),
    [
        ("Mobile No.", "phone"), ("MOBILE NUMBER", "phone"), ("Contact No", "phone"), ("मोबाइल नं.", "phone"),
        ("मोबाइल नम्बर", "phone"), ("Mobile No. / मोबाइल नंबर", "phone"), ("मोबाइल नंबर Mobile No.", "phone"),
        ("Mobile (10 digits)", "phone"), ("Phone*", "phone"), ("Phone (फ़ोन)", "phone"),
        ("Name of Artisan", "name"), ("कारीगर का नाम", "name"), ("Name (in English)", "name"),
        ("नाम (हिन्दी में)", "name_hi"), ("A/c No.", "account_number"), ("Bank A/C Number", "account_number"),
        ("खाता नं", "account_number"), ("IFSC Code", "ifsc"), ("GST No", "gstin"), ("State", "state_code"),
        ("राज्य", "state_code"), ("Email ID", "email"), ("पूरा पता", "address"), ("PAN Card No.", "pan"),
        ("UPI ID", "vpa"), ("account_number", "account_number"), ("\u200bReference", "reference"),
    ],
)  # fmt: skip
def test_usual_titles_are_known(title: str, column: str) -> None:
    titles = [each for each in NEEDED if each != column]

    assert header(*titles, title).names[-1] == column


@pytest.mark.parametrize(
    "title",
    [
        "Phone (father's)",
        "Name / Phone",
        "Father's name",
        "S. No.",
        "क्रमांक",
        "Bank",
        "Name of father (if any)",
        "Photo",
    ],
)
def test_what_may_be_something_else_is_not_taken_for_a_column(title: str) -> None:
    assert header(*NEEDED, title).unknown == (title,)


def test_no_title_means_two_columns() -> None:
    for table in TABLES.values():
        known: dict[str, Column] = {}
        for column in table.columns:
            for title in (*column.names, *column.also):
                assert known.setdefault(normalise_header(title), column) is column, title


def test_title_of_the_table_may_stand_above() -> None:
    found = header(*NEEDED, above=("District Industries Centre, Lucknow", "List of artisans 2026"))

    assert (found.number, found.names) == (3, NEEDED)


def test_usual_title_counts_only_where_the_own_one_is_not_there() -> None:
    found = header(*NEEDED, "State", "State code")

    assert found.names[3:] == ("#4", "state_code")
    assert found.unknown == ("State",)


def test_two_usual_titles_of_one_column_are_there_twice() -> None:
    with pytest.raises(BadTable, match="twice"):
        header("reference", "name", "Mobile", "Contact no")


def test_needed_columns_that_are_nowhere_are_named() -> None:
    with pytest.raises(BadTable, match="missing: “Phone”"):
        header("reference", "name", "Fax")


def test_header_row_that_is_hidden_is_none() -> None:
    # given
    hidden = Row(1, [Cell(name) for name in NEEDED], HIDDEN_ROW)
    seen = Row(2, [Cell(name) for name in ("Phone", "Name", "Reference")])

    # when / then
    assert find_header([hidden, seen], TABLES[TableKind.SUPPLIERS].columns).number == 2


def test_known_column_that_is_hidden_is_refused() -> None:
    # given
    row = Row(1, [Cell("reference"), Cell("name"), Cell("phone"), Cell("A/c no", problem=HIDDEN_COLUMN)])

    # when / then
    with pytest.raises(BadTable, match="“Account number” is hidden"):
        find_header([row], TABLES[TableKind.SUPPLIERS].columns)


def test_cells_without_a_title_are_told_with_row_and_column() -> None:
    # given
    found = header("reference", "name", "", "phone")

    # when
    beyond = found.record(Row(7, [Cell("UP-1"), Cell("Ram"), Cell(), Cell("98"), Cell("Lucknow")]))
    between = found.record(Row(8, [Cell("UP-1"), Cell("Ram"), Cell("x"), Cell("98")]))

    # then
    assert [(problem.column, "column E" in str(problem.message)) for problem in beyond.problems] == [("#5", True)]
    assert [(problem.column, "column C" in str(problem.message)) for problem in between.problems] == [("#3", True)]


def test_header_that_is_repeated_is_no_row() -> None:
    found = header(*NEEDED)

    assert found.is_repeated(Row(40, [Cell(name) for name in NEEDED]))
    assert not found.is_repeated(Row(41, [Cell("reference"), Cell("name"), Cell("98")]))
