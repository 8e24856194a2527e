"""The public addresses of certificates: where labels point to, for as long as the goods exist.

They start with the plugin's setting, else ODOP_PUBLIC_URL, else the address Saleor has for itself. Choose one that can
be kept: it is printed on labels and signed into certificates.
"""

from __future__ import annotations

from odop_certificates.proof import digital_link
from odop_certificates.settings import PLUGIN_ID, CertificatesSettings
from odop_core import conf
from odop_core.plugin import configuration
from odop_core.web import addresses

# Certificates were a part of provenance before they were a plugin of their own.
FORMER_PLUGIN_ID = "odop.provenance"


def base_address(settings: CertificatesSettings | None = None) -> str:
    """Without a slash at its end. It is also what certificates name as their issuer. Raises SettingMissing.

    Asks the database for the plugin's settings unless they are given: ask once, and hand the answer on.
    """
    settings = settings or configuration.load_settings(CertificatesSettings)
    configured = settings.public_url or conf.get("PUBLIC_URL")
    address = configured or addresses.below_saleor(PLUGIN_ID)
    if not address:
        raise conf.SettingMissing("Set ODOP_PUBLIC_URL to the public address of the certificates' pages.")
    return address.rstrip("/")


def known_addresses(settings: CertificatesSettings | None = None) -> list[str]:
    """All addresses that our pages answer at: the public one, and in Saleor the plugin's own, also its former one."""
    below = [addresses.below_saleor(plugin_id) for plugin_id in (PLUGIN_ID, FORMER_PLUGIN_ID)]
    return [address for address in (base_address(settings), conf.get("PUBLIC_URL"), *below) if address]


def unit_address(base: str, serial: str, gtin: str = "") -> str:
    return base + digital_link.unit_path(serial, gtin)


def product_address(base: str, gtin: str) -> str:
    return base + digital_link.product_path(gtin)


def certificate_address(base: str, code: str) -> str:
    return base + digital_link.certificate_path(code)


def status_list_address(base: str, number: int) -> str:
    return f"{base}/status/{number}"
