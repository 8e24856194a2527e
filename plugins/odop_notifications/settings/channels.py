"""The settings of each channel, in the order in which the Dashboard shows them.

While a channel's settings are incomplete its messages wait, and the channel says which are missing. Every field may be
given as 'env:NAME', to be read from the environment.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, Field

from odop_core.plugin.configuration import WebAddress
from odop_notifications.gateways.http_gateway import read_gateway
from odop_notifications.gateways.mail_server import read_mail_server

SECRET: dict[str, Any] = {"secret": True}
MULTILINE: dict[str, Any] = {"multiline": True}
# A number by which somebody else calls a thing; it may look like an Aadhaar number.
GIVEN_OUT: dict[str, Any] = {"given_out": True}


def _gateway_description(text: str) -> str:
    if text.strip():
        read_gateway(text)
    return text


def _mail_server(address: str) -> str:
    read_mail_server(address)
    return address


def _template_ids(text: str) -> str:
    for line in filter(None, map(str.strip, text.splitlines())):
        if "=" not in line.strip("="):
            raise ValueError(f"write one 'DLT template id = gateway's template id' per line, not {line!r}.")
    return text


GatewayDescription = Annotated[str, AfterValidator(_gateway_description)]
MailServer = Annotated[str, AfterValidator(_mail_server)]
TemplateIds = Annotated[str, AfterValidator(_template_ids)]


class SmsSettings(BaseModel):
    sms_preset: Literal["", "msg91", "exotel", "own"] = Field(
        "", title="SMS gateway", description="'msg91', 'exotel', or 'own': the description below."
    )
    sms_base_url: WebAddress = Field(
        "", title="SMS: address", description="Only if yours differs from the gateway's usual one (Exotel's regions)."
    )
    sms_account: str = Field("", title="SMS: account", description="Exotel: the account SID.")
    sms_key: str = Field("", title="SMS: API key", description="MSG91: the authkey.", json_schema_extra=SECRET)
    sms_token: str = Field("", title="SMS: API token", description="Exotel.", json_schema_extra=SECRET)
    sms_template_ids: TemplateIds = Field(
        "", title="SMS: gateway's own template ids", description="MSG91: lines of 'DLT template id = Flow id'.",
        json_schema_extra=MULTILINE | GIVEN_OUT,
    )  # fmt: skip
    sms_webhook_secret: str = Field(
        "", title="SMS: webhook secret", description="The gateway's reports and replies must carry it.",
        json_schema_extra=SECRET,
    )  # fmt: skip
    sms_gateway: GatewayDescription = Field(
        "", title="SMS: own gateway", description="Its description as JSON, in the shape of the presets.",
        json_schema_extra=MULTILINE,
    )  # fmt: skip


class WhatsAppSettings(BaseModel):
    whatsapp_phone_number_id: str = Field(
        "",
        title="WhatsApp: phone number id",
        description="Of the Cloud API, from Meta's app dashboard.",
        json_schema_extra=GIVEN_OUT,
    )
    whatsapp_token: str = Field(
        "", title="WhatsApp: access token", description="Of a system user, so that it does not run out.",
        json_schema_extra=SECRET,
    )  # fmt: skip
    whatsapp_app_secret: str = Field(
        "", title="WhatsApp: app secret", description="Proves that reports come from Meta.", json_schema_extra=SECRET
    )
    whatsapp_verify_token: str = Field(
        "", title="WhatsApp: verify token", description="Any text; enter the same in Meta's webhook form.",
        json_schema_extra=SECRET,
    )  # fmt: skip
    whatsapp_api_version: str = Field(
        "v23.0", title="WhatsApp: API version", description="Meta ends a version about two years after its release.",
        pattern=r"^v\d+\.\d+$",
    )  # fmt: skip
    whatsapp_base_url: WebAddress = Field(
        "https://graph.facebook.com", title="WhatsApp: address", description="Meta's, or that of a proxy of it."
    )


class VoiceSettings(BaseModel):
    voice_preset: Literal["", "exotel", "own"] = Field(
        "", title="Calls: telephony", description="'exotel', or 'own': the description below. Also for the helpline."
    )
    voice_base_url: WebAddress = Field(
        "", title="Calls: address", description="Only if yours differs from the usual one (Exotel's regions)."
    )
    voice_account: str = Field("", title="Calls: account", description="Exotel: the account SID.")
    voice_key: str = Field("", title="Calls: API key", description="", json_schema_extra=SECRET)
    voice_token: str = Field("", title="Calls: API token", description="", json_schema_extra=SECRET)
    voice_caller_id: str = Field(
        "", title="Calls: number shown", description="The number suppliers and operators see (1600 or 160 series)."
    )
    voice_flow: str = Field("", title="Calls: flow", description="Exotel: the id of the flow that asks for a key.")
    voice_webhook_secret: str = Field(
        "", title="Calls: webhook secret", description="The telephony's requests must carry it.",
        json_schema_extra=SECRET,
    )  # fmt: skip
    voice_gateway: GatewayDescription = Field(
        "", title="Calls: own telephony", description="Its description as JSON, in the shape of the presets.",
        json_schema_extra=MULTILINE,
    )  # fmt: skip
    voice_click_to_call: Literal["console", "telephony"] = Field(
        "console",
        title="Helpline: click to call",
        description="'telephony': both are called and connected, neither sees the other's number. 'console': trials.",
    )


class EmailSettings(BaseModel):
    email_server: MailServer = Field(
        "",
        title="E-mail: server",
        description="smtp://user:password@host:587?starttls=1 or smtps://…:465. Empty: the shop's own e-mail settings.",
        json_schema_extra=SECRET,
    )
    email_from: str = Field("", title="E-mail: sender", description="Empty: the shop's own.")


class PagesSettings(BaseModel):
    public_url: WebAddress = Field(
        "env:ODOP_NOTIFICATIONS_URL",
        title="Public address",
        description="Where links and gateways reach this plugin. Empty: below Saleor's own address.",
    )


class ChannelSettings(PagesSettings, EmailSettings, VoiceSettings, WhatsAppSettings, SmsSettings):
    """All of it; the fields of the last base come first."""
