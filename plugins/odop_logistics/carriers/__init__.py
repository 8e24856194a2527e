"""Those who carry the goods. Each is a folder with a `Carrier` of the same shape."""

from __future__ import annotations

from odop_logistics.carriers import manual, partner
from odop_logistics.carriers.port import Carrier
from odop_logistics.settings import LogisticsSettings


def carrier_of(name: str, settings: LogisticsSettings) -> Carrier:
    """The carrier of that name, which a pickup keeps even when the merchant has since chosen another."""
    return partner.Partner(settings) if name == "partner" else manual.Manual()
