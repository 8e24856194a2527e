"""What the law leaves open: each a choice of the shop's accountant, with the cautious answer as default."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SlabBase(StrEnum):
    """Which price of a piece decides between two rates (statutory.md A5.n1)."""

    WITHOUT_TAX = "without_tax"
    AS_SHOWN = "as_shown"


class SlabGap(StrEnum):
    """What is done with a price with tax to which neither rate fits (A5.n1)."""

    HIGHER_RATE = "higher_rate"
    REFUSE = "refuse"


class CatchUp(StrEnum):
    """On what tax is deducted once the year's limit is crossed (B4)."""

    WHOLE_YEAR = "whole_year"
    FROM_THEN_ON = "from_then_on"


class Exports(StrEnum):
    """Goods sent abroad: with IGST that is claimed back, or under a letter of undertaking (IGST s.16)."""

    WITH_TAX = "with_tax"
    UNDER_LUT = "under_lut"


@dataclass(frozen=True)
class Choices:
    slab_base: SlabBase = SlabBase.WITHOUT_TAX
    slab_gap: SlabGap = SlabGap.HIGHER_RATE
    catch_up: CatchUp = CatchUp.WHOLE_YEAR
    exports: Exports = Exports.WITH_TAX
    # Whether tax is deducted from a consignor, too (B13).
    deducts_from_consignors: bool = True


CAUTIOUS = Choices()
