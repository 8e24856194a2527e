"""The rate limit of a channel: a bucket of tokens in PostgreSQL, shared by all workers.

A bucket holds one second's worth of messages (at least one) and fills at the channel's rate. Tokens are taken before
messages are claimed, so that what has to wait is not even touched; tokens that were not needed are returned.
"""

from __future__ import annotations

from django.db import connection
from django.db.models import F

from odop_notifications.models import ChannelState
from odop_notifications.settings import NotificationSettings, per_channel
from odop_notifications.settings.per_channel import Rate

TAKE = """
UPDATE odop_notifications_channelstate AS state
SET tokens = full_now.tokens - LEAST(%(wanted)s, floor(full_now.tokens)), filled_at = clock_timestamp()
FROM (
    SELECT id, LEAST(
        %(burst)s, COALESCE(tokens + %(rate)s * extract(epoch FROM clock_timestamp() - filled_at), %(burst)s)
    ) AS tokens
    FROM odop_notifications_channelstate WHERE channel = %(channel)s FOR UPDATE
) AS full_now
WHERE state.id = full_now.id
RETURNING LEAST(%(wanted)s, floor(full_now.tokens))::int
"""


def take_tokens(channel: str, wanted: int, settings: NotificationSettings) -> int:
    """How many messages may go now, at most `wanted`; so many tokens are gone."""
    rate = _rate(channel, settings)
    if rate is None:
        return wanted
    ChannelState.objects.bulk_create([ChannelState(channel=channel)], ignore_conflicts=True)
    values = {"channel": channel, "wanted": wanted, "rate": rate.per_second, "burst": max(1.0, rate.per_second)}
    with connection.cursor() as cursor:
        cursor.execute(TAKE, values)
        return max(0, int(cursor.fetchone()[0]))


def return_tokens(channel: str, unused: int, settings: NotificationSettings) -> None:
    if unused and _rate(channel, settings):
        ChannelState.objects.filter(channel=channel).update(tokens=F("tokens") + unused)


def _rate(channel: str, settings: NotificationSettings) -> Rate | None:
    return per_channel.read_rates(settings.rates).get(channel)
