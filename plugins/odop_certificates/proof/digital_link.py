"""The paths of addresses below our public one: of a piece, of a product by its GTIN, and of a certificate.

`/01/{GTIN-14}/21/{serial}` is the grammar of GS1 Digital Link (URI Syntax 1.5), for goods with a GTIN that GS1 assigned
to their seller. Most crafts have none, and a number made up by us could be somebody else's; those units have the plain
path `/o/{serial}`, which claims nothing of GS1.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote

GTIN_LENGTHS = {8, 12, 13, 14}
GTIN_8, GTIN_14 = 8, 14
# GS1 General Specifications, "GS1 Prefixes": what begins so (as a GTIN-13) identifies no trade item in the open.
# 0000 pads a shorter number, 02, 04 and 2 are for use inside a company or region, 05 was for coupons, 951 is of another
# scheme, 952 for examples, 96 for GTIN-8s only, 98 and 99 are for refunds and coupons.
RESTRICTED = ("0000", "02", "04", "05", "2", "951", "952", "96", "98", "99")
# The same of a GTIN-8: within a company, or reserved.
RESTRICTED_8 = ("0", "2", "977", "978", "979", "98", "99")

# The names of the first version of GS1 Digital Link are still read.
GTIN_KEYS, SERIAL_KEYS = {"01", "gtin"}, {"21", "ser"}
# Variant, lot and serial: what may stand behind a GTIN. Ours have no variants or lots, so they change nothing.
QUALIFIERS = {"22", "cpv", "10", "lot", *SERIAL_KEYS}
# Identifiers of parcels, places, assets, documents and so on: none of them is on a label of ours.
OTHER_KEYS = {
    "00", "253", "255", "401", "402", "410", "411", "412", "413", "414", "415", "416", "417", "8003", "8004", "8006",
    "8010", "8013", "8017", "8018",
}  # fmt: skip
UNIT, CERTIFICATE = "o", "c"


class Kind(StrEnum):
    UNIT = "unit"
    CERTIFICATE = "certificate"
    PRODUCT = "product"
    # Another thing that GS1 Digital Link can name.
    OTHER = "other"


@dataclass(frozen=True)
class LabelPath:
    """What the path of an address says, not checked yet. `gtin` has 14 digits if it was digits; "" for none."""

    kind: Kind
    code: str = ""
    gtin: str = ""


def gtin_14(text: str) -> str:
    """A GTIN of any length as 14 digits; "" for anything else, also for numbers that identify nothing in the open."""
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit()) or len(digits) not in GTIN_LENGTHS:
        return ""
    full = digits.zfill(GTIN_14)
    restricted = digits.startswith(RESTRICTED_8) if len(digits) == GTIN_8 else full[1:].startswith(RESTRICTED)
    return "" if restricted or not has_check_digit(full) else full


def has_check_digit(gtin: str) -> bool:
    """Whether 14 digits end with the one that checks the others."""
    return gtin.isascii() and gtin.isdigit() and len(gtin) == GTIN_14 and check_digit(gtin[:-1]) == gtin[-1]


def check_digit(digits: str) -> str:
    """GS1's: digits weigh 3 and 1 in turn, counted from the right."""
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return str(-total % 10)


def unit_path(serial: str, gtin: str = "") -> str:
    return f"{product_path(gtin)}/21/{serial}" if gtin else f"/{UNIT}/{serial}"


def product_path(gtin: str) -> str:
    return f"/01/{gtin}"


def certificate_path(code: str) -> str:
    return f"/{CERTIFICATE}/{code}"


def read_path(path: str) -> LabelPath | None:
    """None when the path is of none of these. Case, doubled slashes and one at the end make no difference."""
    parts = [unquote(part).strip() for part in path.split("/") if part.strip()]
    if len(parts) < 2 or len(parts) % 2:
        return None
    (key, value), *behind = zip(parts[::2], parts[1::2], strict=True)
    key = key.lower()
    if key in GTIN_KEYS:
        return _read_gtin(value, [(name.lower(), code) for name, code in behind])
    if key in OTHER_KEYS:
        return LabelPath(Kind.OTHER)
    if key in (UNIT, CERTIFICATE) and not behind:
        return LabelPath(Kind.UNIT if key == UNIT else Kind.CERTIFICATE, value)
    return None


def _read_gtin(gtin: str, qualifiers: list[tuple[str, str]]) -> LabelPath | None:
    if any(name not in QUALIFIERS for name, _code in qualifiers):
        return None
    gtin = gtin.zfill(GTIN_14) if len(gtin) in GTIN_LENGTHS else gtin
    serial = next((code for name, code in qualifiers if name in SERIAL_KEYS), "")
    return LabelPath(Kind.UNIT, serial, gtin) if serial else LabelPath(Kind.PRODUCT, gtin=gtin)
