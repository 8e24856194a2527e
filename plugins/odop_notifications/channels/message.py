"""What a channel is given to carry."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class OutgoingMessage:
    """`key` stays the same however often the message is tried, so that the other side can recognise a repeat."""

    key: str
    phone: str
    recipient_name: str
    language: str
    occasion: str
    text: str
    order_number: str
