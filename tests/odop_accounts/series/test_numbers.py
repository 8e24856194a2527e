"""The next number of a series, in the moment a document is written, and none twice or left out."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

pytestmark = pytest.mark.django_db(transaction=True)

DOCUMENT = "INSERT INTO odop_sample (issuer, series, issued_on) VALUES (%s, %s, %s) RETURNING number"
GSTIN = "09AAACU1234A1Z5"


@pytest.fixture(autouse=True)
def table() -> Iterator[None]:
    """A kind of document of its own."""
    with connection.cursor() as cursor:
        cursor.execute("""
            CREATE TABLE odop_sample (
                issuer text, series text, issued_on date, financial_year int, serial int, number text,
                UNIQUE (issuer, series, financial_year, serial)
            );
            CREATE TRIGGER sample_number BEFORE INSERT ON odop_sample
                FOR EACH ROW EXECUTE FUNCTION odop_accounts_number_document();
            CREATE TRIGGER sample_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON odop_sample
                FOR EACH STATEMENT EXECUTE FUNCTION odop_accounts_document_stays();
        """)
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE odop_sample")


def issue(day: str = "2026-11-24", *, series: str = "TI", issuer: str = GSTIN) -> str:
    with connection.cursor() as cursor:
        cursor.execute(DOCUMENT, [issuer, series, day])
        return str(cursor.fetchone()[0])


def test_each_series_runs_from_one() -> None:
    # when documents of two issuers, kinds and years are issued
    numbers = [
        issue("2026-03-31"),
        issue("2026-04-01"),
        issue(),
        issue(series="CN"),
        issue(issuer=""),
        issue("2026-11-25"),
    ]

    # then each series has its own numbers, and they fit the law's sixteen characters
    assert numbers == [
        "TI2526-00001",
        "TI2627-00001",
        "TI2627-00002",
        "CN2627-00001",
        "TI2627-00001",
        "TI2627-00003",
    ]


def test_many_in_one_statement_follow_each_other() -> None:
    # when
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO odop_sample (issuer, series, issued_on)"
            " SELECT '', 'AS', DATE '2026-11-24' FROM generate_series(1, 30) RETURNING number"
        )
        numbers = [number for (number,) in cursor.fetchall()]

    # then
    assert numbers == [f"AS2627-{serial:05}" for serial in range(1, 31)]


def test_whoever_writes_a_number_gets_the_next_one() -> None:
    # when somebody writes another
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO odop_sample VALUES ('', 'TI', '2026-11-24', 2030, 77, 'TI3031-00077') RETURNING number"
        )

        # then
        assert cursor.fetchone()[0] == "TI2627-00001"


def test_what_is_not_issued_leaves_no_gap() -> None:
    # given a document of a transaction that fails
    with transaction.atomic():
        assert issue() == "TI2627-00001"
        transaction.set_rollback(True)

    # then the next one has its number
    assert issue() == "TI2627-00001"


def test_two_at_once_do_not_get_one_number() -> None:
    with psycopg.connect(**connection.get_connection_params()) as other:
        # given somebody who has a number and is not done
        other.execute(DOCUMENT, [GSTIN, "TI", "2026-11-24"])

        # when another one wants one of the series, they wait; one of another series is free
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '20ms'")
            with pytest.raises(DatabaseError, match="lock timeout"), transaction.atomic():
                issue()
        assert issue(series="CN") == "CN2627-00001"

        # then they get the number after it
        other.commit()
        assert issue() == "TI2627-00002"


@pytest.mark.parametrize("day", ["2026-11-23", "2999-01-01"])
def test_days_follow_the_numbers(day: str) -> None:
    # given a document of the 24th
    issue("2026-11-24")

    # then none of an earlier day, or of one to come, is issued after it
    with pytest.raises(DatabaseError) as refused:
        issue(day)
    assert isinstance(cause := refused.value.__cause__, psycopg.Error)
    assert cause.diag.constraint_name == "odop_number_in_order"


@pytest.mark.parametrize(
    "statement", ["UPDATE odop_sample SET number = 'TI2627-00009'", "DELETE FROM odop_sample", "TRUNCATE odop_sample"]
)
def test_what_is_issued_stays(statement: str) -> None:
    # given
    issue()

    # then
    with pytest.raises(DatabaseError, match="issue another"), connection.cursor() as cursor:
        cursor.execute(statement)
    assert issue() == "TI2627-00002"
