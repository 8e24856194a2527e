from __future__ import annotations

import pytest

from odop_accounts.reports.periods import BadPeriod, read_period


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2026-11", "2026-11-01/2026-11-30"),
        ("2028-02", "2028-02-01/2028-02-29"),
        (" २०२६-११ ", "2026-11-01/2026-11-30"),
        ("2026-27", "2026-04-01/2027-03-31"),
        ("2099-00", "2099-04-01/2100-03-31"),
        ("2026-27-Q1", "2026-04-01/2026-06-30"),
        ("2026-27-q3", "2026-10-01/2026-12-31"),
        ("2026-27-Q4", "2027-01-01/2027-03-31"),
        ("2026-11-05", "2026-11-05/2026-11-05"),
        ("2026-11-05/2026-11-20", "2026-11-05/2026-11-20"),
        ("2026–11", "2026-11-01/2026-11-30"),
    ],
)
def test_period_is_of_indian_months_quarters_and_tax_years(text: str, days: str) -> None:
    assert str(read_period(text)) == days


@pytest.mark.parametrize(
    "text",
    ["", "november", "2026-13", "2026-28", "2026-27-Q5", "2026-02-30", "2026-11-20/2026-11-05", "11/2026", "2026"],
)
def test_what_is_no_period_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(BadPeriod, match="2026-27-Q3"):
        read_period(text)
