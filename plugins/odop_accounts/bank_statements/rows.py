"""A row of a bank statement, and the codes in it by which it is found."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TypeVar

from odop_consignment.api.errors import WrongChoice
from odop_core.i18n import Text, _
from odop_core.normalization import plain_text

# Of letters and digits. What is shorter is no reference of a bank, nor a key of ours.
_CODE = re.compile(r"[A-Z0-9]{8,40}")
# A reference of NEFT, RTGS and IMPS: the bank's four letters and digits, or digits alone.
_UTR = re.compile(r"[A-Z]{4}[A-Z0-9]{8,18}|\d{9,22}")
_UTR_IN_TEXT = re.compile(r"[A-Z]{4}[A-Z0-9]?\d{10,17}")
KEY_LENGTH = 20
T = TypeVar("T")


class BadStatement(WrongChoice):
    """The file is refused as a whole; nothing of it is kept."""


@dataclass(frozen=True)
class StatementRow:
    """`amount_paise` is below zero when money went from the account; `balance_paise` is None where the file has none.
    `number` is the row's number in the spreadsheet, or the line in an MT940 file."""

    number: int
    day: date
    description: str
    reference: str
    amount_paise: int
    balance_paise: int | None = None


@dataclass(frozen=True)
class StatementFile:
    """The rows, and the Indian days they are all of."""

    rows: tuple[StatementRow, ...]
    first_day: date
    last_day: date


def bad_cell(row: int, column: str, why: Text) -> BadStatement:
    return BadStatement(_("Row {row}, column {column}: {why}", row=row, column=column, why=why))


def find_codes(description: str, reference: str) -> set[str]:
    """All that can be a reference or a key of ours, in capitals. Files break long lines anywhere, so blanks may stand
    within a code; banks fill references up with zeros, and put codes next to each other."""
    found: set[str] = set()
    for text in (description, reference):
        plain = plain_text(text).upper()
        for variant in (plain, plain.replace(" ", "")):
            found.update(_CODE.findall(variant))
            for long in re.findall(rf"[A-Z0-9]{{{KEY_LENGTH + 1},80}}", variant):
                found.update(long[at : at + KEY_LENGTH] for at in range(len(long) - KEY_LENGTH + 1))
    found.update(code.lstrip("0") for code in list(found) if code.startswith("0"))
    return {code for code in found if len(code) >= 8}


def find_utr(row_description: str, row_reference: str, key: str) -> str:
    """The bank's reference of the transfer; "" where it is not sure which it is."""
    reference = plain_text(row_reference).upper().replace(" ", "")
    if _UTR.fullmatch(reference) and reference != key:
        return reference
    in_text = {code for code in _UTR_IN_TEXT.findall(plain_text(row_description).upper()) if code != key}
    return in_text.pop() if len(in_text) == 1 else ""


def number_equals(account: str, rows: Iterable[StatementRow]) -> Iterator[tuple[str, StatementRow]]:
    """Each row with its digest: of what it says, and its place among the equal rows of the file."""
    seen: Counter[str] = Counter()
    for row in rows:
        said = "\0".join(
            [
                account,
                row.day.isoformat(),
                str(row.amount_paise),
                str(row.balance_paise),
                row.description,
                row.reference,
            ]
        )
        seen[said] += 1
        yield hashlib.sha256(f"{said}\0{seen[said]}".encode()).hexdigest(), row


def in_parts(items: Iterable[T], size: int) -> Iterator[list[T]]:
    left = iter(items)
    while part := list(islice(left, size)):
        yield part
