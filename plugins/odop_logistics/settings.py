"""What a merchant can set about logistics."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from odop_core.plugin.configuration import PluginSettings, SigningSecret, WebAddress

PLUGIN_ID = "odop.logistics"


class LogisticsSettings(PluginSettings):
    plugin_id: ClassVar[str] = PLUGIN_ID

    carrier: Literal["manual", "partner"] = Field(
        "manual",
        title="Carrier",
        description="'manual': staff arrange each collection and record it. 'partner': signed webhooks both ways.",
    )
    partner_url: WebAddress = Field(
        "env:ODOP_PARTNER_URL",
        title="Partner's address",
        description="Pickups are requested here by HTTP POST. 'env:NAME' reads it from the environment.",
    )
    partner_secret: SigningSecret = Field(
        "env:ODOP_PARTNER_SECRET",
        title="Partner's secret",
        description="Signs requests to the partner and proves the partner's own (Standard Webhooks).",
        json_schema_extra={"secret": True},
    )
    notifies_buyer: bool = Field(
        True, title="Tell the buyer", description="Saleor writes to the buyer when the goods were collected."
    )
