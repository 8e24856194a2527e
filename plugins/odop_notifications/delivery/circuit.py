"""The circuit breaker of a channel: after failures in a row it rests, instead of every message being tried.

After the rest one worker tries one message. If it gets through, all go on, else the next rest is twice as long, up to
`LONGEST_SECONDS`. Everything is in PostgreSQL and by its clock, so that all workers agree.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from odop_notifications.models import ChannelState
from odop_notifications.settings import NotificationSettings

LONGEST_SECONDS = 600
# A little longer than any call to a gateway takes.
TRIAL = timedelta(seconds=45)
# How old the note of the last success may become.
NEWS = timedelta(seconds=10)

FAILED = """
INSERT INTO odop_notifications_channelstate AS old
    (channel, failures_in_a_row, openings, open_until, last_failure)
VALUES (%(channel)s, 1, CASE WHEN %(limit)s <= 1 THEN 1 ELSE 0 END,
    CASE WHEN %(limit)s <= 1 THEN {rest} END, %(reason)s)
ON CONFLICT (channel) DO UPDATE SET
    failures_in_a_row = old.failures_in_a_row + 1,
    last_failure = %(reason)s,
    openings = CASE WHEN {opens} THEN old.openings + 1 ELSE old.openings END,
    open_until = CASE WHEN {opens} THEN {rest_again} ELSE old.open_until END,
    trial_until = CASE WHEN {opens} THEN NULL ELSE old.trial_until END
""".format(
    # It rests no more, so that this was the trial; or it never rested, and this is one failure too many.
    opens="""(CASE WHEN old.open_until IS NULL THEN old.failures_in_a_row + 1 >= %(limit)s
        ELSE old.open_until <= clock_timestamp() END)""",
    rest="clock_timestamp() + %(pause)s * interval '1 second'",
    rest_again="""clock_timestamp()
        + LEAST(%(longest)s, %(pause)s * power(2, LEAST(old.openings, 20))) * interval '1 second'""",
)


def resting_until(channel: str) -> datetime | None:
    """None unless nobody may use the channel now; the trial counts as using it."""
    return (
        ChannelState.objects.filter(channel=channel, open_until__gt=Now()).values_list("open_until", flat=True).first()
    )


def is_news(channel: str) -> bool:
    """Whether a success now would tell something that is not written down yet."""
    state = ChannelState.objects.filter(channel=channel).first()
    long_ago = timezone.now() - NEWS
    return state is None or bool(
        state.failures_in_a_row or state.last_success_at is None or state.last_success_at < long_ago
    )


def take_room(channel: str, wanted: int) -> int:
    """How many messages may be tried now: all, none, or one as a trial."""
    if not ChannelState.objects.filter(channel=channel).exclude(open_until=None).exists():
        return wanted
    rested = ChannelState.objects.filter(Q(trial_until=None) | Q(trial_until__lt=Now()), open_until__lte=Now())
    return rested.filter(channel=channel).update(trial_until=Now() + TRIAL)


def cancel_trial(channel: str) -> None:
    """There was no message to try after all."""
    ChannelState.objects.filter(channel=channel).exclude(trial_until=None).update(trial_until=None)


def note_success(channel: str) -> None:
    """The channel answered."""
    ChannelState.objects.update_or_create(
        channel=channel,
        defaults={
            "failures_in_a_row": 0,
            "openings": 0,
            "open_until": None,
            "trial_until": None,
            "last_success_at": Now(),
        },
    )


def note_failure(channel: str, reason: str, settings: NotificationSettings) -> None:
    values = {
        "channel": channel,
        "reason": reason,
        "limit": settings.circuit_failures,
        "pause": settings.circuit_pause_seconds,
        "longest": LONGEST_SECONDS,
    }
    with connection.cursor() as cursor:
        cursor.execute(FAILED, values)
