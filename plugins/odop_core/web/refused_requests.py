"""Counting the incoming webhooks we refuse."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import connection

from odop_core.models import IntakeRefusal


def count_refusal(source: str, reason: str) -> None:
    """One more refusal from `source` for `reason` today (UTC). Safe under any number of concurrent requests."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {IntakeRefusal._meta.db_table} (day, source, reason, count) VALUES (%s, %s, %s, 1)"  # noqa: S608
            " ON CONFLICT (day, source, reason)"
            f" DO UPDATE SET count = {IntakeRefusal._meta.db_table}.count + 1",
            [datetime.now(UTC).date(), source, reason],
        )
