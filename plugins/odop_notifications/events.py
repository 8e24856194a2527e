"""The kinds of event that notifications announces and hears of itself, by their names in the inbox."""

from __future__ import annotations

# Any plugin may ask for a message by an event of this kind; see `notices.requests.MessageRequest`.
TELL = "notifications.tell"
# What a gateway tells of a message it took, and what somebody said to us; see `inbound.intake`.
RECEIPT = "notifications.receipt"
INBOUND = "notifications.inbound"
# A message reached nobody, or perhaps not; see `messages.undelivered`.
UNDELIVERED = "notifications.untold"
