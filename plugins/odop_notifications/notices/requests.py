"""Messages that other plugins ask for: they announce an event that says what somebody is to be told."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from odop_core.plugin import configuration
from odop_core.retry import PermanentFailure
from odop_notifications.messages import About, write_message
from odop_notifications.settings import NotificationSettings
from odop_notifications.suppliers.recipients import find_recipient
from odop_notifications.templates.occasions import UnknownOccasion, find_occasion


class MessageRequest(BaseModel):
    """What another plugin puts into an event of kind `notifications.tell` (see `odop_notifications.api.TELL`)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    occasion: str
    supplier_id: int
    # The same for a repeat; the plugin's own name belongs into it, e.g. "payout-7".
    key: str = Field(min_length=1, max_length=90)
    facts: dict[str, Any] = Field(default_factory=dict)
    sale_id: int | None = None
    order_id: str = ""
    order_number: str = ""
    subject: str = ""
    # "": the merchant's usual channel.
    channel: str = ""


def _read(payload: dict[str, Any]) -> MessageRequest:
    try:
        wanted = MessageRequest.model_validate(payload)
        find_occasion(wanted.occasion)
    except (ValidationError, UnknownOccasion) as error:
        raise PermanentFailure(str(error)) from error
    return wanted


def write_requested(payload: dict[str, Any]) -> None:
    """Do what an event asks for. Raises PermanentFailure for one that says what cannot be: no retry mends it."""
    wanted = _read(payload)
    channel = wanted.channel or configuration.load(NotificationSettings).channel
    to = find_recipient(wanted.supplier_id, channel)
    if to is None:
        raise PermanentFailure(f"There is no supplier {wanted.supplier_id} to be told of {wanted.occasion!r}.")
    write_message(
        wanted.occasion,
        to,
        wanted.facts,
        key=f"message:{wanted.occasion}:{wanted.key}",
        channel=channel,
        about=About(wanted.sale_id, wanted.order_id, wanted.order_number, wanted.subject),
    )
