"""The data exchanged with a channel: an outgoing message, its acceptance, receipts and replies."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from odop_core.database.states import State
from odop_core.retry import PermanentFailure, TemporaryFailure

GATEWAY_ID_LENGTH = 128


@dataclass(frozen=True)
class TemplateInfo:
    """What a channel may need of the template a message was written from. What was not filled in is ""."""

    category: str
    # DLT: registered with the networks for SMS.
    entity_id: str = ""
    header: str = ""
    dlt_template_id: str = ""
    # E-mail.
    title: str = ""
    # WhatsApp: the approved name, and the payload of each quick reply, in order.
    whatsapp_name: str = ""
    buttons: tuple[str, ...] = ()
    # Calls: what to press, spoken after the text; or the address of a recording.
    voice_prompt: str = ""
    # Name to value, in the order in which they stand in the text; a name that stands there twice is there once.
    variables: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class OutgoingMessage:
    """`key` stays the same however often the message is tried, so that the other side can recognise a repeat.

    `address` is a phone number (E.164), an e-mail address or the id of an endpoint, as the channel needs it.
    """

    key: str
    channel: str
    address: str
    recipient_name: str
    language: str
    occasion: str
    text: str
    order_number: str = ""
    order_id: str = ""
    sale_id: int | None = None
    supplier_id: int | None = None
    # All that was known when it was written, e.g. `answer_link`; the template may not have used all of it.
    variables: dict[str, str] = field(default_factory=dict)
    template: TemplateInfo | None = None


@dataclass(frozen=True)
class Accepted:
    """The channel took a message. `gateway_id` is what receipts will call it; "" where there are none."""

    gateway_id: str = ""
    detail: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "gateway_id", storable_id(self.gateway_id))


def storable_id(theirs: str) -> str:
    """A gateway's id as we can keep it, and the same wherever it tells it: PostgreSQL takes no NUL and no half of a
    surrogate pair."""
    return theirs.encode("utf-8", "replace").decode().replace("\0", "")[:GATEWAY_ID_LENGTH]


class NotTheChannel(TemporaryFailure):
    """It fails for this recipient, or this message: that says nothing against the channel, which others use."""


class RefusedHere(PermanentFailure):
    """Refused before the gateway was asked: it says nothing of the channel."""


class ReceiptStatus(State):
    ACCEPTED = "accepted", "the gateway passed it on"
    DELIVERED = "delivered", "it reached the recipient's device"
    READ = "read", "the recipient opened it"
    FAILED = "failed", "it could not be delivered"
    OTHER = "other", "the gateway used a word that we do not know: it tells of no fate"


@dataclass(frozen=True)
class Receipt:
    """What a gateway tells of a message it took. `key` tells one receipt from another and is the same for a repeat.

    `user_id` is what WhatsApp calls the recipient, "" elsewhere; `word` is the gateway's own where we do not know it.
    """

    channel: str
    gateway_id: str
    status: ReceiptStatus
    key: str
    # When it happened, as the gateway has it (aware).
    at: datetime | None = None
    detail: str = ""
    # Our key of the message, where the gateway hands it back: so it is known of even if nobody noted its `gateway_id`.
    message_key: str = ""
    word: str = ""
    user_id: str = ""


@dataclass(frozen=True)
class Inbound:
    """What somebody said to us: a reply, a button, a key pressed. `key` is the same for a repeat.

    `address` is who said it; `in_reply_to` is the gateway's id, or our key, of the message answered, "" if unknown.
    `user_id` is what WhatsApp calls whoever said it, "" elsewhere; without a telephone number it is the `address`, too.
    `for_person`: why only a person can tell what it means, such as that it stands below a picture; "" if words may.
    """

    channel: str
    address: str
    text: str
    key: str
    at: datetime | None = None
    gateway_id: str = ""
    in_reply_to: str = ""
    raw: dict[str, Any] = field(default_factory=dict)
    user_id: str = ""
    for_person: str = ""
