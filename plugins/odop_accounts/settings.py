"""What a merchant can set about accounts."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from odop_core.plugin.configuration import PluginSettings

PLUGIN_ID = "odop.accounts"


class AccountsSettings(PluginSettings):
    plugin_id: ClassVar[str] = PLUGIN_ID

    commission_gst_bp: int = Field(
        1800,
        ge=0,
        le=10_000,
        title="GST on commission and charges (basis points)",
        description="1800 is 18 %. A sale keeps the rate of the day on which it is first entered in the books.",
    )
