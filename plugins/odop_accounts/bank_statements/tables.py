"""Reading a bank statement that is a table: CSV or XLSX, of ICICI, HDFC, SBI or another bank.

Columns are known by their titles, as banks write them, or by those that somebody names. What stands above the titles
and below the last row is left out; a row that cannot be read is not: the file is refused, and the row is named.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from odop_accounts.bank_statements.rows import BadStatement, StatementFile, StatementRow, bad_cell
from odop_consignment.api.tables import BadTable, Cell, Limits, Row, read_day, read_rows
from odop_core.database.states import State
from odop_core.i18n import _
from odop_core.india.money import NotMoney, read_rupees
from odop_core.normalization import plain_text

LIMITS = Limits(rows=50_000, unpacked=100_000_000)
# Titles stand at most so far down.
LOOKED_AT = 60


class Column(State):
    """What a column of a bank statement says."""

    DATE = "date", "the day"
    DESCRIPTION = "description", "what the bank says of it"
    REFERENCE = "reference", "the bank's reference: UTR or cheque number"
    DEBIT = "debit", "what went from the account"
    CREDIT = "credit", "what came to the account"
    AMOUNT = "amount", "either, with Dr or Cr behind it or in a column of its own, or below zero for what went"
    DIRECTION = "direction", "Dr or Cr"
    BALANCE = "balance", "what is on the account then"


# As banks write them, without blanks, dots and "(INR)"; the first that a table has counts.
TITLES: Mapping[Column, tuple[str, ...]] = {
    Column.DATE: ("date", "transactiondate", "txndate", "trandate", "postingdate", "posteddate", "valuedate", "दिनांक",
                  "तारीख"),
    Column.DESCRIPTION: ("description", "narration", "particulars", "transactionremarks", "remarks", "details",
                         "transactiondetails", "transactiondescription", "विवरण"),
    Column.REFERENCE: ("utr", "utrno", "utrnumber", "reference", "chqrefno", "refno", "refnochequeno", "referenceno",
                       "referencenumber", "chequenumber", "chequeno", "chqno", "transactionid", "tranid", "chequerefno",
                       "संदर्भ"),
    Column.DEBIT: ("debit", "debitamount", "withdrawalamt", "withdrawalamount", "withdrawal", "withdrawals", "debits",
                   "withdrawaldr", "debitdr", "debitamt", "dr", "नामे"),
    Column.CREDIT: ("credit", "creditamount", "depositamt", "depositamount", "deposit", "deposits", "credits",
                    "depositcr", "creditcr", "creditamt", "cr", "जमा"),
    Column.AMOUNT: ("amount", "transactionamount", "txnamount", "राशि"),
    Column.DIRECTION: ("drcr", "crdr", "debitcredit", "creditdebit", "type", "transactiontype"),
    Column.BALANCE: ("balance", "closingbalance", "runningbalance", "availablebalance", "balanceamount", "शेष"),
}  # fmt: skip
_UNIT = re.compile(r"\(\s*(?:inr|rs\.?|₹|in rs\.?)\s*\)|₹", re.IGNORECASE)
_DIRECTION = re.compile(r"\(?(?<![a-z])(dr|cr|d|c|debit|credit)\b\.?\)?", re.IGNORECASE)
_SHORT_YEAR = re.compile(r"(\d{1,2}[-/.]\d{1,2}[-/.])(\d{2})", re.ASCII)
_END = ("statementsummary", "legends", "endofstatement", "endofreport")
_NO_TURNOVER = re.compile(r"balance|b/f|c/f|brought forward|carried forward|total", re.IGNORECASE)

_NO_TITLES = _("The table has no row of titles that is understood: it needs a date, a debit and a credit (or an amount "
               "with Dr or Cr), and a description or reference. Name its columns.")  # fmt: skip
_NO_DATE = _("this is no date. Write it as 23-11-2026.")
_NO_AMOUNT = _("this is no amount of money.")
_NO_DIRECTION = _("it is not said whether this went from the account (Dr) or came to it (Cr).")
_TWO_AMOUNTS = _("the row has a debit and a credit.")
_NOTHING = _("the row has neither a debit nor a credit.")
_UNREADABLE = _("a spreadsheet has changed this cell, and what stood in it is lost.")


def read_table(content: bytes, titles: Mapping[Column, str] | None = None) -> StatementFile:
    """`titles` are those of the columns that the table calls by other names. Raises BadStatement."""
    try:
        return _read([*read_rows(content, LIMITS)], titles or {})
    except BadTable as error:
        raise BadStatement(error.text) from error


def _read(table: list[Row], titles: Mapping[Column, str]) -> StatementFile:
    places, start = _find_titles(table, titles)
    names = {column: table[start].cells[place].text for column, place in places.items()}
    rows = []
    for row in table[start + 1 :]:
        if _folded(next((cell.text for cell in row.cells if cell.text), "")).startswith(_END):
            break
        read = _read_row(_Cells(row, places, names))
        if read:
            rows.append(read)
    if not rows:
        raise BadStatement(_("The statement has no rows."))
    return StatementFile(tuple(rows), min(row.day for row in rows), max(row.day for row in rows))


def _find_titles(table: list[Row], titles: Mapping[Column, str]) -> tuple[dict[Column, int], int]:
    wanted = {**TITLES, **{column: (_folded(title),) for column, title in titles.items()}}
    for at, row in enumerate(table[:LOOKED_AT]):
        folded = [_folded(cell.text) for cell in row.cells]
        places = {
            column: folded.index(title)
            for column, known in wanted.items()
            if (title := next((title for title in known if title in folded), None)) is not None
        }
        has_amount = {Column.DEBIT, Column.CREDIT} <= places.keys() or Column.AMOUNT in places
        if Column.DATE in places and has_amount and places.keys() & {Column.DESCRIPTION, Column.REFERENCE}:
            return places, at
    raise BadStatement(_NO_TITLES)


class _Cells:
    """Those of a row, by what their columns say."""

    def __init__(self, row: Row, places: Mapping[Column, int], names: Mapping[Column, str]) -> None:
        self.row, self._places, self._names = row, places, names

    def get(self, column: Column) -> Cell:
        place = self._places.get(column, len(self.row.cells))
        cell = self.row.cells[place] if place < len(self.row.cells) else Cell()
        if cell.problem:
            raise self.wrong(column, _UNREADABLE)
        return cell

    def text(self, column: Column) -> str:
        return self.get(column).text.strip()

    def has(self, column: Column) -> bool:
        return column in self._places

    def wrong(self, column: Column, why: object) -> BadStatement:
        return bad_cell(self.row.number, self._names.get(column, column.value), why)  # type: ignore[arg-type]


def _read_row(cells: _Cells) -> StatementRow | None:
    """None for lines and sums that move no money."""
    if all(not any(char.isalnum() for char in cell.text) for cell in cells.row.cells if not cell.problem):
        return None
    written = cells.get(Column.DATE)
    day = written.day or _read_date(written.text)
    description = cells.text(Column.DESCRIPTION)
    if day is None and not written.text and _is_sum(cells, description):
        return None
    if day is None:
        raise cells.wrong(Column.DATE, _NO_DATE)
    amount = _read_amount(cells)
    if amount == 0:
        if _NO_TURNOVER.search(description):
            return None
        raise cells.wrong(Column.DEBIT if cells.has(Column.DEBIT) else Column.AMOUNT, _NOTHING)
    reference = cells.text(Column.REFERENCE)
    return StatementRow(cells.row.number, day, description, reference, amount, _read_balance(cells))


def _is_sum(cells: _Cells, description: str) -> bool:
    """A row without a date that sums up, or that holds text only."""
    money = (Column.DEBIT, Column.CREDIT, Column.AMOUNT)
    texts = " ".join(cell.text for cell in cells.row.cells)
    return bool(_NO_TURNOVER.search(description or texts)) or not any(cells.text(column) for column in money)


def _read_date(text: str) -> date | None:
    if match := _SHORT_YEAR.fullmatch(plain_text(text)):
        return read_day(f"{match.group(1)}20{match.group(2)}")
    return read_day(text)


def _read_amount(cells: _Cells) -> int:
    """Below zero for what went from the account; 0 for nothing."""
    if cells.has(Column.DEBIT) and cells.has(Column.CREDIT):
        debit, credit = (abs(_money(cells, column)[0]) for column in (Column.DEBIT, Column.CREDIT))
        if debit and credit:
            raise cells.wrong(Column.CREDIT, _TWO_AMOUNTS)
        return credit - debit
    amount, direction = _money(cells, Column.AMOUNT)
    if not amount:
        return 0
    direction = direction or _direction(cells.text(Column.DIRECTION))
    if amount < 0 and not direction:
        return amount
    if not direction:
        raise cells.wrong(Column.DIRECTION if cells.has(Column.DIRECTION) else Column.AMOUNT, _NO_DIRECTION)
    return -abs(amount) if direction == "d" else abs(amount)


def _read_balance(cells: _Cells) -> int | None:
    if not cells.text(Column.BALANCE):
        return None
    amount, direction = _money(cells, Column.BALANCE)
    return -abs(amount) if direction == "d" else amount


def _money(cells: _Cells, column: Column) -> tuple[int, str]:
    """Paise, and "d" or "c" where it is said with it. An empty cell and a dash are 0."""
    text = plain_text(cells.text(column))
    direction = _direction(text)
    bare = _DIRECTION.sub("", text).strip()
    if bare.strip("- ") == "":
        return 0, direction
    if bare.startswith("(") and bare.endswith(")"):
        bare = f"-{bare[1:-1]}"
    sign = -1 if bare.startswith("-") or bare.endswith("-") else 1
    try:
        return sign * read_rupees(bare.strip("-+ ")), direction
    except NotMoney as error:
        raise cells.wrong(column, _NO_AMOUNT) from error


def _direction(text: str) -> str:
    match = _DIRECTION.search(text)
    return match.group(1)[0].lower() if match else ""


def _folded(title: str) -> str:
    bare = _UNIT.sub("", plain_text(title)).casefold()
    return "".join(char for char in bare if char.isalnum() or "\u0900" <= char <= "\u097f")
