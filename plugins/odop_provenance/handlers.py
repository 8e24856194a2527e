"""What provenance does when it hears of something, and periodically."""

from __future__ import annotations

from django.db.models.signals import post_save

from odop_core.events import ProductChanged
from odop_core.queue import inbox, outbox, periodic
from odop_provenance.attributes import artisan_values, sync
from odop_provenance.claims import steps
from odop_provenance.events import ArtisanRecorded, ReviewBatchDue
from odop_provenance.evidence import records
from odop_provenance.models import Artisan
from odop_provenance.reviews import bulk_reviews
from odop_provenance.settings import PLUGIN_ID


def subscribe_all() -> None:
    inbox.subscribe(PLUGIN_ID, ProductChanged, on_product)
    inbox.subscribe(PLUGIN_ID, ArtisanRecorded, on_artisan)
    inbox.subscribe(PLUGIN_ID, ReviewBatchDue, bulk_reviews.run_batch)
    outbox.register_deliverer(artisan_values.TOPIC, artisan_values.ArtisanValueDeliverer())
    outbox.register_deliverer(records.ERASE_TOPIC, records.EvidenceEraser())
    periodic.register_job("provenance.expire", steps.expire_claims)
    periodic.register_job("provenance.bulk", bulk_reviews.resume_stuck_reviews)
    post_save.connect(artisan_values.announce_artisan, sender=Artisan, dispatch_uid="odop-artisan-recorded")


def on_product(event: ProductChanged) -> None:
    sync.sync_claim(event.product_id, event.product())


def on_artisan(event: ArtisanRecorded) -> None:
    sync.sync_claims_naming(event.slug)
