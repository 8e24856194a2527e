"""What a merchant can set about notifications."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field, model_validator

from odop_core.plugin_settings import PluginSettings
from odop_core.signing import check_secret

PLUGIN_ID = "odop.notifications"


class NotificationSettings(PluginSettings):
    plugin_id: ClassVar[str] = PLUGIN_ID

    channel: Literal["gateway", "console"] = Field(
        "gateway",
        title="Channel",
        description="'gateway': the HTTP gateway below. 'console': the worker's log (trials).",
    )
    gateway_url: str = Field(
        "env:ODOP_GATEWAY_URL",
        title="Gateway address",
        description="Messages are sent here by HTTP POST. 'env:NAME' reads it from the environment.",
    )
    gateway_secret: str = Field(
        "env:ODOP_GATEWAY_SECRET",
        title="Gateway secret",
        description="Signs every message (Standard Webhooks). Best given as 'env:NAME'.",
        json_schema_extra={"secret": True},
    )

    @model_validator(mode="after")
    def _address_and_secret_are_usable(self) -> NotificationSettings:
        if self.gateway_url and not self.gateway_url.startswith(("http://", "https://")):
            raise ValueError("gateway_url: the gateway's address must start with https:// (or http://).")
        check_secret(self.gateway_secret)
        return self
