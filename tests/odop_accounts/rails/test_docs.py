"""The table of what rails can do is what the code says they can."""

from __future__ import annotations

from pathlib import Path

import pytest

from odop_accounts.rails import RAILS

PAGE = (Path(__file__).parents[3] / "docs" / "plugins" / "payout-rails.md").read_text(encoding="utf-8")
ROWS = {
    cells[0]: dict(zip(RAILS, cells[1:], strict=True))
    for line in PAGE.splitlines()
    if len(cells := [cell.strip() for cell in line.strip("|").split("|")]) == 3 and cells[0]
}


@pytest.mark.parametrize("rail", RAILS)
def test_the_page_says_what_a_rail_can_do(rail: str) -> None:
    can = RAILS[rail].capabilities
    assert ROWS["Modes"][rail] == ", ".join(sorted(can.amounts))
    assert ROWS["The same transfer sent again"][rail].startswith("is answered") is can.repeat_answers
    assert ROWS["Without enough money in your account"][rail].startswith("waits") is can.waits_for_money
    assert ROWS['The UTR may come after "paid"'][rail] == ("yes" if can.late_utr else "no")
    assert ROWS["What is paid may come back"][rail] == ("yes" if can.returns_after_paid else "no")
    assert ROWS["Transfers and look-ups a second and worker"][rail] == str(can.most_per_second)


@pytest.mark.parametrize("rail", RAILS)
def test_the_page_says_where_its_webhooks_go(rail: str) -> None:
    assert f"/plugins/global/odop.accounts/rails/{rail}`" in PAGE
    assert f"/api/webhooks/payouts/{rail}`" in PAGE
