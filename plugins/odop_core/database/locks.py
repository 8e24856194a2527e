"""Doing one thing at a time, across all processes."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection


def lock_subject(what: str, subject: str) -> None:
    """Hold everybody else off the same work on the same subject until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"odop:{what}:{subject}"])


def lock_subject_shared(what: str, subject: str) -> None:
    """Hold off, until this transaction ends, whoever wants `lock_subject`; others may share it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(hashtextextended(%s, 0))", [f"odop:{what}:{subject}"])


def lock_subjects(what: str, subjects: Iterable[str]) -> None:
    """The same for many subjects, with one query. Taken in one order, so that two who want some of the same never wait
    for each other."""
    keys = [f"odop:{what}:{subject}" for subject in sorted(set(subjects))]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(key, 0))"
            " FROM unnest(%s::text[]) WITH ORDINALITY AS wanted (key, turn) ORDER BY turn",
            [keys],
        )
