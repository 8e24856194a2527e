"""What a merchant can set about provenance."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from odop_core.plugin_settings import PluginSettings

PLUGIN_ID = "odop.provenance"


class ProvenanceSettings(PluginSettings):
    plugin_id: ClassVar[str] = PLUGIN_ID

    shows_makers: bool = Field(
        True, title="Name the makers", description="Show buyers the name of a maker who agreed to be named."
    )
