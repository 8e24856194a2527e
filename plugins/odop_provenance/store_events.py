"""What provenance does when it hears of the store's products, and how new artisans become choices in the store."""

from __future__ import annotations

import logging
from typing import Any

from django.db.models.signals import post_save

from odop_core.events import ProductChanged
from odop_core.models import OutboxItem
from odop_core.queue import inbox, outbox
from odop_core.retry import TemporaryFailure
from odop_core.store import host
from odop_core.store.port import StoreRefused, StoreUnavailable
from odop_provenance import attributes, following
from odop_provenance.events import ArtisanRecorded
from odop_provenance.models import Artisan
from odop_provenance.settings import PLUGIN_ID

logger = logging.getLogger(__name__)

ARTISAN_VALUE = "provenance.artisan-value"


def subscribe_all() -> None:
    inbox.subscribe(PLUGIN_ID, ProductChanged, on_product)
    inbox.subscribe(PLUGIN_ID, ArtisanRecorded, on_artisan)
    outbox.register_deliverer(ARTISAN_VALUE, ArtisanValue())
    post_save.connect(announce_artisan, sender=Artisan, dispatch_uid="odop-artisan-recorded")


def on_product(event: ProductChanged) -> None:
    following.follow_product(event.product_id, event.product())


def on_artisan(event: ArtisanRecorded) -> None:
    following.follow_waiting_for(event.slug)


def announce_artisan(instance: Artisan, created: bool, **_kwargs: Any) -> None:
    """Whoever records an artisan: products may wait for them, and the store is to offer them as a choice."""
    if created:
        inbox.announce(ArtisanRecorded(slug=instance.slug), key=f"{ArtisanRecorded.kind}:{instance.slug}")
        outbox.enqueue(ARTISAN_VALUE, instance.slug, {}, key=f"{ARTISAN_VALUE}:{instance.slug}")


class ArtisanValue:
    """Fulfils `odop_core.queue.outbox.Deliverer`: one more choice of the store's attribute, if that was ever set up."""

    plugin_id = PLUGIN_ID

    def deliver(self, item: OutboxItem) -> dict[str, Any]:
        value = attributes.artisan_value(item.subject)
        try:
            return {"changes": host.current_host().catalogue().ensure_value(attributes.ARTISAN, value)}
        except StoreUnavailable as error:
            raise TemporaryFailure(str(error)) from error
        except StoreRefused as error:  # the next set-up says the same to the person who can mend it
            logger.warning("The store did not take the artisan %s as a choice: %s", item.subject, error)
            return {"refused": str(error)}

    def delivered(self, item: OutboxItem, answer: dict[str, Any]) -> None:
        """Nothing of ours depends on it."""

    def given_up(self, item: OutboxItem, reason: str) -> None:
        """The next set-up adds what is missing."""
