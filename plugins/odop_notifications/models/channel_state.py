"""How the channels are doing."""

from __future__ import annotations

from django.db import models


class ChannelState(models.Model):
    """One channel's rate and circuit, shared by all workers. All times are the database's.

    The circuit is *closed* while `open_until` is null. It opens after several temporary failures in a row; when
    `open_until` has passed, one worker tries one message, for which it has until `trial_until`; that decides.
    """

    channel = models.CharField(max_length=32, unique=True)
    # How many messages may be sent at once, as of `filled_at`; refilled by the channel's rate. Null: never used.
    tokens = models.FloatField(null=True)
    filled_at = models.DateTimeField(null=True)

    failures_in_a_row = models.PositiveIntegerField(default=0)
    # How often it opened since it last worked: each pause is longer than the one before.
    openings = models.PositiveIntegerField(default=0)
    open_until = models.DateTimeField(null=True)
    trial_until = models.DateTimeField(null=True)
    last_failure = models.TextField(default="", blank=True)
    last_success_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.channel
