"""Who issues statements and who posts, at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

import pytest
from django.db import connection, transaction

from odop_accounts.models import Statement, StatementLine, StatementRun
from odop_accounts.statements.checks import find_differences
from odop_accounts.statements.issue import issue_on_demand
from tests.odop_accounts.statements.test_issue import consigned, go_through, period_over

pytestmark = pytest.mark.django_db(transaction=True)
Found = TypeVar("Found")


def beside(pool: ThreadPoolExecutor, what: Callable[[], Found]) -> Future[Found]:
    """With a connection of its own."""

    def act() -> Found:
        try:
            return what()
        finally:
            connection.close()

    return pool.submit(act)


def test_workers_that_issue_the_same_at_once_issue_it_once() -> None:
    # given eight suppliers and a period that is over
    for number in range(1, 9):
        consigned(number, supplier=number)
    period_over()

    # when three workers go through it, and staff ask for one of them
    with ThreadPoolExecutor(4) as pool:
        tries = [beside(pool, go_through) for _worker in range(3)]
        asked = beside(pool, lambda: issue_on_demand(3, by="staff:1"))
        assert sum(each.result() for each in tries) + (asked.result().turn == 1) >= 8
    go_through()

    # then no entry stands on two, and numbers have no gap
    assert StatementLine.objects.count() == 8
    assert sorted(Statement.objects.values_list("serial", flat=True)) == list(range(1, Statement.objects.count() + 1))
    assert find_differences() == []


def test_the_line_is_drawn_when_nobody_is_posting() -> None:
    """What somebody has recorded and not committed is on this statement, or surely on the next."""
    # given somebody who has posted and not ended their transaction
    posted, may_end = threading.Event(), threading.Event()

    def post_slowly() -> None:
        with transaction.atomic():
            consigned(1)
            posted.set()
            may_end.wait(20)

    with ThreadPoolExecutor(2) as pool:
        poster = beside(pool, post_slowly)
        assert posted.wait(20)

        # when a statement is asked for meanwhile
        issued = beside(pool, lambda: issue_on_demand(1, by="staff:1"))
        with pytest.raises(TimeoutError):
            issued.result(timeout=0.3)
        may_end.set()
        poster.result()
        statement = issued.result()

    # then it waited, and the entry is on it
    assert statement.line_count == 1
    assert StatementRun.objects.get().until == statement.until
    assert find_differences() == []
