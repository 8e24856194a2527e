"""Periods are closed when all of them is in the books; what is late is of the first open day, and seen."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import StringIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from odop_accounts.api import periods, reports
from odop_accounts.ledger.balances import trial_balance
from odop_accounts.ledger.chart import Purpose
from odop_accounts.ledger.entries import Entry, Line, post_entries
from odop_accounts.models import JournalEntry
from odop_accounts.posting.sync import sync_orders
from odop_accounts.reports.links import serve_report
from odop_accounts.reports.making import make_report
from odop_accounts.reports.periods import read_period
from odop_accounts.reports.report import ReportName
from odop_consignment import api as consignment
from odop_consignment.api import WrongChoice
from odop_core.india.dates import today
from tests.factories import MOMENT
from tests.odop_accounts.invoices.orders import ORDER, deliver, dispatch, kurta, sale_ids, sell, set_up_shop

pytestmark = pytest.mark.django_db
YESTERDAY = today() - timedelta(days=1)
NOVEMBER = reports.read_report("trial_balance", "2026-11")


def test_closing_stays_on_record() -> None:
    # when
    periods.close_period(YESTERDAY, by="user-1", reason="November is done")

    # then
    (closing,) = periods.closings()
    assert (closing.closed_until, closing.closed_by, closing.reason) == (YESTERDAY, "user-1", "November is done")


def test_period_is_not_closed_without_a_reason_twice_or_before_it_is_over() -> None:
    # given
    periods.close_period(YESTERDAY, by="user-1", reason="done")

    # then
    for until, reason in ((YESTERDAY - timedelta(days=1), " "), (today(), "soon"), (YESTERDAY, "again")):
        with pytest.raises(WrongChoice):
            periods.close_period(until, by="user-1", reason=reason)
    assert len(periods.closings()) == 1


def test_period_is_not_closed_while_something_of_it_is_not_entered() -> None:
    # given: delivered, and no worker has heard of it
    set_up_shop()
    sell(kurta())
    consignment.record_delivered(sale_ids(), MOMENT, "carrier")
    until = max(MOMENT.date(), YESTERDAY)

    # then
    with pytest.raises(WrongChoice, match="odop_sync_books"):
        periods.close_period(until, by="user-1", reason="done")

    # when
    sync_orders([ORDER])
    periods.close_period(YESTERDAY, by="user-1", reason="done")


def test_what_comes_after_the_closing_is_of_the_first_open_day_and_all_there() -> None:
    # given
    set_up_shop()
    periods.close_period(YESTERDAY, by="user-1", reason="done")

    # when
    sell(kurta())
    dispatch()
    deliver()

    # then
    assert set(JournalEntry.objects.values_list("effective_on", flat=True)) == {today()}
    assert trial_balance()[Purpose.GOODS_SOLD] == -100_000
    shown = reports.read_report("day_book", today().isoformat())
    assert shown.is_tied
    assert {cells[1] for _number, cells in shown.rows(0, None, 100, False)} == {today().isoformat()}


def test_rows_are_read_in_pages_and_the_totals_are_of_all() -> None:
    # given
    set_up_shop()
    sell(kurta())

    # when
    shown = reports.read_report("day_book", "2026-27")

    # then
    numbers = range(1, shown.row_count + 1)
    assert [number for number, _cells in shown.rows(0, None, 100, False)] == list(numbers)
    assert [number for number, _cells in shown.rows(1, None, 2, False)] == [2, 3]
    assert [number for number, _cells in shown.rows(0, None, 2, True)] == list(numbers)[-2:]
    assert [number for number, _cells in shown.rows(0, 3, 1, True)] == [2]
    assert shown.totals[6] == shown.totals[7] != "0.00"


def test_report_is_read_by_a_link_that_ends(rf, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    # given
    link = reports.link_to_report(NOVEMBER, reports.TableFormat.CSV, language="en", by="user-1")
    token = urlsplit(link.url).path.rpartition("/")[2]

    # then
    assert link.file_name == "trial-balance-2026-11-01-to-2026-11-30.csv"
    response = serve_report(rf.get("/"), token)
    assert b"".join(response.streaming_content).startswith(b"\xef\xbb\xbfAccount,")
    assert serve_report(rf.get("/"), token[:-1] + ("A" if token[-1] != "A" else "B")).status_code == 403
    monkeypatch.setattr("odop_accounts.reports.links.MINUTES", -1)
    ended = reports.link_to_report(NOVEMBER, reports.TableFormat.CSV, language="en", by="user-1")
    assert serve_report(rf.get("/"), ended.url.rpartition("/")[2]).status_code == 403


def test_commands_write_a_report_and_close_a_period(tmp_path: Path) -> None:
    # when
    said = StringIO()
    call_command("odop_report", "gstr8", "2026-27-Q3", str(tmp_path / "gstr8.xlsx"), stdout=said)
    call_command(
        "odop_close_period", YESTERDAY.isoformat(), "--by", "Asha", "--reason", "November is done", stdout=said
    )

    # then
    assert (tmp_path / "gstr8.xlsx").read_bytes().startswith(b"PK")
    assert f"closed until {YESTERDAY}" in said.getvalue()
    with pytest.raises(CommandError, match="2026-27-Q3"):
        call_command("odop_report", "gstr8", "november", str(tmp_path / "x.csv"))
    with pytest.raises(CommandError, match="csv or"):
        call_command("odop_report", "gstr8", "2026-11", str(tmp_path / "x.pdf"))


@pytest.mark.django_db(transaction=True)
def test_report_is_of_one_moment() -> None:
    """As a worker makes it: in a transaction of its own that sees nothing of what is entered meanwhile."""
    # given
    lines = (Line(Purpose.BANK, 100), Line(Purpose.LOSS, -100))
    post_entries([Entry(f"before:{number}", "due", "sale:1", today(), lines) for number in range(300)])
    made = make_report(ReportName.DAY_BOOK, read_period(today().isoformat()))
    rows = made.rows()
    next(rows)

    # when: another posts before the rest is read
    with ThreadPoolExecutor(1) as other:
        other.submit(_post, Entry("meanwhile", "due", "sale:2", today(), lines)).result()
    count = 1 + sum(1 for _row in rows)

    # then
    assert JournalEntry.objects.count() == 301
    assert count == 600
    assert made.agrees


def _post(entry: Entry) -> None:
    post_entries([entry])
    connection.close()
