"""What a merchant can set about certificates."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from odop_core.plugin.configuration import PluginSettings, WebAddress

PLUGIN_ID = "odop.certificates"


class CertificatesSettings(PluginSettings):
    plugin_id: ClassVar[str] = PLUGIN_ID

    public_url: WebAddress = Field(
        "",
        title="Public address of certificates",
        description="Printed on labels and signed into certificates: choose one that can be kept for years. Empty: the "
        "setting ODOP_PUBLIC_URL, or else the address of this shop.",
    )
    issuer_name: str = Field(
        "ODOP Mart",
        title="Name of the issuer",
        description="Who vouches for the certificates, as programs that read them show it. Signed into them.",
        min_length=1,
        max_length=200,
    )
    skus_are_gtins: bool = Field(
        False,
        title="Our SKUs are GTINs",
        description="Each SKU that is a valid GTIN was assigned to us by GS1: labels get GS1 Digital Link addresses.",
    )
