"""What certificates do when they hear of something."""

from __future__ import annotations

from odop_certificates.credentials.certificates import sync_certificate
from odop_certificates.settings import PLUGIN_ID
from odop_certificates.units.serials import sync_serials
from odop_core.queue import inbox
from odop_provenance.api import CLAIM_EVENT


def subscribe_all() -> None:
    inbox.subscribe(PLUGIN_ID, inbox.ORDER, on_order)
    inbox.subscribe(PLUGIN_ID, CLAIM_EVENT, on_claim, waits_while_off=inbox.ALWAYS)


def on_order(event: inbox.Event) -> None:
    sync_serials(event.order())


def on_claim(event: inbox.Event) -> None:
    sync_certificate(event.subject)
