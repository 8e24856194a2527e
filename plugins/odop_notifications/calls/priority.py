"""Which call comes first: the longest waiting, with a head start for some, so that none waits forever."""

from __future__ import annotations

from datetime import datetime, timedelta

from odop_notifications.models import CallReason

# Minutes of head start by reason.
REASONS = {
    CallReason.UNANSWERED: 0,
    CallReason.WHEN: 0,
    CallReason.UNCLEAR: 10,
    CallReason.UNKNOWN_SENDER: 10,
    CallReason.CALL_ME: 60,
    CallReason.UNDELIVERED: 60,
    CallReason.PICKUP_MISSED: 90,
    CallReason.UNREACHABLE: 30,
    CallReason.LANGUAGE: 30,
    CallReason.WRONG_NUMBER: 30,
    CallReason.CANNOT: 120,
}
# (from so many paise, minutes)
VALUES = ((50_000_00, 60), (10_000_00, 30), (2_500_00, 10))
# (goods needed within so many hours, minutes)
URGENCY = ((6, 180), (24, 90))
# A supplier who named a time waits for the call.
PROMISED = 120


def rank_at(
    due_at: datetime, reason: str, value_paise: int, needed_by: datetime | None, *, promised: bool = False
) -> datetime:
    """The moment by which a call is placed in the queue; earlier is sooner."""
    head_start = REASONS.get(CallReason(reason), 0)
    head_start += next((minutes for paise, minutes in VALUES if value_paise >= paise), 0)
    if needed_by is not None:
        left = needed_by - due_at
        head_start += next((minutes for hours, minutes in URGENCY if left <= timedelta(hours=hours)), 0)
    return due_at - timedelta(minutes=head_start + (PROMISED if promised else 0))
