"""A supplier is told of their account sales, and opens it with one tap."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from odop_accounts.api.statements import issue_statement
from odop_consignment.api import SupplierInfo
from odop_core.queue import worker
from odop_notifications.escalation.links import expire_links, without_codes
from odop_notifications.models import Message, StatementLink
from odop_notifications.notices.statements import format_period
from odop_notifications.pages import views
from odop_notifications.settings import PLUGIN_ID
from tests import factories
from tests.odop_accounts.statements.test_issue import consigned, due

pytestmark = pytest.mark.django_db


@pytest.fixture
def rukhsana(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SupplierInfo:
    """₹882.00 is due to her."""
    monkeypatch.setenv("ODOP_EVIDENCE_DIR", str(tmp_path))
    factories.switch("odop.accounts")
    factories.switch(PLUGIN_ID, channel="gateway", public_url="https://mart.example")
    supplier = factories.supplier("Rukhsana", language="en")
    consigned(1, supplier=supplier.id)
    due(1, supplier=supplier.id)
    return supplier


def told(supplier: SupplierInfo) -> Message:
    issue_statement(supplier.id, by="clerk")
    worker.run_due()
    return Message.objects.get(occasion="statement_issued")


def open_link(text: str) -> HttpResponse:
    code = text.rpartition("/s/")[2]
    return views.show_statement(RequestFactory().get(f"/s/{code}"), code)


def test_they_hear_what_is_due_and_where_to_read_it(rukhsana: SupplierInfo) -> None:
    # when
    message = told(rukhsana)

    # then
    assert "Due to you: ₹882.00. Read it here: https://mart.example/s/" in message.text
    assert message.subject.startswith("statement:")


def test_one_tap_opens_the_paper(rukhsana: SupplierInfo) -> None:
    # when
    page = open_link(told(rukhsana).text)

    # then
    assert (page.status_code, page["Content-Type"]) == (200, "application/pdf")
    assert "-en.pdf" in page["Content-Disposition"]


def test_without_a_public_address_the_message_holds_no_link(rukhsana: SupplierInfo) -> None:
    # given
    factories.switch(PLUGIN_ID, channel="gateway", public_url="")

    # when
    message = told(rukhsana)

    # then
    assert message.text.endswith("Due to you: ₹882.00.")
    assert not StatementLink.objects.exists()


@pytest.mark.parametrize("how", ["guessed", "expired", "another has the phone"])
def test_a_link_that_is_none_shows_nothing(rukhsana: SupplierInfo, how: str) -> None:
    # given
    text = str(told(rukhsana).text)
    if how == "guessed":
        text = "/s/0000000000000"
    elif how == "expired":
        StatementLink.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    else:
        expire_links(rukhsana.id)

    # then
    assert open_link(text).status_code == 404


def test_other_people_do_not_read_the_link(rukhsana: SupplierInfo) -> None:
    assert without_codes(told(rukhsana).text).endswith("/s/…")


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        (date(2026, 11, 1), date(2026, 11, 30), "11/2026"),
        (date(2026, 11, 2), date(2026, 11, 8), "02/11/2026-08/11/2026"),
        (date(2026, 10, 1), date(2026, 12, 31), "01/10/2026-31/12/2026"),
    ],
)
def test_a_period_is_written_so_that_it_stands_in_every_language(first: date, last: date, written: str) -> None:
    assert format_period(first, last) == written
