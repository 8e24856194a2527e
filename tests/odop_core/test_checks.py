from __future__ import annotations

import pytest

from odop_core import checks


@pytest.mark.parametrize(("seconds", "found"), [("59", ["odop_core.W003"]), ("60", []), ("120", [])])
def test_lease_outlasts_every_call(monkeypatch: pytest.MonkeyPatch, seconds: str, found: list[str]) -> None:
    # given
    monkeypatch.setenv("ODOP_LEASE_SECONDS", seconds)

    # when
    told = checks.lease(None)

    # then
    assert [message.id for message in told] == found
