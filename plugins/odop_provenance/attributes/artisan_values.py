"""How artisans become choices in the store, and keep their names there."""

from __future__ import annotations

import logging
import uuid
from typing import Any

from odop_core.models import OutboxItem
from odop_core.queue import inbox, outbox
from odop_core.retry import TemporaryFailure
from odop_core.store import host
from odop_core.store.port import StoreRefused, StoreUnavailable
from odop_provenance.attributes import definitions
from odop_provenance.events import ArtisanRecorded
from odop_provenance.models import Artisan
from odop_provenance.settings import PLUGIN_ID

logger = logging.getLogger(__name__)

TOPIC = "provenance.artisan-value"


def announce_artisan(instance: Artisan, created: bool, **_kwargs: Any) -> None:
    """Whoever records an artisan: products may wait for them, and the store is to offer them as a choice. Whoever
    changes one may have named them otherwise, or no more."""
    key = f"{TOPIC}:{instance.slug}"
    if created:
        inbox.announce(ArtisanRecorded(slug=instance.slug), key=f"{ArtisanRecorded.kind}:{instance.slug}")
        outbox.enqueue(TOPIC, instance.slug, {}, key=key)
    else:
        outbox.enqueue(TOPIC, instance.slug, {}, key=f"{key}:{uuid.uuid4()}")


class ArtisanValueDeliverer:
    """Fulfils `odop_core.queue.outbox.Deliverer`: one more choice of the store's attribute, if that was ever set up."""

    plugin_id = PLUGIN_ID

    def deliver(self, item: OutboxItem) -> dict[str, Any]:
        value = definitions.artisan_value(item.subject)
        if value is None:
            return {"changes": []}
        try:
            return {"changes": host.current_host().catalogue().ensure_value(definitions.ARTISAN, value)}
        except StoreUnavailable as error:
            raise TemporaryFailure(str(error)) from error
        except StoreRefused as error:  # the next set-up says the same to the person who can mend it
            logger.warning("The store did not take the artisan %s as a choice: %s", item.subject, error)
            return {"refused": str(error)}

    def delivered(self, item: OutboxItem, answer: dict[str, Any]) -> None:
        """Nothing of ours depends on it."""

    def given_up(self, item: OutboxItem, reason: str) -> None:
        """The next set-up adds what is missing."""
