from __future__ import annotations

import pytest
from django.db import connection

from odop_accounts.ledger.checks import find_contradictions
from odop_accounts.ledger.entries import post_entries
from tests.odop_accounts.ledger.samples import sold

pytestmark = pytest.mark.django_db


@pytest.fixture
def unguarded_books() -> None:
    """As the owner of the database may make them: no rule is in force."""
    post_entries([sold()])
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET LOCAL session_replication_role = replica")


def test_books_without_fault_give_no_word() -> None:
    # given
    post_entries([sold()])

    # then
    assert find_contradictions() == []


@pytest.mark.usefixtures("unguarded_books")
@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("UPDATE odop_accounts_journalline SET amount = amount + 1", "Entry sale:1:delivered does not sum to zero."),
        ("DELETE FROM odop_accounts_journalline", "Entry sale:1:delivered does not sum to zero."),
        ("UPDATE odop_accounts_daytotal SET debit = debit + 1", "is not the sum of its lines."),
        ("DELETE FROM odop_accounts_daytotal", "is not the sum of its lines."),
    ],
)
def test_what_somebody_changed_behind_the_rules_is_found(change: str, found: str) -> None:
    # when
    with connection.cursor() as cursor:
        cursor.execute(change)

    # then
    assert any(found in sentence for sentence in find_contradictions())


@pytest.mark.parametrize("change", ["DISABLE TRIGGER odop_lines_added", "ENABLE REPLICA TRIGGER odop_line_stays"])
def test_rule_that_somebody_switched_off_is_found(change: str) -> None:
    # when
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE odop_accounts_journalline {change}")

    # then
    assert find_contradictions() == [f"The rule {change.split()[-1]} of the accounts is not in force in the database."]
