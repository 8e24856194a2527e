"""Reading MT940, the statement that banks send by SWIFT: the rows of its fields :61: and :86:, and its balances.

After SWIFT's description of the message (Category 9): `:60F:`/`:60M:` opening balance, `:61:` a row, `:86:` what is
said of it, `:62F:`/`:62M:` closing balance. A statement whose rows do not lead from one balance to the other is
refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from odop_accounts.bank_statements.rows import BadStatement, StatementFile, StatementRow, bad_cell
from odop_core.i18n import _
from odop_core.india.money import NotMoney, paise

MOST_ROWS = 50_000
_FIELD = re.compile(r":(\d{2}[A-Z]?):(.*)", re.DOTALL)
# Value date, day of entry, mark, the currency's last letter, amount, kind, reference of the owner, of the bank.
_ROW = re.compile(
    r"(\d{6})(\d{4})?(RC|RD|C|D)([A-Z])?(\d{1,15},\d{0,2})([A-Z][A-Z0-9]{3})(.{0,35}?)(?://(.{0,35}?))?(?:\n(.*))?",
    re.ASCII | re.DOTALL,
)
_BALANCE = re.compile(r"([CD])(\d{6})([A-Z]{3})(\d{1,15},\d{0,2})", re.ASCII)
_NO_ROW = _("this is no row of MT940.")
_NO_BALANCE = _("this is no balance of MT940.")
_OTHER_CURRENCY = _("the account is not in rupees.")
_MISSING = _("the rows before do not add up to it: some are missing.")
# A mark of what went from the account: a debit, or a credit taken back.
_WENT = {"D", "RC"}
_NO_REFERENCE = "NONREF"


@dataclass(frozen=True)
class _Field:
    line: int
    tag: str
    text: str


def is_mt940(content: bytes) -> bool:
    return re.search(rb"^:61:|^:60[FM]:", content, re.MULTILINE) is not None


def read_mt940(content: bytes) -> StatementFile:
    """Raises BadStatement."""
    text = content.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    rows: list[StatementRow] = []
    days: list[date] = []
    balance: int | None = None
    is_row = False
    for field in _fields(text):
        if field.tag in ("60F", "60M"):
            balance, day = _read_balance(field)
            days.append(day)
        elif field.tag in ("62F", "62M"):
            closing, day = _read_balance(field)
            days.append(day)
            if balance is not None and closing != balance:
                raise bad_cell(field.line, f":{field.tag}:", _MISSING)
        elif field.tag == "61":
            row = _read_row(field)
            balance = None if balance is None else balance + row.amount_paise
            rows.append(replace(row, balance_paise=balance))
        elif field.tag == "86" and is_row:
            rows[-1] = replace(rows[-1], description=f"{rows[-1].description} {_on_one_line(field.text)}".strip())
        is_row = field.tag == "61"
    if len(rows) > MOST_ROWS:
        raise BadStatement(_("The statement has more than {rows} rows. Divide it into several.", rows=MOST_ROWS))
    if not rows:
        raise BadStatement(_("The statement has no rows."))
    days += [row.day for row in rows]
    return StatementFile(tuple(rows), min(days), max(days))


def _fields(text: str) -> Iterator[_Field]:
    """A field goes on until the next one begins, or the message ends with a dash."""
    held: _Field | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        if match := _FIELD.fullmatch(line):
            if held:
                yield held
            held = _Field(number, match.group(1), match.group(2).rstrip())
        elif line.strip() in ("-", "-}") or line.startswith("{"):
            if held:
                yield held
            held = None
        elif held:
            held = replace(held, text=f"{held.text}\n{line.rstrip()}")
    if held:
        yield held


def _read_row(field: _Field) -> StatementRow:
    match = _ROW.fullmatch(field.text.rstrip())
    day = _day(match.group(1)) if match else None
    if match is None or day is None:
        raise bad_cell(field.line, ":61:", _NO_ROW)
    amount = _paise(match.group(5), field)
    own, of_bank, more = (match.group(place) or "" for place in (7, 8, 9))
    reference = of_bank.strip() or own.strip()
    said = [part for part in (own.strip(), _on_one_line(more)) if part and part not in (_NO_REFERENCE, reference)]
    amount = -amount if match.group(3) in _WENT else amount
    if amount == 0:
        raise bad_cell(field.line, ":61:", _NO_ROW)
    return StatementRow(field.line, day, " ".join(said), "" if reference == _NO_REFERENCE else reference, amount)


def _read_balance(field: _Field) -> tuple[int, date]:
    match = _BALANCE.match(field.text)
    day = _day(match.group(2)) if match else None
    if match is None or day is None:
        raise bad_cell(field.line, f":{field.tag}:", _NO_BALANCE)
    if match.group(3) != "INR":
        raise bad_cell(field.line, f":{field.tag}:", _OTHER_CURRENCY)
    amount = _paise(match.group(4), field)
    return (-amount if match.group(1) == "D" else amount), day


def _paise(text: str, field: _Field) -> int:
    try:
        return paise(Decimal(text.rstrip(",").replace(",", ".")))
    except NotMoney as error:
        raise bad_cell(field.line, f":{field.tag}:", _NO_ROW) from error


def _day(text: str) -> date | None:
    try:
        return date(2000 + int(text[:2]), int(text[2:4]), int(text[4:6]))
    except ValueError:
        return None


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
