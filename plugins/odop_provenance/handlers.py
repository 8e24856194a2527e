"""What provenance does when it hears of something, and with every beat."""

from __future__ import annotations

from odop_consignment.api import CONSENT_EVENT, ERASED_EVENT
from odop_core.queue import inbox, outbox, periodic
from odop_provenance import bulk, claims, evidence, naming
from odop_provenance.certificates import issuing, units
from odop_provenance.claims import CLAIM_EVENT
from odop_provenance.settings import PLUGIN_ID


def subscribe_all() -> None:
    inbox.subscribe(PLUGIN_ID, inbox.ORDER, on_order)
    inbox.subscribe(PLUGIN_ID, CLAIM_EVENT, on_claim, waits_while_off=inbox.ALWAYS)
    inbox.subscribe(PLUGIN_ID, bulk.BULK_EVENT, bulk.on_bulk)
    inbox.subscribe(PLUGIN_ID, CONSENT_EVENT, on_consent, waits_while_off=inbox.ALWAYS)
    inbox.subscribe(PLUGIN_ID, ERASED_EVENT, on_erased, waits_while_off=inbox.ALWAYS)
    outbox.register(evidence.ERASE_TOPIC, evidence.Eraser())
    periodic.register("provenance.expire", claims.expire_due)
    periodic.register("provenance.bulk", bulk.resume_stuck)


def on_order(event: inbox.Event) -> None:
    units.follow(event.order())


def on_claim(event: inbox.Event) -> None:
    issuing.follow(event.subject)


def on_consent(event: inbox.Event) -> None:
    naming.follow(event.payload["supplier_id"], event.payload["artisan_slug"], event.payload["purpose"])


def on_erased(event: inbox.Event) -> None:
    naming.forget(event.payload["artisan_slug"])
