from __future__ import annotations

from datetime import date

import pytest

from odop_consignment import new_day
from odop_consignment.offers import regime_changes
from odop_consignment.suppliers import erasure
from odop_core.india import dates

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []
    monkeypatch.setattr(new_day, "_seen", None)
    monkeypatch.setattr(regime_changes, "apply_due_regimes", lambda: found.append("regimes"))
    monkeypatch.setattr(erasure, "erase_due", lambda: found.append("erasures"))
    return found


def test_day_is_begun_once(done: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dates, "today", lambda: date(2026, 11, 1))
    new_day.begin_day()
    new_day.begin_day()
    assert done == ["regimes", "erasures"]
    monkeypatch.setattr(dates, "today", lambda: date(2026, 11, 2))
    new_day.begin_day()
    assert done == ["regimes", "erasures"] * 2


def test_what_failed_is_tried_again(done: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr(erasure, "erase_due", fail)
        with pytest.raises(RuntimeError):
            new_day.begin_day()
    new_day.begin_day()
    assert done == ["regimes", "regimes", "erasures"]
