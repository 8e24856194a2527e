"""Payouts and a layout become the bytes of a file. The same are always written the same."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from odop_accounts.bank_files.layouts import AMOUNTS, WORDS, Column, Layout, Source
from odop_core.i18n import Text, TextError, _
from odop_core.india.money import rupees
from odop_core.normalization import normalize_text

# What a spreadsheet would take for a formula, at the beginning of a value.
_FORMULA = "=+-@\t\r"


class Unwritable(TextError):
    """A value does not fit the layout; the message says which."""


@dataclass(frozen=True)
class FileRow:
    """One payout, in clear."""

    mode: str
    beneficiary_name: str
    account_number: str
    ifsc: str
    amount_paise: int
    reference: str


@dataclass(frozen=True)
class FileFacts:
    """`serial` counts all files, `day_serial` those of the day under a layout."""

    day: date
    serial: int
    day_serial: int


def write_file(layout: Layout, rows: Sequence[FileRow], facts: FileFacts) -> bytes:
    """Raises Unwritable."""
    around = _values_of_file(layout, facts, rows)
    lines = [_line(layout, layout.header, around)] if layout.header else []
    if layout.has_column_names:
        lines.append(layout.delimiter.join(column.name for column in layout.columns))
    lines += [_line(layout, layout.columns, around | _values(row, number)) for number, row in enumerate(rows, 1)]
    if layout.trailer:
        lines.append(_line(layout, layout.trailer, around))
    return "".join(line + layout.line_end for line in lines).encode(layout.encoding)


def check_row(layout: Layout, row: FileRow, facts: FileFacts) -> None:
    """Raises Unwritable for a payout that the layout cannot hold."""
    _line(layout, layout.columns, _values_of_file(layout, facts, [row]) | _values(row, layout.max_rows))


def file_name(layout: Layout, facts: FileFacts) -> str:
    return layout.file_name.format(
        client_code=layout.client_code,
        date=facts.day.strftime(layout.file_date_format),
        day_serial=f"{facts.day_serial:03}",
        serial=f"{facts.serial:06}",
    )


def _values(row: FileRow, number: int) -> dict[Source, str | int]:
    return {
        Source.MODE: row.mode,
        Source.BENEFICIARY_NAME: row.beneficiary_name,
        Source.ACCOUNT_NUMBER: row.account_number,
        Source.IFSC: row.ifsc,
        Source.AMOUNT: row.amount_paise,
        Source.REFERENCE: row.reference,
        Source.ROW_NUMBER: str(number),
    }


def _values_of_file(layout: Layout, facts: FileFacts, rows: Sequence[FileRow]) -> dict[Source, str | int]:
    return {
        Source.DEBIT_ACCOUNT: layout.debit_account,
        Source.CLIENT_CODE: layout.client_code,
        Source.NARRATION: layout.narration,
        Source.DATE: facts.day.strftime(layout.date_format),
        Source.SERIAL: str(facts.serial),
        Source.DAY_SERIAL: f"{facts.day_serial:03}",
        Source.COUNT: str(len(rows)),
        Source.TOTAL: sum(row.amount_paise for row in rows),
    }


def _line(layout: Layout, columns: Iterable[Column], values: Mapping[Source, str | int]) -> str:
    return layout.delimiter.join(_cell(layout, column, values) for column in columns)


def _cell(layout: Layout, column: Column, values: Mapping[Source, str | int]) -> str:
    value = column.text if column.source is None else values[column.source]
    text = _amount(column, value) if isinstance(value, int) else column.values.get(value, value)
    is_words = column.source in WORDS
    text = _clean(layout, column, text) if is_words else text
    _refuse_forbidden(layout, column, text)
    if column.width is not None and len(text) > column.width:
        if not is_words:
            raise Unwritable(
                _wrong(column, _("{value} is longer than {width} letters", value=text, width=column.width))
            )
        text = text[: column.width].rstrip()
    if column.justify and column.width:
        text = (
            text.ljust(column.width, column.fill) if column.justify == "left" else text.rjust(column.width, column.fill)
        )
    return text


def _amount(column: Column, paise: int) -> str:
    return str(paise) if column.amount_in == "paise" else str(rupees(paise))


def _clean(layout: Layout, column: Column, text: str) -> str:
    """A name without marks above letters, forbidden characters and what a spreadsheet would take for a formula."""
    text = normalize_text(text)
    if layout.encoding != "utf-8":
        text = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    text = "".join(" " if char in _forbidden(layout) or not char.isprintable() else char for char in text)
    text = " ".join(text.split()).lstrip(_FORMULA + " ")
    if column.source == Source.BENEFICIARY_NAME and not text:
        raise Unwritable(_wrong(column, _("nothing is left of the name")))
    return text


def _refuse_forbidden(layout: Layout, column: Column, text: str) -> None:
    wrong = [char for char in text if char in _forbidden(layout) or not char.isprintable()]
    if wrong:
        raise Unwritable(_wrong(column, _("{value} has a character that is not allowed", value=text)))
    if column.source is not None and column.source not in AMOUNTS and text[:1] and text[0] in _FORMULA:
        raise Unwritable(_wrong(column, _("{value} begins like a formula", value=text)))
    try:
        text.encode(layout.encoding)
    except UnicodeEncodeError as error:
        raise Unwritable(
            _wrong(column, _("{value} has letters that the bank cannot read; enter it in Latin letters", value=text))
        ) from error


def _wrong(column: Column, reason: Text) -> Text:
    return _("Column {name}: {reason}.", name=column.name, reason=reason)


def _forbidden(layout: Layout) -> str:
    return layout.forbidden + layout.delimiter + "\r\n"
