"""A line of tax at source says why it was kept: in the words that were written down when it was."""

from __future__ import annotations

import pytest

from odop_accounts.api.statements import lines_of_statements
from odop_accounts.models import Statement
from odop_accounts.posting.sync import sync_orders
from odop_accounts.statements.issue import issue_on_demand
from tests.factories import supplier
from tests.odop_accounts.posting.test_deductions import lower_limit, sell_and_deliver, vendor

pytestmark = pytest.mark.django_db


def said(statement: Statement, kind: str) -> list[str]:
    return [str(line.explanation) for line in lines_of_statements([statement.pk])[statement.pk] if line.kind == kind]


def test_lines_say_rate_base_and_section() -> None:
    # given a vendor's sale of ₹1,000.00 without GST
    by = vendor()
    sync_orders([sell_and_deliver(by)])

    # when
    statement = issue_on_demand(by.id, by="staff:1")

    # then
    assert said(statement, "tcs") == ["TCS under section 52 for the month until now: 0.5 % of ₹1,000.00 is ₹5.00."]
    assert said(statement, "tds") == ["TDS under section 393(1) Table 8(v), 0.1 % of ₹1,000.00: ₹1.00."]
    (line,) = [each for each in lines_of_statements([statement.pk])[statement.pk] if each.kind == "tds"]
    assert "₹1,000.00" in line.explanation.in_language("hi")
    assert line.explanation.in_language("hi") != str(line.explanation)


def test_without_a_pan_it_says_so() -> None:
    # given
    by = supplier()
    sync_orders([sell_and_deliver(by)])

    # when
    statement = issue_on_demand(by.id, by="staff:1")

    # then
    (words,) = said(statement, "tds")
    assert "without a valid PAN, 5 % of ₹1,000.00: ₹50.00" in words


def test_each_of_two_sales_has_its_own_reason() -> None:
    # given a limit that the second sale passes
    lower_limit(150_000)
    by = supplier(pan="ABCPK1234F")
    sync_orders([sell_and_deliver(by)])
    first = issue_on_demand(by.id, by="staff:1")
    sync_orders([sell_and_deliver(by, 2)])

    # when
    second = issue_on_demand(by.id, by="staff:1")

    # then
    assert said(first, "tds") == []
    (words,) = said(second, "tds")
    assert "The limit of ₹1,500.00 is passed" in words
