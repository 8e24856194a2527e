"""What provenance does when it hears of something, and with every beat."""

from __future__ import annotations

from odop_core import beat, inbox
from odop_provenance import bulk, claims
from odop_provenance.settings import PLUGIN_ID


def subscribe_all() -> None:
    inbox.subscribe(PLUGIN_ID, bulk.BULK_EVENT, bulk.on_bulk)
    beat.register("provenance.expire", claims.expire_due)
    beat.register("provenance.bulk", bulk.resume_stuck)
