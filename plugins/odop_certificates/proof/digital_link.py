"""The path of a unit's address.

`/01/{GTIN-14}/21/{serial}` is the grammar of GS1 Digital Link, for goods with a GTIN that GS1 assigned to their seller.
Most crafts have none, and a number made up by us could be somebody else's; those units have the plain path
`/o/{serial}`, which claims nothing of GS1.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

GTIN_LENGTHS = {8, 12, 13, 14}
GTIN_8, GTIN_14 = 8, 14
# GS1 keeps these for numbers used inside one company or region: they identify nothing in the open.
INTERNAL_PREFIXES = ("02", "04", *(str(prefix) for prefix in range(20, 30)))
INTERNAL_OF_8 = ("0", "2")
UNIT_PATH = re.compile(r"^/(?:o|01/(?P<gtin>[^/]*)/21)/(?P<serial>[^/]+)$", re.ASCII)


@dataclass(frozen=True)
class UnitPath:
    """What the path of a unit's address says, not checked yet."""

    serial: str
    gtin: str


def gtin_14(text: str) -> str:
    """A GTIN of any length as 14 digits, or "" for anything else, also for numbers used inside one company."""
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit()) or len(digits) not in GTIN_LENGTHS:
        return ""
    full = digits.zfill(GTIN_14)
    internal = digits.startswith(INTERNAL_OF_8) if len(digits) == GTIN_8 else full[1:].startswith(INTERNAL_PREFIXES)
    if internal or check_digit(full[:-1]) != full[-1]:
        return ""
    return full


def check_digit(digits: str) -> str:
    """GS1's: digits weigh 3 and 1 in turn, counted from the right."""
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return str(-total % 10)


def unit_path(serial: str, gtin: str = "") -> str:
    return f"/01/{gtin}/21/{serial}" if gtin else f"/o/{serial}"


def read_path(path: str) -> UnitPath | None:
    """None when the path is not one of a unit."""
    found = UNIT_PATH.match(path)
    return UnitPath(found["serial"], found["gtin"] or "") if found else None
