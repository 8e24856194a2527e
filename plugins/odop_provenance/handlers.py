"""What provenance does when it hears of something, and periodically."""

from __future__ import annotations

from odop_core.queue import inbox, outbox, periodic
from odop_provenance import bulk, claims, evidence
from odop_provenance.events import ReviewBatchDue
from odop_provenance.settings import PLUGIN_ID


def subscribe_all() -> None:
    inbox.subscribe(PLUGIN_ID, ReviewBatchDue, bulk.on_bulk)
    outbox.register_deliverer(evidence.ERASE_TOPIC, evidence.Eraser())
    periodic.register_job("provenance.expire", claims.expire_due)
    periodic.register_job("provenance.bulk", bulk.resume_stuck)
