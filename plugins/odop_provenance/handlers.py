"""What provenance does when it hears of something, and with every beat."""

from __future__ import annotations

from odop_core.queue import inbox, outbox, periodic
from odop_provenance import bulk, claims, evidence
from odop_provenance.events import ReviewBatchDue
from odop_provenance.settings import PLUGIN_ID


def subscribe_all() -> None:
    inbox.subscribe(PLUGIN_ID, ReviewBatchDue, bulk.on_bulk)
    outbox.register(evidence.ERASE_TOPIC, evidence.Eraser())
    periodic.register("provenance.expire", claims.expire_due)
    periodic.register("provenance.bulk", bulk.resume_stuck)
