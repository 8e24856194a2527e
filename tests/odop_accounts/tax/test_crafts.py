"""What the suite knows of crafts for their tax: a code with a rate, or why none can be told."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from odop_accounts.tax.rates import Goods, RateTable
from odop_accounts.tax.reference import read_rates
from odop_provenance.reference import FOLDER

CRAFTS = list(csv.DictReader((FOLDER / "crafts.csv").open(encoding="utf-8", newline="")))
RATES = RateTable(read_rates())


@pytest.mark.parametrize("craft", CRAFTS, ids=[f"{row['district_slug']}-{row['craft_slug']}" for row in CRAFTS])
def test_the_code_of_a_craft_has_a_rate_or_it_is_said_why_there_is_none(craft: dict[str, str]) -> None:
    # Given the code of its goods, of which nobody declared anything
    hsn = craft["hsn_chapter_or_heading"]

    # Then a rule says their rate, and how sure the code is; without a code they are not sold until somebody records one
    assert craft["hsn_reason"].startswith("not told: ") == (not hsn)
    assert craft["hsn_confidence"] in (["H", "M", "L"] if hsn else [""])
    assert not hsn or RATES.bands(Goods(hsn), date(2026, 11, 1))


def test_most_crafts_have_a_code() -> None:
    assert sum(not row["hsn_chapter_or_heading"] for row in CRAFTS) == 16


@pytest.mark.parametrize(
    ("hsn", "entry", "packaged", "rate_bp"),
    [
        ("1106", "", False, 0),
        ("1106", "", True, 500),
        ("3304", "", False, 1800),
        ("3304", "bindi", False, 0),
        ("9603", "broom", False, 0),
        ("4802", "", False, 1800),
        ("741980", "", False, 1800),
    ],
)
def test_what_is_not_declared_bears_the_higher_rate(hsn: str, entry: str, packaged: bool, rate_bp: int) -> None:
    (band,) = RATES.bands(Goods(hsn, entry=entry, packaged=packaged), date(2026, 11, 1))

    assert band.rate_bp == rate_bp
