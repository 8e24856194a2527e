"""Statements as banks write them. The titles are those that public readers of HDFC's and ICICI's downloads look for
("Chq./Ref.No.", "Withdrawal Amount (INR )"); the rows are made up."""

from __future__ import annotations

from datetime import date

import pytest

from odop_accounts.bank_statements.records import read_statement
from odop_accounts.bank_statements.rows import BadStatement
from odop_accounts.bank_statements.tables import Column

HDFC = """HDFC BANK Ltd.,,,,,,
Statement of accounts,,,,,,
Date,Narration,Chq./Ref.No.,Value Dt,Withdrawal Amt.,Deposit Amt.,Closing Balance
********,****,****,****,****,****,****
24/11/26,NEFT DR-ODOPTEST1,0000123456789012,24/11/26,"1,00,882.00",,"12,34,567.50"
25/11/26,NEFT CR,SBINR5202,25/11/26,,882.00,1235449.50

STATEMENT SUMMARY :-,,,,,,
Opening Balance,Dr Count,Cr Count,Debits,Credits,Closing Bal,
1335449.50,1,1,100882.00,882.00,1235449.50,
"""
ICICI = """S No.,Value Date,Transaction Date,Cheque Number,Transaction Remarks,Withdrawal Amount(INR),Deposit Amount(INR),Balance(INR)
1,24/11/2026,24-11-2026,-,NEFT/ODOPTEST1,100882.00,0,1234567.50
2,25/11/2026,25-11-2026,-,NEFT CR,0,882.00,1235449.50
"""  # noqa: E501
DR_CR = """Txn Date,Description,UTR,Amount,Dr/Cr,Balance
24 Nov 2026,NEFT ODOPTEST1,X,"1,00,882.00",DR,"12,34,567.50 Cr"
25-Nov-2026,NEFT,Y,₹ 882.00,CR,"12,35,449.50 Cr"
"""
SUFFIX = """दिनांक;विवरण;राशि;शेष
24-11-2026;NEFT ODOPTEST1;1,00,882.00 (Dr);12,34,567.50 Cr
२५-११-२०२६;NEFT;882.00Cr;12,35,449.50 Cr
"""


@pytest.mark.parametrize("text", [HDFC, ICICI, DR_CR, SUFFIX], ids=["hdfc", "icici", "dr_cr", "suffix"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_statements_of_banks_are_read(text: str, encoding: str) -> None:
    # when
    read = read_statement(text.encode(encoding))

    # then
    assert [(row.day, row.amount_paise, row.balance_paise) for row in read.rows] == [
        (date(2026, 11, 24), -10_088_200, 123_456_750),
        (date(2026, 11, 25), 88_200, 123_544_950),
    ]
    assert "ODOPTEST1" in read.rows[0].description
    assert (read.first_day, read.last_day) == (date(2026, 11, 24), date(2026, 11, 25))


def test_other_titles_are_named() -> None:
    # given
    text = "Wann,Was,Aus,Ein\n24/11/2026,NEFT,882,\n"
    titles = {Column.DATE: "wann", Column.DESCRIPTION: "Was", Column.DEBIT: "Aus", Column.CREDIT: "Ein"}

    # then
    assert read_statement(text.encode(), titles).rows[0].amount_paise == -88_200


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("32/11/2026,NEFT,1,2.00,,", "Row 3, column Date"),
        ("11/24/2026,NEFT,1,2.00,,", "Row 3, column Date"),
        (",NEFT,1,2.00,,", "Row 3, column Date"),
        ('24/11/2026,NEFT,1,"2,00",,', "Row 3, column Debit"),
        ("24/11/2026,NEFT,1,2.00,3.00,", "Row 3, column Credit"),
        ("24/11/2026,NEFT,1,,,", "Row 3, column Debit"),
        ("24/11/2026,NEFT,1.23E+15,2.00,,", "Row 3, column Reference"),
        ("24/11/2026,NEFT,1,2.005,,", "Row 3, column Debit"),
    ],
)
def test_a_row_that_cannot_be_read_refuses_the_file_and_is_named(row: str, said: str) -> None:
    # given
    text = f"Date,Description,Reference,Debit,Credit,Balance\n24/11/2026,NEFT,1,2.00,,\n{row}\n"

    # then
    with pytest.raises(BadStatement, match=said):
        read_statement(text.encode())


@pytest.mark.parametrize("content", [b"", b"  \n", b"a,b\n1,2\n", b"Date,Description,Debit,Credit\n", b"\x00\x01\x02"])
def test_what_is_no_statement_is_refused(content: bytes) -> None:
    with pytest.raises(BadStatement):
        read_statement(content)


def test_a_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(BadStatement, match="larger"):
        read_statement(b"x" * (10 * 1024 * 1024 + 1))
