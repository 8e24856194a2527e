"""Layouts, and what is written by them.

Layouts after public papers of the banks; formulas in CSV after OWASP's page on CSV injection.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from odop_accounts.bank_files.examples import EXAMPLES, FINACLE, HDFC, ICICI
from odop_accounts.bank_files.files import WrongLayout, read_layout
from odop_accounts.bank_files.layouts import Layout
from odop_accounts.bank_files.writer import FileFacts, FileRow, Unwritable, file_name, write_file

FACTS = FileFacts(date(2026, 12, 1), 7, 2)
OWN: dict[str, Any] = {"debit_account": "00640350000001", "client_code": "UPHAND"}
ROW = FileRow("NEFT", "Rukhsana Begum", "012345678901", "SBIN0001234", 88_205, "ABCDEFGHJKLMNPQRSTUV")
LARGE = FileRow("RTGS", "Shilp Samiti", "9988", "HDFC0000001", 20_000_000, "VUTSRQPNMLKJHGFEDCBA")
NEEDED = [
    {"name": "Name", "source": "beneficiary_name"},
    {"name": "Account", "source": "account_number"},
    {"name": "Amount", "source": "amount"},
    {"name": "Ref", "source": "reference"},
]


def layout(**changes: Any) -> Layout:
    return read_layout({"columns": NEEDED} | changes)


def column(at: int, **changes: Any) -> list[dict[str, Any]]:
    return [each | changes if number == at else each for number, each in enumerate(NEEDED)]


def written(rows: list[FileRow], **changes: Any) -> str:
    shape = layout(**changes)
    return write_file(shape, rows, FACTS).decode(shape.encoding)


OF_ICICI = (
    "PYMT_PROD_TYPE_CODE,PYMT_MODE,DEBIT_ACC_NO,BNF_NAME,BENE_ACC_NO,BENE_IFSC,AMOUNT,DEBIT_NARR,CREDIT_NARR,"
    "MOBILE_NUM,EMAIL_ID,REMARK,PYMT_DATE,REF_NO,ADDL_INFO1,ADDL_INFO2,ADDL_INFO3,ADDL_INFO4,ADDL_INFO5\r\n"
    "PAB_VENDOR,NEFT,00640350000001,Rukhsana Begum,012345678901,SBIN0001234,882.05,ODOP,ABCDEFGHJKLMNPQRSTUV,,,"
    ",01-12-2026,ABCDEFGHJKLMNPQRSTUV,,,,,\r\n"
)
OF_HDFC = "N,,012345678901,882.05,Rukhsana Begum,,,,,,,,,ABCDEFGHJKLMNPQRSTUV,,,,,,,,,01/12/2026,,SBIN0001234,,,\r\n"
OF_FINACLE = (
    "FILEHDR|UPHAND|7|Y|ODOP PAYOUT\r\n"
    "NEFT|00640350000001|882.05|Rukhsana Begum|012345678901|SBIN0001234|ABCDEFGHJKLMNPQRSTUV|ODOP PAYOUT\r\n"
    "FILETRL|1|882.05\r\n"
)


@pytest.mark.parametrize(
    ("example", "name", "text"),
    [
        (ICICI, "PAB-01122026-002.csv", OF_ICICI),
        (HDFC, "UPHAND0112.002", OF_HDFC),
        (FINACLE, "UPHAND01122026002.txt", OF_FINACLE),
    ],
)
def test_files_of_known_banks(example: dict[str, Any], name: str, text: str) -> None:
    shape = read_layout(example | {key: OWN[key] for key in OWN if key in example})

    assert write_file(shape, [ROW], FACTS).decode() == text
    assert file_name(shape, FACTS) == name


def test_the_banks_first_column_and_number_of_columns_are_theirs() -> None:
    assert len(ICICI["columns"]) == 19
    assert HDFC["columns"][0]["values"] == {"NEFT": "N", "RTGS": "R", "IMPS": "I"}


def test_a_trailer_has_the_count_and_the_total_of_the_rows() -> None:
    text = written([ROW, LARGE], trailer=[{"name": "n", "source": "count"}, {"name": "sum", "source": "total"}])

    assert text.splitlines()[-1] == "2,200882.05"


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"columns": column(2, amount_in="paise")}, "Rukhsana Begum,012345678901,88205,ABCDEFGHJKLMNPQRSTUV"),
        ({"columns": column(0, width=8)}, "Rukhsana,012345678901,882.05,ABCDEFGHJKLMNPQRSTUV"),
        ({"columns": column(0, width=9)}, "Rukhsana,012345678901,882.05,ABCDEFGHJKLMNPQRSTUV"),
        (
            {"columns": column(2, width=10, justify="right", fill="0")},
            "Rukhsana Begum,012345678901,0000882.05,ABCDEFGHJKLMNPQRSTUV",
        ),
        ({"delimiter": "|"}, "Rukhsana Begum|012345678901|882.05|ABCDEFGHJKLMNPQRSTUV"),
        (
            {"delimiter": "", "columns": [each | {"width": 20, "justify": "left"} for each in NEEDED]},
            "Rukhsana Begum      012345678901        882.05              ABCDEFGHJKLMNPQRSTUV",
        ),
    ],
)  # fmt: skip
def test_columns_are_cut_filled_and_parted(changes: dict[str, Any], line: str) -> None:
    assert written([ROW], **changes) == line + "\r\n"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Begum, Rukhsana", "Begum Rukhsana"),
        ('M/s "Shilp"', "M/s Shilp"),
        ("=HYPERLINK(1)", "HYPERLINK(1)"),
        ("+91 Crafts", "91 Crafts"),
        ("-@=Crafts", "Crafts"),
        ("José Crafts", "Jose Crafts"),
        ("Two\nLines\tHere", "Two Lines Here"),
        ("  Wide   Space ", "Wide Space"),
    ],
)
def test_names_lose_what_a_bank_or_a_spreadsheet_would_take_amiss(name: str, expected: str) -> None:
    row = FileRow("NEFT", name, "9988", "SBIN0001234", 100, ROW.reference)

    assert written([row]).split(",")[0] == expected


@pytest.mark.parametrize(
    ("row", "changes"),
    [
        (FileRow("NEFT", "रुखसाना बेगम", "9988", "", 100, "R"), {}),
        (FileRow("NEFT", "=", "9988", "", 100, "R"), {}),
        (FileRow("NEFT", "Rukhsana", "99,88", "", 100, "R"), {}),
        (FileRow("NEFT", "Rukhsana", "=9988", "", 100, "R"), {}),
        (FileRow("NEFT", "Rukhsana", "12345678901", "", 100, "R"), {"columns": column(1, width=10)}),
        (FileRow("NEFT", "Rukhsana", "9988", "", 100_000_00, "R"), {"columns": column(2, width=5)}),
    ],
)
def test_what_the_bank_could_misread_is_not_written(row: FileRow, changes: dict[str, Any]) -> None:
    with pytest.raises(Unwritable, match="Column"):
        written([row], **changes)


def test_hindi_names_are_written_where_the_bank_reads_unicode() -> None:
    row = FileRow("NEFT", "रुखसाना बेगम", "9988", "", 100, "R")

    assert written([row], encoding="utf-8").startswith("रुखसाना बेगम,")


@pytest.mark.parametrize(
    "changes",
    [
        {"columns": NEEDED[1:]},
        {"columns": []},
        {"columns": [*NEEDED, {"name": "x", "source": "colour"}]},
        {"columns": [*NEEDED, {"name": "x", "source": "total"}]},
        {"columns": [*NEEDED, {"name": "x", "source": "date", "text": "today"}]},
        {"columns": [*NEEDED, {"name": "x", "source": "debit_account"}]},
        {"columns": column(0, justify="left")},
        {"columns": column(2, width=9, justify="left", fill="0")},
        {"columns": column(3, width=10)},
        {"columns": column(0, width=0)},
        {"header": [{"name": "x", "source": "account_number"}]},
        {"delimiter": ""},
        {"delimiter": ",,"},
        {"encoding": "utf-16"},
        {"date_format": "%d/%m/%Y %H"},
        {"date_format": "today"},
        {"file_name": "payouts.csv"},
        {"file_name": "../{day_serial}"},
        {"file_name": "{columns}{day_serial}"},
        {"max_rows": 0},
        {"colour": "red"},
        {"debit_account": "=1"},
    ],
)
def test_a_layout_by_which_no_file_can_be_written_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(WrongLayout, match="cannot be used"):
        layout(**changes)


@pytest.mark.parametrize("definition", [None, [], "x", 7, {"columns": "x"}])
def test_what_is_no_layout_is_refused(definition: Any) -> None:
    with pytest.raises(WrongLayout):
        read_layout(definition)


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_need_the_shops_own_account_or_code_or_nothing(name: str) -> None:
    example = EXAMPLES[name]
    read_layout(example | {key: OWN[key] for key in OWN if key in example})
