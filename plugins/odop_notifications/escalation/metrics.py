"""How fast suppliers are notified and answer: figures over a span of days, by day, district or channel.

All times are seconds from the moment the store had the order (by its own clock). "Without a call" means answered by
message, key, button or link, without an operator.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from django.db import connections

from odop_core.india.dates import IST
from odop_notifications.models import Message, Question

Grouping = Literal["", "day", "district", "channel"]

# By what to group: the first message's channel, the question's district, the order's Indian day.
_GROUPS: dict[str, str] = {
    "": "''::text",
    "day": "to_char(c.ordered_at AT TIME ZONE 'Asia/Kolkata', 'YYYY-MM-DD')",
    "district": "c.district::text",
    "channel": "coalesce(f.channel, '')::text",
}
# The first message of a question is found by order and supplier; those sent before it are of an earlier question.
_SUMMARY = """
    WITH asked AS (
        SELECT {group} AS name,
               extract(epoch FROM f.sent_at - c.ordered_at) AS to_message,
               extract(epoch FROM c.answered_at - c.ordered_at) AS to_answer,
               c.meaning <> '' AS is_answered,
               c.meaning <> '' AND c.answered_by NOT IN ('helpline', 'elsewhere') AS is_without_call,
               c.state <> 'closed' AS is_counted
        FROM {questions} c
        LEFT JOIN LATERAL (
            SELECT m.channel, m.sent_at FROM {messages} m
            WHERE m.order_id = c.order_id AND m.supplier_id = c.supplier_id AND m.occasion IN ('bought', 'reminder')
              AND m.sent_at >= c.opened_at
            ORDER BY m.sent_at LIMIT 1
        ) f ON true
        WHERE c.ordered_at >= %(since)s AND c.ordered_at < %(until)s
    )
    SELECT name, count(*) FILTER (WHERE is_counted), count(to_message) FILTER (WHERE is_counted),
           count(*) FILTER (WHERE is_answered), count(*) FILTER (WHERE is_without_call),
           percentile_cont(ARRAY[0.5, 0.95]) WITHIN GROUP (ORDER BY to_message),
           percentile_cont(ARRAY[0.5, 0.95]) WITHIN GROUP (ORDER BY to_answer) FILTER (WHERE is_answered)
    FROM asked GROUP BY name ORDER BY name
"""


@dataclass(frozen=True)
class Figures:
    """`name` is what was grouped by. Seconds are None where nothing was sent or answered."""

    name: str
    asked: int
    told: int
    answered: int
    answered_without_call: int
    message_p50: float | None
    message_p95: float | None
    answer_p50: float | None
    answer_p95: float | None

    @property
    def share_without_call(self) -> float | None:
        """Of what was asked and not called off, the share that needed no operator; None when nothing was asked."""
        return self.answered_without_call / self.asked if self.asked else None


def compute_figures(first: date, last: date, by: Grouping = "", using: str = "default") -> list[Figures]:
    """For orders of these Indian days, the last included. One group named "" when `by` is left out."""
    since, until = (datetime.combine(day, time.min, IST) for day in (first, last + timedelta(days=1)))
    query = _SUMMARY.format(group=_GROUPS[by], questions=Question._meta.db_table, messages=Message._meta.db_table)
    with connections[using].cursor() as cursor:
        cursor.execute(query, {"since": since, "until": until})
        return [_figures(row) for row in cursor.fetchall()]


def _figures(row: tuple[str, int, int, int, int, list[float] | None, list[float] | None]) -> Figures:
    name, asked, told, answered, without_call, to_message, to_answer = row
    message, answer = _two(to_message), _two(to_answer)
    return Figures(name, asked, told, answered, without_call, *message, *answer)


def _two(percentiles: list[float] | None) -> tuple[float | None, float | None]:
    return (percentiles[0], percentiles[1]) if percentiles else (None, None)
