"""Reports of the books and closed periods, as staff ask for them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from odop_accounts.ledger.chart import Purpose
from odop_accounts.ledger.entries import Entry, Line, post_entries
from odop_core.india.dates import today
from odop_core.security.permissions import Permission
from tests.storefront_schema.client import answer_to, ask, everybody_but, mutate, staff

pytestmark = pytest.mark.django_db
MAY = staff(Permission.MANAGE_ACCOUNTS)
LEDGER = """query($period: String!, $first: Int, $after: String) {
  accountsReport(name: LEDGER, period: $period, account: SUPPLIER_PAYABLE, party: "supplier:7") {
    name title(language: HI) firstDay columns { name title } totals isTied
    ties { column difference { amountPaise } }
    rows(first: $first, after: $after) {
      totalCount edges { node { cells reference } } pageInfo { hasNextPage endCursor }
    }
    file(format: CSV) { url fileName }
  }
}"""


@pytest.fixture(autouse=True)
def books() -> None:
    """Three payments to one supplier, one to another."""
    for key, party in (("a", "supplier:7"), ("b", "supplier:7"), ("c", "supplier:7"), ("d", "supplier:8")):
        lines = (Line(Purpose.SUPPLIER_PAYABLE, 150, party), Line(Purpose.BANK, -150))
        post_entries([Entry(key, "payout_paid", f"payout:{key}", today(), lines)])


def test_report_comes_in_pages_with_the_totals_of_all() -> None:
    # when
    day = today().isoformat()
    begin = ask(LEDGER, MAY, period=day, first=2)["accountsReport"]
    after = begin["rows"]["pageInfo"]["endCursor"]
    end = ask(LEDGER, MAY, period=day, first=2, after=after)["accountsReport"]

    # then
    pages = [[edge["node"] for edge in report["rows"]["edges"]] for report in (begin, end)]
    assert [[row["reference"] for row in rows] for rows in pages] == [["a", "b"], ["c"]]
    assert pages[1][0]["cells"] == ["supplier_payable", "supplier:7", day, "payout_paid", "1.50", "0.00", "4.50"]
    assert (begin["rows"]["totalCount"], begin["rows"]["pageInfo"]["hasNextPage"]) == (3, True)
    assert begin["totals"] == ["", "", "", "", "4.50", "0.00", ""]
    assert begin["isTied"]
    assert [tie["difference"]["amountPaise"] for tie in begin["ties"]] == ["0", "0"]
    assert (begin["name"], begin["title"], begin["firstDay"]) == ("LEDGER", "खाता बही", day)
    assert begin["file"]["fileName"].startswith("ledger-")
    assert "/reports/" in begin["file"]["url"]


def test_wrong_period_is_refused_with_what_to_write() -> None:
    answer = answer_to(LEDGER, MAY, period="november")

    assert "2026-27-Q3" in answer.messages[0]


def test_nobody_else_reads_reports_or_closes_periods() -> None:
    others = everybody_but(Permission.MANAGE_ACCOUNTS)

    assert answer_to(LEDGER, others, period="2026-11").is_refused
    close = 'mutation { accountingPeriodClose(until: "2026-10-31", reason: "x") { closing { reason } } }'
    assert answer_to(close, others).is_refused


def test_period_is_closed_with_a_reason_once() -> None:
    # given
    until = today() - timedelta(days=1)
    fields = "closing { closedUntil reason }"
    arguments = {"until": ("Date!", until.isoformat()), "reason": ("String!", "November is filed")}

    # when
    closed = mutate("accountingPeriodClose", fields, MAY, **arguments)
    again = mutate("accountingPeriodClose", fields, MAY, **arguments)

    # then
    assert closed["closing"] == {"closedUntil": until.isoformat(), "reason": "November is filed"}
    assert [(error["field"], error["code"]) for error in again["errors"]] == [("until", "INVALID")]
    asked = "{ accountingPeriodClosings { closedUntil createdBy { id } } }"
    assert [row["closedUntil"] for row in ask(asked, MAY)["accountingPeriodClosings"]] == [until.isoformat()]
