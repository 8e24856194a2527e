"""The rules the suite comes with, each with its source; read by `records.load_reference` after every migrate.

`gst_rates.csv`: rates in force from 22 September 2025. `withholding.csv`: TCS and TDS since they began. Rows are only
added to the database, so a corrected row here needs a `revision` of its own there (`odop_add_tax_rules --corrects`).
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from odop_accounts.tax.rates import RateRow
from odop_accounts.tax.withholding_rules import LimitFor, Withheld, WithholdingRule

FOLDER = Path(__file__).parent
Row = TypeVar("Row")
_FLAG = {"": None, "yes": True, "no": False}


class BadTable(ValueError):
    """A file that is no table of rules; the message names the line and what is wrong with it."""


def read_rates(file: Path = FOLDER / "gst_rates.csv") -> list[RateRow]:
    """Raises BadTable."""
    return _read(file, _rate)


def read_withholding(file: Path = FOLDER / "withholding.csv") -> list[WithholdingRule]:
    """Raises BadTable."""
    return _read(file, _withholding)


def _rate(row: dict[str, str]) -> RateRow:
    return RateRow(
        hsn_prefix=row["hsn_prefix"],
        entry=row["entry"],
        handicraft=_FLAG[row["handicraft"]],
        packaged=_FLAG[row["packaged"]],
        above_paise=int(row["above_paise"] or 0),
        up_to_paise=_number(row["up_to_paise"]),
        rate_bp=int(row["rate_bp"]),
        goods=row["goods"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        citation=row["citation"],
        confidence=row["confidence"],
    )


def _withholding(row: dict[str, str]) -> WithholdingRule:
    return WithholdingRule(
        kind=Withheld(row["kind"]),
        valid_from=date.fromisoformat(row["valid_from"]),
        rate_bp=int(row["rate_bp"]),
        no_pan_rate_bp=_number(row["no_pan_rate_bp"]),
        limit_paise=_number(row["limit_paise"]),
        limit_for=LimitFor(row["limit_for"]),
        section=row["section"],
        payment_code=row["payment_code"],
        citation=row["citation"],
        confidence=row["confidence"],
    )


def _read(file: Path, read: Callable[[dict[str, str]], Row]) -> list[Row]:
    found = []
    with file.open(encoding="utf-8-sig", newline="") as handle:
        reader = csv.DictReader(handle)
        try:
            for row in reader:
                found.append(read({name: (value or "").strip() for name, value in row.items() if name}))
        except KeyError as error:
            raise BadTable(f"Line {reader.line_num}: there is no column {error}, or a value it cannot have.") from error
        except (ValueError, csv.Error) as error:
            raise BadTable(f"Line {reader.line_num}: {error}.") from error
    return found


def _number(text: str) -> int | None:
    return int(text) if text else None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
