"""What a merchant can set about provenance."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from odop_core.plugin.configuration import PluginSettings

PLUGIN_ID = "odop.provenance"


class ProvenanceSettings(PluginSettings):
    plugin_id: ClassVar[str] = PLUGIN_ID

    shows_artisans: bool = Field(
        True, title="Name the artisans", description="Show buyers the name of an artisan who agreed to be named."
    )
    product_types: str = Field(
        "",
        title="Product types",
        description="Slugs of the product types whose products have an origin, one a line; `odop_setup_attributes` "
        "gives them the attributes for district, craft, GI and artisan. Empty: none.",
        json_schema_extra={"multiline": True},
    )
    badges_need_verification: bool = Field(
        True,
        title="Badges only on verified products",
        description="Show GI, Handloom and Silk Mark badges only on products whose origin a reviewer verified.",
    )
    verification_days: int = Field(
        0,
        ge=0,
        le=3660,
        title="Verification holds (days)",
        description="How long a verification holds unless the reviewer says otherwise; 0: until something changes.",
    )
    evidence_megabytes: int = Field(
        10, ge=1, le=50, title="Largest evidence file (MB)", description="Larger photos and documents are refused."
    )
    evidence_link_minutes: int = Field(
        10,
        ge=1,
        le=1440,
        title="Evidence links hold (minutes)",
        description="How long a link to a photo or document works.",
    )

    @property
    def product_type_slugs(self) -> list[str]:
        return self.product_types.replace(",", " ").split()
