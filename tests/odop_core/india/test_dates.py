from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from odop_core.india import dates


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 1, 18, 29, 59, tzinfo=UTC), date(2026, 11, 1)),
        (datetime(2026, 11, 1, 18, 30, tzinfo=UTC), date(2026, 11, 2)),
    ],
)
def test_day_begins_at_indian_midnight(moment: datetime, day: date) -> None:
    assert dates.indian_day(moment) == day
