"""MT940 with what its description allows: blocks around it, long lines, reversals. The statement is made up."""

from __future__ import annotations

from datetime import date

import pytest

from odop_accounts.bank_statements.records import read_statement
from odop_accounts.bank_statements.rows import BadStatement, find_codes

STATEMENT = """{1:F01SBININBBXXX}{2:O940}{4:
:20:STMT241126
:25:00640350000001
:28C:328/1
:60F:C261124INR10000,00
:61:2611241124D882,NTRFNONREF//SBINR52026112400001
more of it
:86:NEFT/ODOPTESTABCDEFG
HJKL/RUKHSANA BEGUM
:61:261125RD882,00NTRFODOPKEY//X1
:86:RETURN
:61:2611251125CR100,5NMSCNONREF
:62F:C261126INR10100,50
-}
"""


def test_rows_and_what_is_said_of_them_are_read() -> None:
    # when
    read = read_statement(STATEMENT.replace("\n", "\r\n").encode())

    # then
    assert [(row.day.day, row.amount_paise, row.balance_paise, row.reference) for row in read.rows] == [
        (24, -88_200, 911_800, "SBINR52026112400001"),
        (25, 88_200, 1_000_000, "X1"),
        (25, 10_050, 1_010_050, ""),
    ]
    assert "ODOPTESTABCDEFGHJKL" in find_codes(read.rows[0].description, "")
    assert (read.first_day, read.last_day) == (date(2026, 11, 24), date(2026, 11, 26))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (":61:2611241124D882", ":61:2611321124D882", r"Row 6, column :61:"),
        ("D882,", "D882.00", "Row 6, column :61:"),
        ("C261126INR10100,50", "C261126INR10982,50", "Row 13, column :62F:.*missing"),
        ("C261124INR", "C261124USD", "Row 5, column :60F:.*rupees"),
    ],
)
def test_a_field_that_cannot_be_read_refuses_the_file_and_is_named(old: str, new: str, said: str) -> None:
    with pytest.raises(BadStatement, match=said):
        read_statement(STATEMENT.replace(old, new).encode())
