"""The general settings: the usual channel, the signed gateway, rates, hours, prices and DLT."""

from __future__ import annotations

from pydantic import BaseModel, Field

from odop_core.plugin.configuration import SigningSecret, WebAddress
from odop_notifications.settings.per_channel import ChannelName, OpenHours, Prices, Rates


class GeneralSettings(BaseModel):
    channel: ChannelName = Field(
        "gateway",
        title="Channel",
        description="'gateway': the HTTP gateway below. 'sms', 'whatsapp', 'voice', 'email', 'webhook': as set up "
        "below. 'console': the worker's log (trials).",
    )
    gateway_url: WebAddress = Field(
        "env:ODOP_GATEWAY_URL",
        title="Gateway address",
        description="Messages are sent here by HTTP POST. 'env:NAME' reads it from the environment.",
    )
    gateway_secret: SigningSecret = Field(
        "env:ODOP_GATEWAY_SECRET",
        title="Gateway secret",
        description="Signs every message (Standard Webhooks). Best given as 'env:NAME'.",
        json_schema_extra={"secret": True},
    )
    rates: Rates = Field(
        "sms 10/second, whatsapp 20/second, voice 1/second, email 5/second",
        title="Rate limits",
        description="How fast each channel takes messages, e.g. 'sms 10/second, voice 30/minute'. Not named: no limit.",
    )
    prices: Prices = Field(
        "whatsapp 13.57/message",
        title="Prices",
        description="What a message costs in paise, tax included, e.g. 'sms 25/part, whatsapp 13.57/message'. "
        "For previews and sums only.",
    )
    hours: OpenHours = Field(
        "voice 09:00-20:00",
        title="Courtesy hours",
        description="When a channel may be used (Indian time), e.g. 'voice 09:00-20:00'. Not named: always. Messages "
        "outside wait for the next opening. Promotional messages keep to the hours of the law as well.",
    )
    circuit_failures: int = Field(
        10,
        ge=1,
        title="Failures that stop a channel",
        description="After so many temporary failures in a row a channel rests, then one message is tried.",
    )
    circuit_pause_seconds: int = Field(
        30,
        ge=1,
        title="Rest of a stopped channel",
        description="Seconds of the first rest; each further one is twice as long, up to ten minutes.",
    )
    dlt_required: bool = Field(
        True,
        title="SMS need a DLT template",
        description="Refuse an SMS whose template has no DLT id. The signed gateway sees to its own registration.",
    )
    dlt_entity_id: str = Field(
        "env:ODOP_DLT_ENTITY_ID",
        title="DLT principal entity id",
        description="The number under which the seller is registered with the networks.",
        json_schema_extra={"given_out": True},
    )
    dlt_header: str = Field(
        "",
        pattern=r"^([A-Za-z]{3,6})?$",
        title="DLT header",
        description="The sender's name for service messages, 3 to 6 letters, without its suffix. A template may name "
        "its own.",
    )
    dlt_whitelist: str = Field(
        "",
        title="Whitelisted links and numbers",
        description="Beginnings of links, and call-back numbers, that are whitelisted on DLT; separated by commas.",
    )
