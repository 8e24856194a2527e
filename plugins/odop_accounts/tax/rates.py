"""Which GST rate goods have on a day, by their HSN code.

A row says the rate for an HSN code or a beginning of one; the longest that has a row for the goods wins. What else
decides is in the row: an *entry* of the notification that is told by words ("lac-bangle"), whether the goods are a
declared handicraft, whether they are pre-packaged and labelled, and the price of a piece.

All rows of one code and entry that begin on one day are one *version*, and replace the version before it as a whole.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from odop_accounts.tax.choices import CAUTIOUS, Choices, SlabBase, SlabGap
from odop_accounts.tax.refusals import BadHsn, HsnTooShort, NoHsn, PriceInGap, UnknownEntry, UnknownHsn
from odop_accounts.tax.rounding import ONE_IN_BP
from odop_core.india.money import format_inr
from odop_core.normalization import compact_code

SHORTEST, LONGEST = 2, 8
_HSN = re.compile(r"\d{4}(?:\d{2}){0,2}", re.ASCII)


@dataclass(frozen=True)
class RateRow:
    """`rate_bp` is the whole GST in basis points (500 is 5 %), in force from `valid_from` until `valid_to` (None: until
    the next version), days in India. None for `handicraft` and `packaged`: either. The row is for pieces that cost more
    than `above_paise` and at most `up_to_paise`, without tax."""

    hsn_prefix: str
    rate_bp: int
    valid_from: date
    citation: str
    # H: primary text or two sources; M: one good source; L: weak or conflicting.
    confidence: str
    entry: str = ""
    handicraft: bool | None = None
    packaged: bool | None = None
    above_paise: int = 0
    up_to_paise: int | None = None
    valid_to: date | None = None
    goods: str = ""
    # A later one corrects an earlier one of the same day.
    revision: int = 0
    id: int | None = None

    @property
    def subject(self) -> tuple[str, str]:
        return self.hsn_prefix, self.entry

    def is_for(self, goods: Goods) -> bool:
        return self.handicraft in (None, goods.handicraft) and self.packaged in (None, goods.packaged)

    def covers(self, unit_paise: Fraction | int) -> bool:
        # What costs nothing is in the lowest band.
        above = unit_paise > self.above_paise or self.above_paise == 0
        return above and (self.up_to_paise is None or unit_paise <= self.up_to_paise)


@dataclass(frozen=True)
class Goods:
    """What is known of goods for their tax. `handicraft`: declared by somebody as in the Explanation of 21/2018-CT(R).
    `pieces`: how many pieces (or pairs) a unit of the store holds that the law counts one by one."""

    hsn: str
    handicraft: bool = False
    packaged: bool = False
    entry: str = ""
    pieces: int = 1


@dataclass(frozen=True)
class Chosen:
    """`in_gap`: no rate fits the price with tax, the higher was taken."""

    row: RateRow
    in_gap: bool = False


class RateTable:
    """Rows to look things up in; enough of them for the goods that are asked for."""

    def __init__(self, rows: Iterable[RateRow]) -> None:
        self._versions: dict[tuple[str, str], dict[date, list[RateRow]]] = defaultdict(dict)
        for row in sorted(rows, key=lambda row: row.revision):
            version = self._versions[row.subject].setdefault(row.valid_from, [])
            if version and version[0].revision < row.revision:
                version.clear()
            version.append(row)

    @cached_property
    def _prefixes(self) -> set[str]:
        return {prefix for prefix, _entry in self._versions}

    def version_on(self, prefix: str, entry: str, on: date) -> list[RateRow]:
        """The rows of one code and entry that hold on a day; none before the first, or after an end."""
        versions = self._versions.get((prefix, entry), {})
        begun = max((day for day in versions if day <= on), default=None)
        return [row for row in versions[begun] if row.valid_to is None or row.valid_to >= on] if begun else []

    def bands(self, goods: Goods, on: date) -> list[RateRow]:
        """The rows for these goods that day, by price from the lowest. Raises NoRate."""
        if not goods.hsn:
            raise NoHsn
        for prefix in prefixes_of(goods.hsn):
            if found := [row for row in self.version_on(prefix, goods.entry, on) if row.is_for(goods)]:
                return sorted(found, key=lambda row: row.above_paise)
        if goods.entry:
            raise UnknownEntry(goods.entry, goods.hsn, on)
        if any(prefix.startswith(goods.hsn) and prefix != goods.hsn for prefix in self._prefixes):
            raise HsnTooShort(goods.hsn)
        raise UnknownHsn(goods.hsn, on)

    def choose(
        self, goods: Goods, unit_paise: Fraction | int, on: date, *, with_tax: bool, choices: Choices = CAUTIOUS
    ) -> Chosen:
        """The row that decides for goods whose unit costs so much, after discounts; `with_tax`: that price includes
        GST. Raises NoRate."""
        return choose_band(self.bands(goods, on), Fraction(unit_paise) / goods.pieces, with_tax, choices)


def choose_band(bands: Sequence[RateRow], piece_paise: Fraction, with_tax: bool, choices: Choices = CAUTIOUS) -> Chosen:
    """The band a price falls in. With tax inside, a band fits when the price without *its* tax falls in it."""
    if not with_tax or choices.slab_base == SlabBase.AS_SHOWN:
        return Chosen(next(row for row in bands if row.covers(piece_paise)))
    fitting = [row for row in bands if row.covers(without_rate(piece_paise, row.rate_bp))]
    if fitting:
        return Chosen(max(fitting, key=lambda row: row.rate_bp))
    # Too dear for the lower rate, and too cheap once the higher is taken out.
    place = next(i for i, row in enumerate(bands) if _is_below_end(row, without_rate(piece_paise, row.rate_bp)))
    lower, higher = bands[place - 1], bands[place]
    if choices.slab_gap == SlabGap.REFUSE:
        low, high = (with_rate(Fraction(higher.above_paise), row.rate_bp) for row in (lower, higher))
        raise PriceInGap(*(format_inr(int(amount)) for amount in (piece_paise, low, high)))
    return Chosen(higher, in_gap=True)


def _is_below_end(row: RateRow, unit_paise: Fraction) -> bool:
    return row.up_to_paise is None or unit_paise <= row.up_to_paise


def without_rate(paise: Fraction, rate_bp: int) -> Fraction:
    """An amount with tax, without it: exactly."""
    return paise * ONE_IN_BP / (ONE_IN_BP + rate_bp)


def with_rate(paise: Fraction, rate_bp: int) -> Fraction:
    """An amount without tax, with it: exactly."""
    return paise * (ONE_IN_BP + rate_bp) / ONE_IN_BP


def prefixes_of(hsn: str) -> list[str]:
    """The beginnings that may have a rule, the longest first."""
    return [hsn[:length] for length in range(min(len(hsn), LONGEST), SHORTEST - 1, -1)]


def read_hsn(text: str) -> str:
    """An HSN code as somebody wrote it ("6214 10.90", "६२१४"), as its digits. Raises BadHsn."""
    digits = compact_code(text)
    if not _HSN.fullmatch(digits):
        raise BadHsn(text)
    return digits
