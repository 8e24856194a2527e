"""Which rail carries a payout, and how: by its amount, as the merchant's table says."""

from __future__ import annotations

from dataclasses import dataclass

from odop_accounts.rails.port import Amounts, Mode
from odop_core.india.money import NotMoney, format_inr, read_rupees

BANK_FILE = "bank_file"
RAIL_NAMES = ("razorpayx", "cashfree")
REST = "rest"
LAKH_PAISE = 100_000_00
# IMPS carries up to five lakh (NPCI, October 2021), RTGS two lakh and more (RBI). The rails want a rupee at least.
AMOUNTS = {
    Mode.IMPS: Amounts(100, 5 * LAKH_PAISE),
    Mode.NEFT: Amounts(100),
    Mode.RTGS: Amounts(2 * LAKH_PAISE),
}


@dataclass(frozen=True)
class RailChoice:
    """`rail` is a name of RAIL_NAMES, or BANK_FILE, whose layout says the mode."""

    rail: str
    mode: Mode | None = None


@dataclass(frozen=True)
class RailRow:
    """Up to `most` paise (None: without end), this is taken."""

    most: int | None
    choice: RailChoice


def choose_rail(amount_paise: int, rows: list[RailRow]) -> RailChoice:
    """The first row that carries the amount; a bank file where none does, or where the mode cannot."""
    for row in rows:
        if row.most is None or amount_paise <= row.most:
            mode = row.choice.mode
            return row.choice if mode is None or amount_paise in AMOUNTS[mode] else RailChoice(BANK_FILE)
    return RailChoice(BANK_FILE)


def read_rail_table(text: str) -> list[RailRow]:
    """The rows of the setting, the smallest amounts first. Raises ValueError, naming the line."""
    rows: list[RailRow] = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        row = _read_line(line)
        least = rows[-1].most if rows else 0
        if least is None or (row.most is not None and row.most <= least):
            raise ValueError(f"{line!r} comes too late: write the smaller amounts first, and 'rest' last.")
        rows.append(row)
        _check_amounts(line, row, least + 1)
    return rows


def _read_line(line: str) -> RailRow:
    most, rail, mode = (*line.split(), "", "", "")[:3]
    known = rail.lower() in (*RAIL_NAMES, BANK_FILE)
    takes_mode = rail.lower() in RAIL_NAMES
    if not known or len(line.split()) > 3 or takes_mode != (mode.upper() in set(Mode)) or (mode and not takes_mode):
        raise ValueError(
            f"{line!r} is not understood; write lines like '200000 razorpayx IMPS', 'rest cashfree NEFT' or "
            "'rest bank_file'."
        )
    return RailRow(_read_most(line, most), RailChoice(rail.lower(), Mode(mode.upper()) if mode else None))


def _read_most(line: str, text: str) -> int | None:
    if text.lower() == REST:
        return None
    try:
        return read_rupees(text)
    except NotMoney as error:
        raise ValueError(f"{line!r} does not begin with an amount in rupees or 'rest'.") from error


def _check_amounts(line: str, row: RailRow, least: int) -> None:
    """A line must not promise what its mode never carries."""
    if row.choice.mode is None:
        return
    carried = AMOUNTS[row.choice.mode]
    if carried.most is not None and (row.most is None or row.most > carried.most):
        raise ValueError(f"{line!r}: {row.choice.mode} carries at most {format_inr(carried.most)}.")
    if carried.least > max(least, 100):
        raise ValueError(f"{line!r}: {row.choice.mode} carries {format_inr(carried.least)} and more.")
