"""What a merchant can set about consignment."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from odop_core.plugin_settings import PluginSettings

PLUGIN_ID = "odop.consignment"


class ConsignmentSettings(PluginSettings):
    plugin_id: ClassVar[str] = PLUGIN_ID

    release_orders: Literal["paid", "placed"] = Field(
        "paid",
        title="Release orders to makers when",
        description="'paid': once the order is paid in full. 'placed': at once, also for cash on delivery.",
    )
