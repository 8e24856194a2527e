"""Days and words as people in an office write them."""

from __future__ import annotations

from datetime import date

import pytest

from odop_consignment.imports.values import is_ditto, read_day

DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-23", "23-11-2026", "23/11/2026", "23.11.2026", "23 11 2026", "2026/11/23", "२३-११-२०२६", "23-Nov-2026",
        "23-Nov-26", "23 November 2026", "23rd Nov, 2026", "23 नवंबर 2026", "२३ नवम्बर २०२६", "46349", "46349.0",
        "23-11-2026 10:30", "2026-11-23T00:00:00",
    ],
)  # fmt: skip
def test_days_are_read_the_day_first(text: str) -> None:
    assert read_day(text) == DAY


@pytest.mark.parametrize(
    "text",
    [
        "11/23/2026",
        "23-11-26",
        "31-02-2026",
        "23-13-2026",
        "23 Nob 2026",
        "soon",
        "",
        "2026",
        "5",
        "99999",
        "23-11",
        "0",
    ],
)
def test_what_is_no_day_or_may_be_two_is_not_read(text: str) -> None:
    assert read_day(text) is None


@pytest.mark.parametrize("text", ["ditto", "Ditto", "-do-", "do", '"', "''", "〃", "as above", "वही", '-"-', "यथोपरि"])
def test_ditto_is_known(text: str) -> None:
    assert is_ditto(text)


@pytest.mark.parametrize("text", ["RC-1", "Dora", "Dolly", "-", "", '12"'])
def test_what_is_no_ditto(text: str) -> None:
    assert not is_ditto(text)
