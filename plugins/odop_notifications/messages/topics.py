"""The outbox topic of a channel: one each, so that a slow or broken channel does not delay the others."""

from __future__ import annotations

PREFIX = "notifications.message."


def topic_of(channel: str) -> str:
    return PREFIX + channel


def channel_of(topic: str) -> str:
    return topic.removeprefix(PREFIX)
