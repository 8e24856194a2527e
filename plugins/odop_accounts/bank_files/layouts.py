"""What a layout says: columns, each with where its value comes from and how it is written, and the file around them.

A layout is data: `Layout.model_validate({...})`, which refuses what no file could be written by, and says why.
"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

_DATE_FORMAT = re.compile(r"(%[dmyYbB]|[ /.\-])+")
_FILE_NAME = re.compile(r"([A-Za-z0-9_.-]|\{(client_code|date|day_serial|serial)\})+")
_SOME_DAY = date(2026, 12, 31)


class Source(StrEnum):
    """Where a value comes from. Those of a payout stand in rows, those of the file anywhere."""

    # Of a payout.
    MODE = "mode"
    BENEFICIARY_NAME = "beneficiary_name"
    ACCOUNT_NUMBER = "account_number"
    IFSC = "ifsc"
    AMOUNT = "amount"
    REFERENCE = "reference"
    ROW_NUMBER = "row_number"
    # Of the file.
    DEBIT_ACCOUNT = "debit_account"
    CLIENT_CODE = "client_code"
    NARRATION = "narration"
    DATE = "date"
    SERIAL = "serial"
    DAY_SERIAL = "day_serial"
    COUNT = "count"
    TOTAL = "total"


OF_PAYOUT = {
    Source.MODE, Source.BENEFICIARY_NAME, Source.ACCOUNT_NUMBER, Source.IFSC, Source.AMOUNT, Source.REFERENCE,
    Source.ROW_NUMBER,
}  # fmt: skip
# Without these nobody is paid the right amount, or nobody knows afterwards who was.
NEEDED = {Source.BENEFICIARY_NAME, Source.ACCOUNT_NUMBER, Source.AMOUNT, Source.REFERENCE}
# Words: a bank that takes fewer letters gets the first ones. Of all else every letter counts.
WORDS = {Source.BENEFICIARY_NAME, Source.NARRATION}
AMOUNTS = {Source.AMOUNT, Source.TOTAL}


class _Data(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Column(_Data):
    """`text` is written as it is, unless there is a `source`. `width` is the most characters it may have; with
    `justify` it is filled up to that by `fill`. `values` says what is written in place of a value, such as
    {"NEFT": "N"}. Amounts are in rupees ("882.00"), whole rupees refused where there are paise, or paise."""

    name: str = Field(min_length=1, max_length=64)
    source: Source | None = None
    text: str = Field("", max_length=64)
    width: int | None = Field(None, ge=1, le=500)
    justify: Literal["left", "right"] | None = None
    fill: str = Field(" ", min_length=1, max_length=1)
    values: dict[str, str] = {}
    amount_in: Literal["rupees", "paise"] = "rupees"

    @model_validator(mode="after")
    def _check(self) -> Column:
        if self.source is not None and self.text:
            raise ValueError(f"column {self.name!r} has a source and a fixed text; give one of them.")
        if self.justify and not self.width:
            raise ValueError(f"column {self.name!r} is filled up, so it needs a width.")
        if self.justify == "left" and self.source in AMOUNTS and self.fill.isdigit():
            raise ValueError(f"column {self.name!r} would have digits behind the amount.")
        return self


class Layout(_Data):
    """`header` and `trailer` are single lines without payouts' values; `has_column_names` writes the columns' names
    above the rows. `delimiter` "" makes every column of fixed width. What is in `forbidden`, or the delimiter, becomes
    a blank in names and is refused elsewhere."""

    columns: tuple[Column, ...] = Field(min_length=1, max_length=100)
    header: tuple[Column, ...] = Field((), max_length=100)
    trailer: tuple[Column, ...] = Field((), max_length=100)
    has_column_names: bool = False
    delimiter: Literal["", ",", "|", ";", "\t", "~", "^"] = ","
    line_end: Literal["\n", "\r\n"] = "\r\n"
    encoding: Literal["ascii", "utf-8", "cp1252"] = "ascii"
    date_format: str = Field("%d/%m/%Y", max_length=20)
    forbidden: str = Field("\"'", max_length=64)
    max_rows: int = Field(500, ge=1, le=5_000)
    max_bytes: int = Field(2_000_000, ge=1_000, le=5_000_000)
    file_name: str = Field("{client_code}{date}-{day_serial}.csv", max_length=64)
    file_date_format: str = Field("%d%m%Y", max_length=20)
    debit_account: str = Field("", max_length=34, pattern=r"^[A-Za-z0-9]*$")
    client_code: str = Field("", max_length=32, pattern=r"^[A-Za-z0-9]*$")
    narration: str = Field("", max_length=64)

    @model_validator(mode="after")
    def _check(self) -> Layout:
        self._check_sources()
        for part in (self.header, self.columns, self.trailer):
            if not self.delimiter and any(column.justify is None for column in part):
                raise ValueError("without a delimiter each column needs a width and a side to begin on (justify).")
        for pattern in (self.date_format, self.file_date_format):
            if not _DATE_FORMAT.fullmatch(pattern):
                raise ValueError(f"{pattern!r} is no date format; write one like %d/%m/%Y.")
        if not _FILE_NAME.fullmatch(self.file_name):
            raise ValueError("a file name has letters, digits, '.', '-', '_', {client_code}, {date} and {day_serial}.")
        if "{day_serial}" not in self.file_name and "{serial}" not in self.file_name:
            raise ValueError("a file name needs {day_serial} or {serial}, so that no two files have the same.")
        return self

    def _check_sources(self) -> None:
        given = {column.source for column in self.columns}
        if missing := NEEDED - given:
            raise ValueError(f"no column has {', '.join(sorted(missing))}.")
        if wrong := given & {Source.COUNT, Source.TOTAL}:
            raise ValueError(f"{', '.join(sorted(str(name) for name in wrong))} stands in a header or trailer only.")
        around = {column.source for column in (*self.header, *self.trailer)}
        if wrong := around & OF_PAYOUT:
            raise ValueError(f"{', '.join(sorted(str(name) for name in wrong))} stands in the rows only.")
        for source in (Source.DEBIT_ACCOUNT, Source.CLIENT_CODE):
            if source in given | around and not getattr(self, source.value):
                raise ValueError(f"a column has the {source.value}, which is empty.")
        for column in self.columns:
            short = {Source.REFERENCE: 20, Source.IFSC: 11}.get(column.source or Source.COUNT, 0)
            if column.width and column.width < short:
                raise ValueError(f"column {column.name!r} needs {short} characters.")
