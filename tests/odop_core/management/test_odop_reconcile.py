from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from odop_core.store.port import StoreUnavailable
from tests.factories import order
from tests.fake_store import FakeStore

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    output = StringIO()
    call_command("odop_reconcile", *arguments, stdout=output)
    return output.getvalue().strip()


def test_it_says_how_many_it_found(store: FakeStore) -> None:
    # given
    store.hold(order(number=1), order(number=2))

    # when
    output = run("--since", "2026-01-01")

    # then
    assert output.splitlines() == [
        "2 orders found that nobody had told us of",
        "0 products found that nobody had told us of",
    ]


@pytest.mark.parametrize(
    ("since", "found"), [("2026-11-01", 1), ("2026-11-01T10:00:01", 0), ("2026-11-01T15:30:00+05:30", 1)]
)
def test_moment_is_utc_unless_it_says_otherwise(store: FakeStore, since: str, found: int) -> None:
    # given
    store.hold(order())

    # when
    output = run("--since", since)

    # then
    assert output.startswith(f"{found} orders")


def test_moment_nobody_understands_is_refused() -> None:
    with pytest.raises(CommandError, match="such as 2026-11-22, not 'yesterday'"):
        run("--since", "yesterday")


def test_store_that_is_away_is_an_error_here(store: FakeStore) -> None:
    # given
    store.trouble = StoreUnavailable("away")

    # when / then
    with pytest.raises(CommandError, match="away"):
        run()
