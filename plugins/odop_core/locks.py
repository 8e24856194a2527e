"""Doing one thing at a time, across all processes."""

from __future__ import annotations

from django.db import connection


def one_at_a_time(what: str, subject: str) -> None:
    """Hold everybody else off the same work on the same subject until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"odop:{what}:{subject}"])
