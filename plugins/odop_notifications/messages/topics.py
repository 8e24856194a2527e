"""Each channel has an outbox topic of its own, so that a slow or broken one holds up no other."""

from __future__ import annotations

PREFIX = "notifications.message."


def topic_of(channel: str) -> str:
    return PREFIX + channel


def channel_of(topic: str) -> str:
    return topic.removeprefix(PREFIX)
