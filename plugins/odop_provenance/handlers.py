"""What provenance does when it hears of something, and with every beat."""

from __future__ import annotations

from odop_core import beat, inbox, outbox
from odop_provenance import bulk, claims, evidence
from odop_provenance.certificates import issuing, units
from odop_provenance.claims import CLAIM_EVENT
from odop_provenance.settings import PLUGIN_ID


def subscribe_all() -> None:
    inbox.subscribe(PLUGIN_ID, inbox.ORDER, on_order)
    inbox.subscribe(PLUGIN_ID, CLAIM_EVENT, on_claim)
    inbox.subscribe(PLUGIN_ID, bulk.BULK_EVENT, bulk.on_bulk)
    outbox.register(evidence.ERASE_TOPIC, evidence.Eraser())
    beat.register("provenance.expire", claims.expire_due)
    beat.register("provenance.bulk", bulk.resume_stuck)


def on_order(event: inbox.Event) -> None:
    units.follow(event.order())


def on_claim(event: inbox.Event) -> None:
    issuing.follow(event.subject)
