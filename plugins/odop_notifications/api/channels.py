"""How the channels are doing, as plain data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max

from odop_core.models import OutboxItem, WorkState
from odop_core.plugin import configuration
from odop_core.queue.work import OPEN_STATES
from odop_notifications.channels import CHANNELS
from odop_notifications.channels.availability import is_set_up
from odop_notifications.messages.topics import topic_of
from odop_notifications.models import ChannelState, DeliveryReceipt
from odop_notifications.settings import NotificationSettings, per_channel

__all__ = ["CHANNELS", "ChannelHealth", "UnknownWord", "list_channel_health"]

# Gateways that change their words change a few; whoever writes numbers into them makes no endless list.
MOST_WORDS = 20


@dataclass(frozen=True)
class UnknownWord:
    """A status word of a gateway that we do not know, how often it came, and when last: somebody must say what it means
    (`statuses` of the gateway's description)."""

    word: str
    count: int
    last_at: datetime


@dataclass(frozen=True)
class ChannelHealth:
    """How a channel is doing. It rests (`resting_until`) after failures in a row; `waiting` counts what is queued or
    waits for its hour, `given_up` what failed and may be replayed. `rate` is as the merchant wrote it, (messages,
    seconds); None
    without a limit. `is_set_up`: the settings hold what it needs. `is_default`: what is bought is told over it."""

    channel: str
    is_set_up: bool
    is_default: bool
    rate: tuple[int, int] | None
    is_resting: bool
    resting_until: datetime | None
    failures_in_a_row: int
    last_failure: str
    last_success_at: datetime | None
    waiting: int
    given_up: int
    unknown_words: tuple[UnknownWord, ...] = ()


def list_channel_health(using: str = "default") -> list[ChannelHealth]:
    """Of every channel there is."""
    settings = configuration.load_settings(NotificationSettings)
    rates = per_channel.read_rates(settings.rates)
    states = {row.channel: row for row in ChannelState.objects.using(using).all()}
    words = _unknown_words(using)
    waiting, given_up = _counts(using, OPEN_STATES), _counts(using, [WorkState.DEAD])
    found = []
    for channel in CHANNELS:
        state = states.get(channel) or ChannelState(channel=channel)
        rate = rates.get(channel)
        found.append(
            ChannelHealth(
                channel=channel,
                is_set_up=is_set_up(channel, settings),
                is_default=channel == settings.channel,
                rate=(rate.count, rate.seconds) if rate else None,
                is_resting=state.open_until is not None,
                resting_until=state.open_until,
                failures_in_a_row=state.failures_in_a_row,
                last_failure=state.last_failure,
                last_success_at=state.last_success_at,
                waiting=waiting.get(topic_of(channel), 0),
                given_up=given_up.get(topic_of(channel), 0),
                unknown_words=tuple(words.get(channel, [])[:MOST_WORDS]),
            )
        )
    return found


def _unknown_words(using: str) -> dict[str, list[UnknownWord]]:
    """By channel, the most frequent first."""
    rows = DeliveryReceipt.objects.using(using).exclude(word="").values_list("channel", "word")
    found: dict[str, list[UnknownWord]] = {}
    counted = rows.annotate(count=Count("pk"), last=Max("received_at")).order_by("-count", "word")
    for channel, word, count, last in counted:
        found.setdefault(channel, []).append(UnknownWord(word, count, last))
    return found


def _counts(using: str, states: Iterable[str]) -> dict[str, int]:
    topics = [topic_of(channel) for channel in CHANNELS]
    rows = OutboxItem.objects.using(using).filter(state__in=list(states), topic__in=topics)
    return dict(rows.values_list("topic").annotate(Count("pk")))
