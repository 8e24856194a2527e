"""What certificates do when they hear of something."""

from __future__ import annotations

from odop_certificates.credentials.certificates import end_untrue, sync_certificate
from odop_certificates.scans import counts
from odop_certificates.settings import PLUGIN_ID
from odop_certificates.units.serials import sync_serials, withdraw_serials
from odop_core.events import OrderChanged
from odop_core.queue import inbox, periodic
from odop_provenance.events import ClaimStateChanged


def subscribe_all() -> None:
    inbox.subscribe(PLUGIN_ID, OrderChanged, on_order, while_off=on_order_while_off)
    inbox.subscribe(PLUGIN_ID, ClaimStateChanged, on_claim, while_off=on_claim_while_off)
    # Also while the plugin is off: what was promised not to be kept is not kept.
    periodic.register_job("certificates.aged_devices", counts.forget_aged_devices)


def on_order(event: OrderChanged) -> None:
    sync_serials(event.order())


def on_claim(event: ClaimStateChanged) -> None:
    sync_certificate(event.product_id)


# What was sold stays checkable while the plugin is off; so what does not hold any more must not be called genuine.


def on_order_while_off(event: OrderChanged) -> None:
    withdraw_serials(event.order())


def on_claim_while_off(event: ClaimStateChanged) -> None:
    end_untrue(event.product_id)
