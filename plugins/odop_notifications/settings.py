"""What a merchant can set about notifications."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from odop_core.plugin_settings import PluginSettings, SigningSecret, WebAddress

PLUGIN_ID = "odop.notifications"


class NotificationSettings(PluginSettings):
    plugin_id: ClassVar[str] = PLUGIN_ID

    channel: Literal["gateway", "console"] = Field(
        "gateway",
        title="Channel",
        description="'gateway': the HTTP gateway below. 'console': the worker's log (trials).",
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
